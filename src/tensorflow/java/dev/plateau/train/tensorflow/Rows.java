package dev.plateau.train.tensorflow;

import dev.plateau.data.FoldData;
import java.util.Arrays;
import java.util.Random;
import org.tensorflow.types.TFloat32;

/** Training rows in batches, in an order that is drawn anew for each pass. The last batch is smaller where they do not divide. */
final class Rows {

    private final FoldData data;
    private final int batchSize;
    private final int[] order;
    private int from;
    private int size;

    Rows(FoldData data, int batchSize) {
        this.data = data;
        order = new int[data.trainingLabels().length];
        this.batchSize = Math.min(batchSize, order.length);
    }

    /** A new order, which depends on the generator alone. */
    void shuffle(Random random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    int count() {
        return (order.length + batchSize - 1) / batchSize;
    }

    /** Goes to a batch, from 0. */
    void load(int batch) {
        from = batch * batchSize;
        size = Math.min(batchSize, order.length - from);
    }

    int size() {
        return size;
    }

    float label(int row) {
        return data.trainingLabels()[order[from + row]];
    }

    /** Close it. */
    TFloat32 features() {
        int width = data.features();
        float[] rows = new float[size * width];
        for (int row = 0; row < size; row++) {
            System.arraycopy(data.trainingFeatures(), order[from + row] * width, rows, row * width, width);
        }
        return Tensors.matrix(rows, size);
    }

    /** One-hot classes, or the target. Close it. */
    TFloat32 labels() {
        float[] rows = new float[size * data.outputs()];
        Arrays.fill(rows, 0);
        for (int row = 0; row < size; row++) {
            if (data.classification()) {
                rows[row * data.outputs() + (int) label(row)] = 1;
            } else {
                rows[row] = label(row);
            }
        }
        return Tensors.matrix(rows, size);
    }
}
