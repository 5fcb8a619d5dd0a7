package dev.plateau.train.chance;

import dev.plateau.kernel.Matrix;
import dev.plateau.train.Seeds;

/** The training rows in the order of an epoch: that of the trainer on Deeplearning4j. Not thread-safe. */
public final class Order {

    private static final int SHUFFLE = 1;

    private final float[] features;
    private final float[] labels;
    private final int width;
    private final int[] order;

    /**
     * @param features row after row, as many values each; shared, not copied
     * @param labels one a row, at least one; shared, not copied
     */
    public Order(float[] features, float[] labels) {
        this.features = features;
        this.labels = labels;
        width = features.length / labels.length;
        order = new int[labels.length];
    }

    /** All training rows, at least 1. */
    public int rows() {
        return order.length;
    }

    /**
     * Puts the rows into the order of an epoch, which depends on nothing else than these two.
     *
     * @param seed of the run
     * @param epoch from 1
     */
    public void shuffle(long seed, int epoch) {
        Shuffle.fill(order, Seeds.epoch(seed, epoch, SHUFFLE));
    }

    /**
     * Copies rows from a place in the order on: as many as the batch has.
     *
     * @param from the place of the first, from 0; with the batch's rows at most {@link #rows}
     * @param batch gets the features, a column each; its padding stays
     * @param batchLabels gets the labels, from 0 on; may be longer than the batch
     * @throws IndexOutOfBoundsException if the order ends before the batch
     */
    public void gather(int from, Matrix batch, float[] batchLabels) {
        for (int row = 0; row < batch.rows(); row++) {
            int of = order[from + row];
            System.arraycopy(features, of * width, batch.values(), batch.offset() + row * batch.stride(), width);
            batchLabels[row] = labels[of];
        }
    }
}
