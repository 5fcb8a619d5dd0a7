package dev.plateau.run;

import dev.plateau.store.Rows.RunRow;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/**
 * The runs that wait for a slot, handed out one at a time. A slot that finds none waits as long as another one trains, whose end may
 * bring more. Thread-safe.
 */
final class Agenda {

    private final Deque<RunRow> waiting = new ArrayDeque<>();
    private int training;
    private boolean closed;

    /** Runs that have not begun: they come last. */
    synchronized void add(Collection<RunRow> runs) {
        waiting.addAll(runs);
        notifyAll();
    }

    /** Runs that go on: they come first, so that few trials are under way at a time and the first results are early. */
    synchronized void addFirst(Collection<RunRow> runs) {
        runs.stream().sorted((one, other) -> Long.compare(other.id(), one.id())).forEach(waiting::addFirst);
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
        return Optional.of(waiting.removeFirst());
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
