package dev.plateau.api;

import dev.plateau.store.Stores;
import java.nio.file.Path;

/**
 * Plateau in a program: the door. A search that the program trains itself, what a search came to, and a log for trainings that the
 * program runs in its own way. All of it is in a database file, where {@code plateau serve --db FILE} shows it, also while it is
 * written.
 */
public final class Plateau {

    private Plateau() {}

    /**
     * A search to be built.
     *
     * @param name 1 to 100 of the characters A-Z a-z 0-9 . _ -; a database has one search of a name
     * @throws IllegalArgumentException for another name
     */
    public static Search search(String name) {
        return new Search(name);
    }

    /**
     * A log for a run of the program's own: opens the database, which is closed with the log. Several runs at once need a {@link Logbook}.
     *
     * @param database its file, which is made if it is missing
     * @param experiment what the run belongs to; made if there is none of the name
     * @param run a name for people, or empty
     * @throws dev.plateau.store.sqlite.StoreException if the database cannot be used, for one because another process writes it; then log
     *     to its server by MLflow's client
     */
    public static Log log(Path database, String experiment, String run) {
        Logbook logbook = logbook(database);
        try {
            return logbook.begin(experiment, run, logbook::close);
        } catch (RuntimeException e) {
            logbook.close();
            throw e;
        }
    }

    /** The database open for the logs of any number of runs, also at once. */
    public static Logbook logbook(Path database) {
        return new Logbook(Stores.sqlite(database));
    }

    /**
     * What a search has come to so far, also one that was started from a file or by another process.
     *
     * @throws IllegalArgumentException if the database has no such search
     * @throws dev.plateau.store.sqlite.StoreException if there is no such database
     */
    public static Result result(Path database, String name) {
        return Result.read(database, name);
    }
}
