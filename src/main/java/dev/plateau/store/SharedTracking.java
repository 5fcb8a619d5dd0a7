package dev.plateau.store;

import dev.plateau.store.sqlite.Database;
import dev.plateau.store.sqlite.Writer;
import dev.plateau.store.track.Writes;
import org.jspecify.annotations.Nullable;

/**
 * What is logged into a database that another process may be writing: a writer of its own, without the lock of the one who trains, that is started by
 * the first write. Thread-safe.
 */
final class SharedTracking implements Writes, AutoCloseable {

    private final Database database;
    private final SharedWrites shared;
    private @Nullable Writer writer; // guarded by this

    SharedTracking(Database database, SharedWrites shared) {
        this.database = database;
        this.shared = shared;
    }

    private synchronized Writer writer() {
        Writer open = writer;
        if (open == null) {
            shared.bringUpToDate();
            open = new Writer(database, null);
            writer = open;
        }
        return open;
    }

    @Override
    public <T> T write(Writer.Work<T> work) {
        return writer().run(work);
    }

    @Override
    public long rollbacks() {
        return writer().rollbacks();
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
