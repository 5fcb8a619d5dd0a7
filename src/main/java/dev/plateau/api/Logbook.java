package dev.plateau.api;

import dev.plateau.store.Store;
import java.time.Clock;

/** A database that is open for the logs of runs that a program trains in its own way. Thread-safe. */
public final class Logbook implements AutoCloseable {

    private final Store store;

    Logbook(Store store) {
        this.store = store;
    }

    /**
     * The log of a new run.
     *
     * @param experiment what the run belongs to; made if there is none of the name
     * @param run a name for people, or empty
     * @throws dev.plateau.track.TrackException one sentence, for names that cannot be
     */
    public Log log(String experiment, String run) {
        return begin(experiment, run, () -> {});
    }

    Log begin(String experiment, String run, Runnable after) {
        return Log.begin(store.tracker(), Clock.systemUTC(), new Log.Names(experiment, run), after);
    }

    /** Closes the database; close the logs before. */
    @Override
    public void close() {
        store.close();
    }
}
