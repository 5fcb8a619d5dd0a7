package dev.plateau.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.cli.text.Chart.Line;
import dev.plateau.cli.text.Chart.Mark;
import dev.plateau.cli.text.Chart.Stroke;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartGolden {

    private static Terminal terminal(boolean unicode, int width) {
        return new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new Abilities(false, false, unicode, width, 0));
    }

    /** A validation loss with its least value at epoch 12 of 24, and a training loss that keeps falling. */
    private static Chart sample() {
        List<Double> validation = IntStream.rangeClosed(1, 24)
                .mapToObj(epoch -> 0.4 + Math.abs(epoch - 12) * 0.05)
                .toList();
        List<Double> training =
                IntStream.rangeClosed(1, 24).mapToObj(epoch -> 1 - epoch * 0.03).toList();
        return new Chart(
                List.of(
                        new Line("val_loss", validation, Stroke.SOLID, Color.CYAN),
                        new Line("loss", training, Stroke.DOTTED, Color.YELLOW)),
                Optional.of(new Mark(12, 10, 15)));
    }

    private static String drawn(Chart chart, Terminal terminal) {
        return String.join(
                "\n", chart.draw(terminal).stream().map(terminal::shown).toList());
    }

    @Test
    void drawsWithAsciiWhereThereIsNothingElse() {
        assertEquals(GOLDEN_ASCII, drawn(sample(), terminal(false, 60)));
    }

    @Test
    void drawsWithBraille() {
        assertEquals(GOLDEN_BRAILLE, drawn(sample(), terminal(true, 60)));
    }

    @Test
    void fitsTheTerminal() {
        for (String line : sample().draw(terminal(true, 70))) {
            assertTrue(line.length() <= 70, line);
        }
    }

    @Test
    void drawsNothingOfCurvesWithoutAFiniteValue() {
        Chart chart = new Chart(
                List.of(new Line("val_loss", List.of(Double.NaN), Stroke.SOLID, Color.CYAN)), Optional.empty());
        assertEquals(List.of(), chart.draw(terminal(true, 60)));
    }

    @Test
    void leavesAGapWhereACurveHasNoValueAndDrawsASinglePoint() {
        Chart gap = new Chart(
                List.of(new Line("loss", List.of(1.0, Double.NaN, 1.0), Stroke.SOLID, Color.CYAN)), Optional.empty());
        String middle = gap.draw(terminal(false, 40)).get(6);
        assertEquals("*", middle.substring(middle.indexOf('┤') + 1, middle.indexOf('┤') + 2));
        assertTrue(middle.strip().endsWith("*") && middle.contains(" "), middle);
        Chart point = new Chart(List.of(new Line("loss", List.of(1.0), Stroke.SOLID, Color.CYAN)), Optional.empty());
        assertEquals("1.000 ┤*", point.draw(terminal(false, 40)).get(6));
    }

    private static final String GOLDEN_ASCII = """
             1.000 +.                                                **
                   |***..                                         ***
                   |   **.....                                 ***
                   |     ***  .....                          **
                   |        ***    .....                  ***
                   |           ***      ....           ***
            0.6073 +              ***       .....   ***
                   |                 ***         ***..
                   |                    ***   ***     .....
                   |                       ***             ....
                   |                                           .....
            0.2800 +                                                ...
                   +---------------------------------------------------
                    1                                                24
                                        +---^-----+
                    val_loss (line), loss (dotted) over epochs; ^ epoch 12, 10-15""";

    private static final String GOLDEN_BRAILLE = """
             1.000 ┤⡄⢀                                              ⢀⠔⠊
                   │⠈⠒⢄⠂⠠ ⡀                                      ⢀⡠⠊⠁
                   │   ⠉⠢⣀ ⠐ ⠄⢀                                ⡠⠔⠁
                   │      ⠑⠤⡀   ⠂⠠ ⡀                        ⢀⠔⠊
                   │        ⠈⠒⢄     ⠐ ⠄⢀                 ⢀⡠⠊⠁
                   │           ⠉⠢⣀       ⠂⠠ ⡀          ⡠⠔⠁
            0.6073 ┤              ⠑⠤⡀        ⠐ ⠄⢀   ⢀⠔⠊
                   │                ⠈⠒⢄          ⢀⠦⠪⠁⡀
                   │                   ⠉⠢⢄     ⡠⠒⠁    ⠐ ⠄⢀
                   │                      ⠑⠢⣀⠔⠉            ⠂⠠ ⡀
                   │                                           ⠐ ⠄⢀
            0.2800 ┤                                                ⠂⠠
                   └───────────────────────────────────────────────────
                    1                                                24
                                        ├───▲─────┤
                    val_loss (line), loss (dotted) over epochs; ▲ epoch 12, 10–15""";
}
