package dev.plateau.train.compiled;

import dev.plateau.kernel.Matrix;
import dev.plateau.train.Seeds;

/** The training rows in the order of an epoch: that of the trainer on Deeplearning4j. Not thread-safe. */
final class Order {

    private static final int SHUFFLE = 1;

    private final float[] features;
    private final float[] labels;
    private final int width;
    private final int[] order;

    /** @param features row after row, as many values each */
    Order(float[] features, float[] labels) {
        this.features = features;
        this.labels = labels;
        width = features.length / labels.length;
        order = new int[labels.length];
    }

    int rows() {
        return order.length;
    }

    /** The order of an epoch depends on nothing else than these. */
    void shuffle(long seed, int epoch) {
        Shuffle.fill(order, Seeds.epoch(seed, epoch, SHUFFLE));
    }

    /** Copies rows from a place in the order on: as many as the batch has. */
    void gather(int from, Matrix batch, float[] batchLabels) {
        for (int row = 0; row < batch.rows(); row++) {
            int of = order[from + row];
            System.arraycopy(features, of * width, batch.values(), batch.offset() + row * batch.stride(), width);
            batchLabels[row] = labels[of];
        }
    }
}
