package dev.plateau.store;

import java.nio.file.Path;
import java.time.Clock;

/** Opens stores. */
public final class Stores {

    private Stores() {}

    /**
     * The database in a file, for one writing process at a time: creates it if it is missing and brings its tables up to date.
     *
     * @throws StoreException one sentence; nothing was written then
     */
    public static Store sqlite(Path database) {
        return sqlite(database, Clock.systemUTC());
    }

    static Store sqlite(Path file, Clock clock) {
        Database database = new Database(file);
        database.checkBeforeWriting();
        DatabaseLock lock = DatabaseLock.take(file, clock);
        try {
            database.migrate();
            return new SqliteStore(new Readers(database), new Writer(database, lock), clock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * An existing database for reading only, also while another process writes it. Its writing methods throw {@link
     * IllegalStateException}.
     *
     * @throws StoreException one sentence: the file is missing, older, newer or no database
     */
    public static Store readOnly(Path file) {
        Database database = new Database(file);
        database.checkBeforeReading();
        return new SqliteStore(new Readers(database), null, Clock.systemUTC());
    }

    /** The folder beside a database for checkpoints, logs and models. */
    public static Path files(Path database) {
        return database.resolveSibling(database.getFileName() + ".files");
    }
}
