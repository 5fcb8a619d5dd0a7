package dev.plateau.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It takes whatever has queued up, does it in one transaction, and completes the futures after
 * the commit; so many reporters share one commit and none waits for a timer.
 *
 * <p>A task at fault (a broken rule, an unknown id) fails alone: its batch is rolled back and done again one by one. When
 * the file is at fault (a full disk), all of the batch fail and the connection is opened anew for the next one, because
 * the driver's connection does not survive that.
 *
 * <p>Lock order: submitters hold {@code gate} for reading while they queue, {@code close} for writing while it turns them
 * away; so nothing is queued behind the task that ends the thread.
 */
public final class Writer implements AutoCloseable {

    private static final int QUEUE = 4096; // tasks: seconds of work; a reporter that is faster than the disk waits
    private static final int BATCH = 1024; // tasks a transaction: some 50 ms, and then a waiting one gets its turn

    private static final int PAGES = 8192; // 32 MB of the log before it is put into the file, which waits for the disk

    private final Database database;
    private final @Nullable DatabaseLock lock;
    private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private final Task<Boolean> end = new Task<>(sql -> true);
    private final Thread thread = new Thread(this::drain, "plateau-store");

    private final AtomicLong rollbacks = new AtomicLong();

    private boolean closed; // guarded by gate
    private @Nullable Sql sql; // used by the thread only

    /** Something to do inside a transaction. */
    public interface Work<T> {
        T apply(Sql sql) throws SQLException;
    }

    /**
     * @param lock given back when the last task is done; null where others may write as well: then each transaction waits for theirs, and what a
     *     task remembers of an earlier one may be out of date
     */
    public Writer(Database database, @Nullable DatabaseLock lock) {
        this.database = database;
        this.lock = lock;
        thread.setDaemon(true);
        thread.start();
    }

    /** Queues work, waiting while the queue is full. */
    public <T> CompletableFuture<T> submit(Work<T> work) {
        Task<T> task = new Task<>(work);
        gate.readLock().lock();
        try {
            if (closed) {
                throw new StoreException(database.file().getFileName() + " is closed");
            }
            uninterrupted(() -> queue.put(task));
        } finally {
            gate.readLock().unlock();
        }
        return task.result;
    }

    /** Does work and waits for its commit. */
    public <T> T run(Work<T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a stage of a report's future may not wait for another write");
        }
        try {
            return submit(work).join();
        } catch (CompletionException e) {
            throw cause(e);
        }
    }

    /** The same exception anew, so that its trace shows the caller as well as the writer. */
    private static RuntimeException cause(CompletionException e) {
        if (e.getCause() instanceof StoreException known) {
            return new StoreException(String.valueOf(known.getMessage()), known);
        }
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }

    /** Finishes what is queued; an interrupt of the caller does not shorten that. */
    @Override
    public void close() {
        gate.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                uninterrupted(() -> queue.put(end));
            }
        } finally {
            gate.writeLock().unlock();
        }
        uninterrupted(thread::join);
    }

    private void drain() {
        List<Task<?>> batch = new ArrayList<>();
        boolean more = true;
        while (more) {
            uninterrupted(() -> batch.add(queue.take()));
            queue.drainTo(batch, BATCH - batch.size());
            more = !batch.remove(end); // nothing is queued behind it
            commit(batch);
            batch.clear();
        }
        disconnect();
        if (lock != null) {
            lock.close();
        }
    }

    /** How often work was undone so far: what a task remembers across transactions is worth nothing after another one. */
    public long rollbacks() {
        return rollbacks.get();
    }

    private interface Wait {
        void run() throws InterruptedException;
    }

    /** Waits to the end and keeps an interrupt for later. */
    private static void uninterrupted(Wait wait) {
        boolean interrupted = false;
        while (true) {
            try {
                wait.run();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<Task<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            transact(batch);
        } catch (SQLException e) {
            if (StoreException.isConstraint(e)) {
                oneByOne(batch, e);
            } else {
                fail(batch, StoreException.of(database.file(), "write", e));
            }
        } catch (RuntimeException e) {
            oneByOne(batch, e);
        } catch (Error e) { // out of memory: the thread must live on, or every later reporter would wait for ever
            fail(batch, e);
        }
    }

    private void fail(List<Task<?>> batch, Throwable failure) {
        rollbacks.incrementAndGet();
        disconnect();
        batch.forEach(task -> task.result.completeExceptionally(failure));
    }

    private void transact(List<Task<?>> batch) throws SQLException {
        Sql connection = connected();
        connection.update("BEGIN IMMEDIATE");
        for (Task<?> task : batch) {
            task.run(connection);
        }
        connection.update("COMMIT");
        batch.forEach(Task::acknowledge);
    }

    private void oneByOne(List<Task<?>> batch, Exception cause) {
        rollBack();
        if (batch.size() > 1) {
            batch.forEach(task -> commit(List.of(task)));
            return;
        }
        batch.get(0)
                .result
                .completeExceptionally(
                        cause instanceof SQLException e ? StoreException.of(database.file(), "write", e) : cause);
    }

    private void rollBack() {
        rollbacks.incrementAndGet();
        try {
            connected().execute("ROLLBACK");
        } catch (SQLException e) {
            disconnect(); // which rolls back as well
        }
    }

    private Sql connected() throws SQLException {
        Sql open = sql;
        if (open == null) {
            open = new Sql(database.open(false));
            open.execute("PRAGMA wal_autocheckpoint = " + PAGES);
            sql = open;
        }
        return open;
    }

    private void disconnect() {
        Sql open = sql;
        sql = null;
        if (open != null) {
            open.closeBroken();
        }
    }

    /** Work with the future that waits for it. Its value is kept until the commit. */
    private static final class Task<T> {

        private final Work<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private @Nullable Runnable acknowledgement;

        Task(Work<T> work) {
            this.work = work;
        }

        void run(Sql sql) throws SQLException {
            T value = work.apply(sql);
            acknowledgement = () -> result.complete(value);
        }

        void acknowledge() {
            if (acknowledgement != null) {
                acknowledgement.run();
            }
        }
    }
}
