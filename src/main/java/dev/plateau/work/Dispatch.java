package dev.plateau.work;

import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.work.Executor.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The epochs of one training on their way from the worker to the coordinator, and its checkpoints. Used by one thread.
 *
 * <p>An epoch may take less time than it takes to say it. So epochs are gathered and said together, the first one at once and one that takes long
 * by itself, and the training goes on while they are stored: at most one message is without an answer. Only for a checkpoint the
 * worker waits until everything is stored, once a second.
 */
final class Dispatch {

    /** How long epochs are gathered: a person sees no difference, and 25 of a millisecond share a message and a commit. */
    private static final long GATHER_NANOS = 25_000_000;

    /** How much training a crash may cost: 1 s. */
    private static final long CHECKPOINT_NANOS = 1_000_000_000;

    /** Most values in a message: about 100 kB. */
    private static final int MOST_VALUES = 4096;

    /** The coordinator, as a training sees it. */
    interface Coordinator {

        void say(Message message);

        /** The next answer, waited for; never empty. */
        Verdict answer() throws InterruptedException;

        /** The next answer if it is there. */
        Optional<Verdict> answerSoFar();
    }

    private final Assignment assignment;
    private final Coordinator coordinator;
    private final Checkpoints checkpoints;
    private final LongSupplier nanos;
    private final List<EpochReport> gathered = new ArrayList<>();
    private long said;
    private long checkpointed;
    private boolean first = true;
    private boolean unanswered;
    private boolean stopped;

    /** @param nanos a clock that never goes back */
    Dispatch(Assignment assignment, Coordinator coordinator, Checkpoints checkpoints, LongSupplier nanos) {
        this.assignment = assignment;
        this.coordinator = coordinator;
        this.checkpoints = checkpoints;
        this.nanos = nanos;
        said = nanos.getAsLong();
        checkpointed = said;
    }

    /**
     * Takes one more epoch.
     *
     * @param state the training's checkpoint after it, asked for only where it is written
     * @return whether the training goes on
     */
    boolean take(EpochReport report, Supplier<Checkpoint> state) throws InterruptedException {
        if (!gathered.isEmpty() && !EpochColumns.follows(gathered.get(gathered.size() - 1), report)) {
            settle();
        }
        gathered.add(report);
        if (unanswered) {
            coordinator.answerSoFar().ifPresent(this::answered);
        }
        if (stopped) {
            return false;
        }
        long now = nanos.getAsLong();
        boolean due = now - checkpointed >= CHECKPOINT_NANOS;
        if (report.epoch() == assignment.to()) {
            if (assignment.keepsLast() || due) {
                checkpoints.write(state.get());
            }
            say(true);
            return false;
        }
        if (due) {
            settle();
            // The verdict may be to stop at an epoch before: then it is ahead of the store and nobody will take it.
            checkpoints.write(state.get());
            checkpointed = now;
        } else if (first || full() || now - said >= GATHER_NANOS) {
            sayUnlessBusy();
        }
        return !stopped;
    }

    /** Whoever is slow to answer gets more at a time, but not without end. */
    private void sayUnlessBusy() throws InterruptedException {
        if (unanswered && full()) {
            answered(coordinator.answer());
        }
        if (!unanswered && !stopped) {
            say(false);
        }
    }

    private boolean full() {
        return gathered.size() * (gathered.get(0).metrics().size() + 3) >= MOST_VALUES;
    }

    /** Says what is gathered and returns when all that was said is answered. */
    private void settle() throws InterruptedException {
        if (unanswered) {
            answered(coordinator.answer());
        }
        if (!stopped && !gathered.isEmpty()) {
            say(false);
            answered(coordinator.answer());
        }
    }

    /** Says what is gathered, when no more will come. */
    void rest() {
        if (!stopped && !gathered.isEmpty()) {
            say(false);
        }
    }

    private void say(boolean last) {
        coordinator.say(new Message.Epochs(assignment.runId(), EpochColumns.of(gathered), last));
        gathered.clear();
        first = false;
        unanswered = !last;
        said = nanos.getAsLong();
    }

    private void answered(Verdict verdict) {
        unanswered = false;
        stopped |= verdict == Verdict.STOP;
    }
}
