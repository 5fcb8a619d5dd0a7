package dev.plateau.api;

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
     * What a search has come to so far, also one that was started from a file or by another process.
     *
     * @throws IllegalArgumentException if the database has no such search
     * @throws dev.plateau.store.sqlite.StoreException if there is no such database
     */
    public static Result result(Path database, String name) {
        return Result.read(database, name);
    }
}
