package dev.plateau.cli.live;

import dev.plateau.run.Event;
import java.util.function.Consumer;

/** Shows a search to somebody who waits for it. Called from the engine's threads: thread-safe. */
interface Progress extends Consumer<Event>, AutoCloseable {

    /** Shows a line that stays. */
    void say(String line);

    /** Leaves the terminal tidy. */
    @Override
    void close();
}
