package dev.plateau.kernel;

/**
 * What a classifier makes of some rows: of each the class it takes for the likeliest, and the natural logarithm of the probability that it gives
 * the true one. Made once and filled at every step. Not thread-safe.
 */
public final class Predictions {

    private final float[] classes;
    private final float[] logarithms;
    private final float[] room;

    /**
     * @param rows at most
     * @param columns one a class
     */
    public Predictions(int rows, int columns) {
        classes = new float[Kernel.padded(rows)];
        logarithms = new float[Kernel.padded(rows)];
        room = new float[Math.multiplyExact(columns + 2, Kernel.padded(rows))];
    }

    /** By row, whole numbers as labels are; what follows the last row means nothing. */
    public float[] classes() {
        return classes;
    }

    /** By row; what follows the last row means nothing. */
    public float[] logarithms() {
        return logarithms;
    }

    /** Room of a kernel: for each row, the last ones of a vector included, a value for each class and two more. */
    public float[] room() {
        return room;
    }
}
