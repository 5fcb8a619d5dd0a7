package dev.plateau.run;

import dev.plateau.store.Store;
import dev.plateau.store.sqlite.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks, while a search runs, whether anybody has asked for it to stop, maybe in another process. It asks for the store's version first,
 * which is cheap, and reads the request only when something was written.
 */
final class StopWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StopWatch.class.getName());

    private static final long LOOK_MILLIS = 200; // a person who waits for a second has seen nothing happen

    private final Store store;
    private final long experimentId;
    private final Runnable stop;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "stop-watch");

    /** @param stop called once, on a thread of its own */
    StopWatch(Store store, long experimentId, Runnable stop) {
        this.store = store;
        this.experimentId = experimentId;
        this.stop = stop;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            long seen = 0;
            boolean first = true;
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                long version = store.version();
                if ((first || version != seen) && store.desk().stopRequested(experimentId)) {
                    stop.run();
                    return;
                }
                first = false;
                seen = version;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            // The engine meets the same trouble and reports it; without it the search is only deaf to requests.
            LOG.log(System.Logger.Level.WARNING, "requests to stop are not heard any more: " + e.getMessage());
        }
    }

    /** Waits for a look under way. */
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
