package dev.plateau.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A few read-only connections, opened when first needed. Each read is one transaction, so that all of its statements see the
 * same state; in WAL mode none waits for the writer.
 */
public final class Readers implements AutoCloseable {

    private static final int MOST = 4; // connections: twice the cores of the machine that this is made for

    private static final String VERSION = "PRAGMA data_version";

    private final Database database;
    private final Semaphore permits = new Semaphore(MOST);
    private final Deque<Sql> idle = new ConcurrentLinkedDeque<>();
    private final Object watch = new Object();
    private @Nullable Sql watcher; // guarded by watch
    private volatile boolean closed;
    private volatile int generation; // raised when connections that are open have become useless

    /** Something to read in one transaction. */
    public interface Query<T> {
        T read(Sql sql) throws SQLException;
    }

    public Readers(Database database) {
        this.database = database;
    }

    /** The database that is read. */
    public Path file() {
        return database.file();
    }

    public <T> T read(Query<T> query) {
        permits.acquireUninterruptibly();
        Sql sql = null;
        try {
            checkOpen();
            int opened = generation;
            sql = idle.poll();
            if (sql == null) {
                sql = database.reader();
            }
            sql.update("BEGIN");
            T result = query.read(sql);
            sql.update("COMMIT");
            if (opened == generation) {
                idle.push(sql);
            } else {
                drop(sql);
            }
            return result;
        } catch (SQLException e) {
            drop(sql);
            throw StoreException.of(database.file(), "read", e);
        } catch (RuntimeException | Error e) {
            drop(sql);
            throw e;
        } finally {
            permits.release();
        }
    }

    /** The tables have changed: what is read from now on is read by new connections. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
    public void forget() {
        generation++;
        closeIdle();
    }

    private void checkOpen() {
        if (closed) {
            throw new StoreException(database.file().getFileName() + " is closed");
        }
    }

    private static void drop(@Nullable Sql sql) {
        if (sql != null) {
            sql.closeBroken();
        }
    }

    /** SQLite's own counter: it differs after a commit by any other connection, and this one never writes. */
    public long version() {
        synchronized (watch) {
            try {
                checkOpen();
                Sql sql = watcher == null ? new Sql(database.open(true)) : watcher;
                watcher = sql;
                return sql.number(VERSION);
            } catch (SQLException e) {
                drop(watcher);
                watcher = null;
                throw StoreException.of(database.file(), "read", e);
            }
        }
    }

    /** Waits for reads under way. */
    @Override
    public void close() {
        closed = true;
        permits.acquireUninterruptibly(MOST);
        permits.release(MOST);
        closeIdle();
        synchronized (watch) {
            drop(watcher);
            watcher = null;
        }
    }

    private void closeIdle() {
        Sql sql;
        while ((sql = idle.poll()) != null) {
            sql.closeBroken();
        }
    }
}
