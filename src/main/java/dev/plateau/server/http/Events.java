package dev.plateau.server.http;

import dev.plateau.store.Store;
import dev.plateau.store.sqlite.StoreException;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Tells browsers that the store has changed.
 *
 * <p>Threads: one watcher asks the store for its version and publishes it under {@code lock}; the thread of each client waits
 * for a version other than the one that it sent last. What a client has not sent yet is always one number, the newest.
 * Without clients the watcher waits and the store is left alone.
 */
public final class Events implements AutoCloseable {

    /** A browser allows 6 connections to a server, so 32 are at least 6 browsers; each holds a thread. */
    public static final int MAX_CLIENTS = 32;

    /** Attribute of a request: whether the one who listens may still do so. Asked with each event. */
    public static final String WHILE = "events-while";

    /** Often enough that a new epoch is on the screen within a second. */
    private static final Duration POLL = Duration.ofMillis(200);

    /** Often enough to keep a connection open through Jetty's idle timeout of 30 s. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Store store;
    private final Thread watcher = new Thread(this::watch, "dashboard-events");
    private final Semaphore places = new Semaphore(MAX_CLIENTS);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int clients;
    private long version;
    private boolean closed;

    public Events(Store store) {
        this.store = store;
        watcher.setDaemon(true);
    }

    public void start() {
        watcher.start();
    }

    /** Serves one client until it goes away or the dashboard closes. */
    public void stream(Context context) throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    MAX_CLIENTS + " pages are open already; close some to see this live");
        }
        count(1);
        try {
            context.header("Cache-Control", "no-store");
            context.res().setContentType("text/event-stream;charset=utf-8");
            BooleanSupplier may = context.attribute(WHILE);
            serve(context.res().getOutputStream(), may == null ? () -> true : may);
        } catch (IOException gone) {
            // The browser has closed the page: the only way in which it says so.
        } finally {
            count(-1);
            places.release();
        }
    }

    private void serve(ServletOutputStream to, BooleanSupplier may) throws IOException, InterruptedException {
        publish();
        long sent = published();
        send(to, "change", sent);
        while (true) {
            long now = await(sent);
            if (isClosed() || !may.getAsBoolean()) {
                return;
            }
            send(to, now == sent ? "beat" : "change", now);
            sent = now;
        }
    }

    private static void send(ServletOutputStream to, String event, long version) throws IOException {
        to.write(("event: " + event + "\ndata: {\"version\":" + version + "}\n\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    /** The version as soon as it is another one than {@code seen}, or the same after a heartbeat's time. */
    private long await(long seen) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = HEARTBEAT.toNanos();
            while (version == seen && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return version;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        try {
            while (awaitClients()) {
                publish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the time of the next look. Returns false when the dashboard has closed. */
    private boolean awaitClients() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = POLL.toNanos();
            while (!closed && (clients == 0 || left > 0)) {
                if (clients == 0) {
                    changed.await();
                    left = 0;
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void publish() {
        long now;
        try {
            now = store.version();
        } catch (StoreException busy) {
            return; // Whoever asks for data gets to hear of it; here the next look comes in 200 ms.
        }
        lock.lock();
        try {
            if (now != version) {
                version = now;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private long published() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    private void count(int more) {
        lock.lock();
        try {
            clients += more;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
