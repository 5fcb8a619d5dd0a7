package dev.plateau.train;

/** A training under way, step by step, each at a rate of its own. Used by one thread, which is also the one that started it. */
public interface Steps extends AutoCloseable {

    /**
     * One optimiser update on the next batch.
     *
     * @param rate learning rate of this update, above 0
     * @return mean loss of the batch before the update, as the training loss of an epoch counts it
     */
    double next(double rate);

    @Override
    void close();
}
