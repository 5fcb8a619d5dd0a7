package dev.plateau.store;

import dev.plateau.store.sqlite.Database;
import dev.plateau.store.sqlite.StoreException;
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
    private volatile @Nullable Writer writer; // set once, under the lock of this
    private boolean closed; // guarded by this

    SharedTracking(Database database, SharedWrites shared) {
        this.database = database;
        this.shared = shared;
    }

    private synchronized Writer writer() {
        Writer open = writer;
        if (open == null) {
            if (closed) {
                throw new StoreException(database.file().getFileName() + " is closed");
            }
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

    /** Asked by the writer's thread, for which {@link #close} waits under the lock. */
    @Override
    public long rollbacks() {
        Writer open = writer;
        return open == null ? 0 : open.rollbacks();
    }

    @Override
    public synchronized void close() {
        closed = true;
        Writer open = writer;
        if (open != null) {
            open.close();
        }
    }
}
