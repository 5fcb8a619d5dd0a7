package dev.plateau.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Intervals in a terminal. */
class WhiskersTest {

    @Test
    void intervalsStandOnOneAxisWithZero() {
        Whiskers chart = new Whiskers(List.of(
                new Whiskers.Row("t02", -0.2, -0.1, 0.2),
                new Whiskers.Row("t11", 0.1, 0.2, 0.2),
                new Whiskers.Row("t3", Double.NaN, 0.1, 0.2)));
        assertEquals(
                List.of(
                        "t02 ├────o────│─────────┤",
                        "t11           │    ├────o",
                        "t3            │",
                        "    -0.2000   0    0.2000"),
                chart.lines(25));
    }

    @Test
    void nothingToShowIsNoLine() {
        assertEquals(List.of(), new Whiskers(List.of()).lines(80));
        assertEquals(List.of(), new Whiskers(List.of(new Whiskers.Row("t02", 0, 0, 0))).lines(80));
    }
}
