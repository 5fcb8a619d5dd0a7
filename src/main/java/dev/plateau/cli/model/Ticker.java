package dev.plateau.cli.model;

import dev.plateau.cli.text.Terminal;

/** One line of progress that is drawn again in a terminal; in a file every tenth part of the way is a line. */
final class Ticker {

    private static final String CLEAR = "\r\u001b[2K";

    private final Terminal terminal;
    private int tenths;
    private boolean drawn;

    Ticker(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param done of {@code of}, from 1 */
    void show(int done, int of, String line) {
        if (terminal.abilities().live()) {
            String shown = terminal.shown(line);
            int width = Math.max(1, terminal.abilities().liveWidth() - 1);
            terminal.err().print(CLEAR + shown.substring(0, Math.min(width, shown.length())));
            terminal.err().flush();
            drawn = true;
        } else if (10L * done / of > tenths) {
            tenths = (int) (10L * done / of);
            terminal.note(line);
        }
    }

    /** Leaves the terminal tidy. */
    void clear() {
        if (drawn) {
            terminal.err().print(CLEAR);
            terminal.err().flush();
            drawn = false;
        }
    }
}
