package dev.plateau.work;

import dev.plateau.data.DataSet;
import dev.plateau.data.Fold;
import dev.plateau.data.FoldData;
import dev.plateau.train.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Threads of this process, one run at a time in each: for a trainer that lives in the user's program and in no other.
 *
 * <p>What processes give for free is bounded here as far as a JVM can. Whatever a training throws, errors too, ends it and nothing else.
 * One that takes too long is interrupted; if it heeds that, the run counts as lost and may be tried again. If it does not, nobody can
 * stop it: its epochs are no longer listened to, the run has failed, and its thread, a daemon, computes until it ends by itself or the
 * program does. A training that ends the JVM, or crashes in native code, ends the search; what was stored is kept.
 *
 * <p>A training whose checkpoints are without bytes starts from its first epoch when it is taken up again.
 */
public final class ThreadExecutor implements Executor {

    private final Shared shared;
    private final int slots;
    private final Path logs;
    private final Duration timeout;
    private final Map<Long, FoldData> folds;
    private final Set<ThreadTraining> trainings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** What all runs share. */
    public record Shared(Trainer trainer, DataSet data, List<Fold> folds) {

        public Shared {
            folds = List.copyOf(folds);
        }
    }

    /**
     * Starts nothing yet.
     *
     * @param slots how many runs train at once, at least 1
     * @param logs folder of the runs' logs
     * @param timeout of one training
     */
    public ThreadExecutor(Shared shared, int slots, Path logs, Duration timeout) {
        this.shared = shared;
        this.slots = slots;
        this.logs = logs;
        this.timeout = timeout;
        // Neighbours in the queue are folds of one stage, so that as many as train at once are worth keeping.
        folds = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, FoldData> eldest) {
                return size() > slots;
            }
        };
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public Ending train(Assignment assignment, Follower follower) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("the executor is closed");
        }
        if (!follower.begins(Thread.currentThread().getName())) {
            return Ending.finished();
        }
        try (RunLog log = RunLog.open(logs, assignment.runId())) {
            log.line("epoch " + (assignment.from() + 1) + " to " + assignment.to() + " on a thread of the program");
            ThreadTraining training = new ThreadTraining(shared.trainer(), this::fold, assignment, log);
            trainings.add(training);
            try {
                Ending ending = ended(training.converse(timeout, follower));
                log.line(ending.kind() == Ending.Kind.FINISHED ? "finished" : ending.message());
                return ending;
            } finally {
                trainings.remove(training);
            }
        }
    }

    /** A training that {@link #close} has interrupted did not fail by itself. */
    private Ending ended(Ending ending) {
        return closed && ending.kind() == Ending.Kind.FAILED ? Ending.lost("the search was ended") : ending;
    }

    /** The rows of a fold, computed by whoever needs them first. */
    private FoldData fold(Assignment assignment) {
        Fold wanted = shared.folds().stream()
                .filter(f -> f.repeat() == assignment.repeat() && f.fold() == assignment.fold())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no fold " + assignment.repeat() + "/" + assignment.fold()));
        synchronized (folds) {
            return folds.computeIfAbsent(
                    ((long) wanted.repeat() << 32) + wanted.fold(), key -> FoldData.of(shared.data(), wanted));
        }
    }

    /** Interrupts what trains; the callers of {@link #train} are told that it was lost. */
    @Override
    public void close() {
        closed = true;
        trainings.forEach(ThreadTraining::interrupt);
    }
}
