package dev.plateau.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A database without rows that Flyway has made once, when Plateau was built: a new database begins as its copy, which takes 5 ms where Flyway takes
 * 0.3 s. Without one, or with one of an older build, Flyway does what is missing.
 */
final class Blank {

    /** Names the file; the launcher gives it. */
    static final String PROPERTY = "plateau.store.blank";

    private Blank() {}

    /** Makes a database that is missing, if there is a blank one. The caller has the right to write it. */
    static void copy(Path database) {
        @Nullable String blank = System.getProperty(PROPERTY);
        if (blank == null || Files.exists(database)) {
            return;
        }
        Path begun = database.resolveSibling(database.getFileName() + ".new"); // half a copy is no database
        try {
            Files.copy(Path.of(blank), begun, StandardCopyOption.REPLACE_EXISTING);
            Files.move(begun, database, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            clear(begun);
        }
    }

    /** Flyway makes the database then, or says why it cannot be made. */
    private static void clear(Path begun) {
        try {
            Files.deleteIfExists(begun);
        } catch (IOException e) {
            System.getLogger(Blank.class.getName()).log(System.Logger.Level.DEBUG, "half a copy stays", e);
        }
    }
}
