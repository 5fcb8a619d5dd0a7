package dev.plateau.cli.live;

import dev.plateau.cli.text.Terminal;
import dev.plateau.run.Event;

/** One line an event, for files and pipes. */
final class Lines implements Progress {

    private final Terminal terminal;
    private final Watched search;

    Lines(Terminal terminal, Watched search) {
        this.terminal = terminal;
        this.search = search;
    }

    /** Beginnings are left out, they double the lines; that a run goes on from where it stood is worth one. */
    @Override
    public void accept(Event event) {
        if (!(event instanceof Event.RunBegan began && began.from() == 0)) {
            say(search.told(event));
        }
    }

    @Override
    public void say(String line) {
        terminal.note(line);
    }

    @Override
    public void close() {}
}
