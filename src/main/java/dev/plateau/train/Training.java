package dev.plateau.train;

/** A training under way. Used by one thread, which is also the one that started it. */
public interface Training extends AutoCloseable {

    /** Trains for one more epoch and measures it: without validation rows the metrics that begin with {@code val_} are left out. */
    EpochReport next();

    /** The state after the last epoch, enough for {@link Trainer#start} to continue; without bytes if it cannot be. */
    Checkpoint checkpoint();

    @Override
    void close();
}
