package dev.plateau.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final StringWriter out = new StringWriter();

    private Terminal terminal(Abilities abilities) {
        return new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()), abilities);
    }

    @Test
    void spellsSignsInAsciiWhereThereIsNoUnicode() {
        terminal(new Abilities(false, false, false, 0, 0)).result("0.5 ± 0.1 [3–5] … ▲ Größe");
        assertEquals("0.5 +- 0.1 [3-5] ... ^ Gr??e\n", out.toString().replace("\r", ""));
    }

    @Test
    void colorsOnlyWhereThereAreColors() {
        assertEquals("best", terminal(Abilities.FILE).colored(Color.BOLD, "best"));
        assertEquals(
                "\u001b[1mbest\u001b[0m",
                terminal(new Abilities(false, true, true, 80, 0)).colored(Color.BOLD, "best"));
    }

    @Test
    void noColorAndDumbTerminalsHaveNoColors() {
        Map<String, String> asked = Map.of("TERM", "xterm", "NO_COLOR", "1");
        assertFalse(Abilities.ofThisProcess(asked, StandardCharsets.UTF_8).color());
        assertFalse(Abilities.ofThisProcess(Map.of(), StandardCharsets.UTF_8).live());
    }

    @Test
    void wrapsAListBetweenItsItems() {
        assertEquals(
                """
                assumed: seed 42,
                         trainer dl4j,
                         folds 5""", String.join("\n", Paragraph.lines("assumed:", List.of("seed 42", "trainer dl4j", "folds 5"), 25)));
    }

    @Test
    void writesNumbersThatJsonHasNotAsNull() {
        assertEquals("[1.5,null,null,\"\\u00B1\"]", Json.line(List.of(1.5, Double.NaN, Double.POSITIVE_INFINITY, "±")));
    }
}
