package dev.plateau.train;

/** A trained network that is asked. Used by one thread. */
public interface Predictor extends AutoCloseable {

    /**
     * The outputs for some rows. A row's outputs depend on nothing but the row and how many rows are asked together, and on the
     * latter in the last bit at most.
     *
     * @param features prepared rows one after the other: a multiple of the number of features, at most {@link #mostRows} rows
     * @return rows x outputs: for classification the probability of each class, for regression the target as the network knows it
     */
    float[] predict(float[] features);

    /** How many rows can be asked together, at least 1: bounds the memory that an answer takes. */
    int mostRows();

    @Override
    void close();
}
