package dev.plateau.store;

import dev.plateau.store.sqlite.Database;
import dev.plateau.store.sqlite.DatabaseLock;
import dev.plateau.store.sqlite.Readers;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.store.sqlite.Writer;
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
        Readers readers = new Readers(database);
        return new SqliteStore(
                readers, null, new SqliteDesk(readers, new NoWrites(), Clock.systemUTC()), Clock.systemUTC());
    }

    /**
     * An existing database as {@link #readOnly} opens it, but with a desk that can be written, also while another process trains. Brings
     * the tables of an older Plateau up to date unless somebody else has the file; then the first write at the desk tries again, and says
     * so if it cannot.
     *
     * @throws StoreException one sentence: the file is missing, newer or no database
     */
    public static Store shared(Path file) {
        return shared(file, Clock.systemUTC());
    }

    static Store shared(Path file, Clock clock) {
        Database database = new Database(file);
        database.checkBeforeReading();
        Readers readers = new Readers(database);
        SharedWrites writes = new SharedWrites(database, readers, clock);
        try {
            writes.migrate();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "the tables stay as they are for now", e);
        }
        return new SqliteStore(readers, null, new SqliteDesk(readers, writes, clock), clock);
    }

    /** Whether a process trains, or writes otherwise, into a database. One that was just started may not say so yet. */
    public static boolean inUse(Path file) {
        return DatabaseLock.held(file);
    }

    private static final class NoWrites implements SqliteDesk.Writes {
        @Override
        public <T> T write(Writer.Work<T> work) {
            throw new IllegalStateException("the store was opened for reading only");
        }
    }

    /** The folder beside a database for checkpoints, logs and models. */
    public static Path files(Path database) {
        return database.resolveSibling(database.getFileName() + ".files");
    }
}
