package dev.plateau.work;

import dev.plateau.train.EpochReport;
import java.util.List;
import java.util.function.Function;

/**
 * Where runs train: worker processes on this machine today, a cluster tomorrow. The engine calls {@link #train} from as many
 * threads as there are slots. Thread-safe.
 */
public interface Executor extends AutoCloseable {

    /** How many runs can train at once. */
    int slots();

    /** How many more calls of {@link #train} may wait for a slot, so that none is idle between two runs. */
    default int waiting() {
        return 0;
    }

    /** Says what all runs share. Must be called before the first {@link #train}. */
    default void prepare(Setup shared) {}

    /**
     * Trains one run and returns when it has ended. Runs of one executor cannot harm each other or the caller: whatever becomes of the
     * training, the answer is an {@link Ending}.
     *
     * @param follower called on the caller's thread
     * @throws WorkException if no training can go on here, for want of disk space for example
     * @throws InterruptedException if the caller was interrupted; the training was ended
     */
    Ending train(Assignment assignment, Follower follower) throws InterruptedException;

    @Override
    void close();

    /** Who is told the epochs of one training, and decides where it stops. */
    @FunctionalInterface
    interface Follower {

        /**
         * Some epochs, in order and at least one. Those that follow them may be under way already: if the verdict is to stop they are not told.
         */
        Verdict hear(List<EpochReport> epochs);

        /**
         * A slot is free for the training.
         *
         * @param slot its name
         * @return whether it is still wanted; if not, nothing is trained and it has finished
         */
        default boolean begins(String slot) {
            return true;
        }

        /** Hears epoch by epoch, up to the first verdict to stop. */
        static Follower each(Function<EpochReport, Verdict> onEpoch) {
            return epochs ->
                    epochs.stream().map(onEpoch).anyMatch(Verdict.STOP::equals) ? Verdict.STOP : Verdict.CONTINUE;
        }
    }

    /** What to do after some epochs. */
    enum Verdict {
        CONTINUE,
        STOP
    }

    /** How a training ended: by a verdict or at its last epoch, by an error of its own, or with its worker. */
    record Ending(Kind kind, String message) {

        /**
         * FAILED would fail again; LOST may be tried again from the last checkpoint; ENDED chose to end before the last epoch, as a program
         * that stops early by itself.
         */
        public enum Kind {
            FINISHED,
            ENDED,
            FAILED,
            LOST
        }

        public static Ending finished() {
            return new Ending(Kind.FINISHED, "");
        }

        public static Ending ended(String message) {
            return new Ending(Kind.ENDED, message);
        }

        public static Ending failed(String message) {
            return new Ending(Kind.FAILED, message);
        }

        public static Ending lost(String message) {
            return new Ending(Kind.LOST, message);
        }
    }
}
