package dev.plateau.run;

import dev.plateau.store.Rows.RunRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.ToDoubleFunction;

/**
 * The runs that wait for a slot, handed out one at a time. A slot that finds none waits as long as another one trains, whose end may
 * bring more. Thread-safe.
 */
final class Agenda {

    private static final Comparator<Turn> ORDER = Comparator.comparing(Turn::rank)
            .thenComparing(Comparator.comparingDouble(Turn::weight).reversed())
            .thenComparingLong(Turn::number);

    private final Queue<Turn> waiting = new PriorityQueue<>(ORDER);
    private long added;
    private int training;
    private boolean closed;

    /** Who comes first, whatever the weights. */
    enum Rank {
        /** Runs that go on: few trials are under way at a time, and the first results are early. */
        GOES_ON,
        NEW,
        /** Runs of inner folds: the leaderboard does not wait for them. */
        INNER
    }

    /** One run that waits; {@code number} tells who was there first. */
    private record Turn(RunRow run, Rank rank, double weight, long number) {}

    /** @param weight heavier ones of the rank come first, and equal ones in the order in which they are given; NaN is light */
    synchronized void add(Collection<RunRow> runs, Rank rank, ToDoubleFunction<RunRow> weight) {
        for (RunRow run : runs) {
            double heavy = weight.applyAsDouble(run);
            waiting.add(new Turn(run, rank, Double.isNaN(heavy) ? Double.NEGATIVE_INFINITY : heavy, added++));
        }
        notifyAll();
    }

    /** The next run, which {@link #done} must follow; empty when there is none and will be none. */
    synchronized Optional<RunRow> take() throws InterruptedException {
        while (waiting.isEmpty() && training > 0 && !closed) {
            wait();
        }
        if (closed || waiting.isEmpty()) {
            return Optional.empty();
        }
        training++;
        return Optional.of(waiting.remove().run());
    }

    /** A slot is through with the run that it took, and with all that follows from it. */
    synchronized void done() {
        training--;
        notifyAll();
    }

    /** Hands out no more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
