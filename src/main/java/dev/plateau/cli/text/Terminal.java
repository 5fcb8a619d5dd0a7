package dev.plateau.cli.text;

import java.io.PrintWriter;
import java.util.List;

/**
 * Where a command writes: results to standard output, progress and mistakes to standard error. Thread-safe as its writers
 * are.
 */
public final class Terminal {

    /** Columns of a chart or a wrapped list where the width is unknown, as in a file. */
    private static final int USUAL_WIDTH = 100;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Abilities abilities;

    public Terminal(PrintWriter out, PrintWriter err, Abilities abilities) {
        this.out = out;
        this.err = err;
        this.abilities = abilities;
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    public Abilities abilities() {
        return abilities;
    }

    /** Columns that a table may take: those of the terminal, any number in a file. */
    public int tableWidth() {
        return abilities.width() > 0 ? abilities.width() : Integer.MAX_VALUE;
    }

    /** Columns that a chart or a paragraph should take. */
    public int textWidth() {
        return abilities.width() > 0 ? abilities.width() : USUAL_WIDTH;
    }

    /** One line of a result. */
    public void result(String line) {
        out.println(shown(line));
        out.flush();
    }

    public void result(List<String> lines) {
        lines.forEach(line -> out.println(shown(line)));
        out.flush();
    }

    /** One line of progress. */
    public void note(String line) {
        err.println(shown(line));
        err.flush();
    }

    /** The text as this terminal can show it. */
    public String shown(String text) {
        return abilities.unicode() ? text : Ascii.of(text);
    }

    /** The text in a colour where there are colours. */
    public String colored(Color color, String text) {
        return abilities.color() && !text.isEmpty() ? color.code() + text + "\u001b[0m" : text;
    }
}
