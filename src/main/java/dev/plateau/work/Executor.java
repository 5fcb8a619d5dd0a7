package dev.plateau.work;

import dev.plateau.train.EpochReport;
import java.util.function.Function;

/**
 * Where runs train: worker processes on this machine today, a cluster tomorrow. The engine calls {@link #train} from as many
 * threads as there are slots. Thread-safe.
 */
public interface Executor extends AutoCloseable {

    /** How many runs can train at once. */
    int slots();

    /** Says what all runs share. Must be called before the first {@link #train}. */
    default void prepare(Setup shared) {}

    /**
     * Trains one run and returns when it has ended. Runs of one executor cannot harm each other or the caller: whatever becomes of the
     * training, the answer is an {@link Ending}.
     *
     * @param onEpoch called on the caller's thread with each epoch, in order; the next one starts after it has answered
     * @throws WorkException if no training can go on here, for want of disk space for example
     * @throws InterruptedException if the caller was interrupted; the training was ended
     */
    Ending train(Assignment assignment, Function<EpochReport, Verdict> onEpoch) throws InterruptedException;

    @Override
    void close();

    /** What to do after an epoch. */
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
