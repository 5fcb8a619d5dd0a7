package dev.plateau.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.cli.text.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static Table sample() {
        return new Table(List.of(
                        Column.text("trial"),
                        Column.number("score"),
                        Column.number("rate").orNone(),
                        Column.text("size").orNone()))
                .row(List.of("t01", "0.5", "0.001", "small"))
                .row(List.of("t10", "12.25", "0.1", "±1"));
    }

    @Test
    void alignsTextLeftAndNumbersRight() {
        assertEquals("""
                trial  score   rate  size
                t01      0.5  0.001  small
                t10    12.25    0.1  ±1""", String.join("\n", sample().lines(80)));
    }

    @Test
    void leavesOutTheLastOptionalColumnsOfATableThatIsTooWideAndNamesThem() {
        assertEquals("""
                trial  score
                t01      0.5
                t10    12.25
                (too narrow for: rate, size)""", String.join("\n", sample().lines(18)));
    }

    @Test
    void refusesARowWithoutACellForEachColumn() {
        assertThrows(IllegalArgumentException.class, () -> sample().row(List.of("t02")));
    }
}
