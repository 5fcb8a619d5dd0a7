package dev.plateau.store;

import dev.plateau.store.sqlite.Database;
import dev.plateau.store.sqlite.DatabaseLock;
import dev.plateau.store.sqlite.Readers;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.store.sqlite.Writer;
import dev.plateau.store.track.Writes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Opens stores. */
public final class Stores {

    private static final System.Logger LOG = System.getLogger(Stores.class.getName());

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
            return SqliteStore.writing(new Readers(database), new Writer(database, lock), clock);
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
        Readers readers = new Readers(database);
        return SqliteStore.reading(readers, new NoWrites(), new NoWrites(), Clock.systemUTC());
    }

    /**
     * A database as {@link #readOnly} opens it, but with a desk and a tracker that can be written, also while another process trains. Creates it if
     * it is missing. Brings the tables of an older Plateau up to date unless somebody else has the file; then the first write at the desk tries again, and says
     * so if it cannot.
     *
     * @throws StoreException one sentence: the file is newer or no database, or cannot be created
     */
    public static Store shared(Path file) {
        return shared(file, Clock.systemUTC());
    }

    static Store shared(Path file, Clock clock) {
        if (!Files.exists(file)) {
            sqlite(file, clock).close();
        }
        Database database = new Database(file);
        database.checkBeforeReading();
        Readers readers = new Readers(database);
        SharedWrites writes = new SharedWrites(database, readers, clock);
        try {
            writes.migrate();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "the tables stay as they are for now", e);
        }
        return SqliteStore.reading(readers, writes, new SharedTracking(database, writes), clock);
    }

    /**
     * Loads the native library of the database, which takes a tenth of a second, and touches no file. May be called beside other work before a
     * store is opened.
     *
     * @return whether it is there
     */
    public static boolean loadDriver() {
        return Database.loadDriver();
    }

    /**
     * Unpacks the native library of the database, so that later processes which are told where it is need not: {@link #loadDriver} takes a
     * fifth of the time then.
     *
     * @throws IOException if it cannot be written, or there is none for this machine
     */
    public static void unpackLibrary(Path file) throws IOException {
        Database.unpackLibrary(file);
    }

    /** Whether a process trains, or writes otherwise, into a database. One that was just started may not say so yet. */
    public static boolean inUse(Path file) {
        return DatabaseLock.held(file);
    }

    private static final class NoWrites implements SqliteDesk.Writes, Writes {
        @Override
        public <T> T write(Writer.Work<T> work) {
            throw new IllegalStateException("the store was opened for reading only");
        }

        @Override
        public long rollbacks() {
            return 0;
        }
    }

    /** The folder beside a database for checkpoints, logs and models. */
    public static Path files(Path database) {
        return database.resolveSibling(database.getFileName() + ".files");
    }
}
