package dev.plateau.script;

import dev.plateau.experiment.Script.EpochsFrom;
import dev.plateau.logs.Seen;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is heard of one program and waits for the thread that follows it. There before the program is started, so that nothing it says is too
 * early. Thread-safe.
 */
final class Observations implements AutoCloseable {

    /** Observations that wait for the search; a program that is faster waits as well. */
    private static final int MAX_WAITING = 1024;

    /** How often whoever waits for room looks up. */
    private static final long TICK_MILLIS = 100;

    private final BlockingQueue<Observation> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private volatile boolean closed;

    /** @param place where it was seen */
    record Observation(EpochsFrom place, Seen seen) {}

    /** Adds one; waits while the search has too many. Forgotten when nobody takes any more. */
    void add(EpochsFrom place, Seen seen) {
        try {
            Observation one = new Observation(place, seen);
            boolean taken = false;
            while (!closed && !taken) {
                taken = waiting.offer(one, TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next one, waited for; null if there is none until then. */
    @Nullable
    Observation next(long millis) throws InterruptedException {
        return waiting.poll(millis, TimeUnit.MILLISECONDS);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Lets go of whoever waits for room: nobody takes any more. */
    @Override
    public void close() {
        closed = true;
    }
}
