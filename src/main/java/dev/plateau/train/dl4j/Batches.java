package dev.plateau.train.dl4j;

import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows in batches, the last one smaller where they do not divide. Native memory is taken once for a full and once for the last
 * batch and filled again for each, since allocating by the step costs more than the copy. Not thread-safe.
 */
final class Batches implements AutoCloseable {

    private final float[] allFeatures;
    private final float[] allLabels;
    private final int width;
    private final int outputs;
    private final int batchSize;
    private final int[] order;
    private final float[] featureRows;
    private final float[] labelRows;
    private final INDArray[] features;
    private final INDArray[] labels;
    private int from;
    private int size;

    /**
     * How wide rows are.
     *
     * @param labels one for each class of a softmax, or 1: the target, or 0 and 1 for two classes
     */
    record Columns(int features, int labels) {}

    Batches(float[] allFeatures, float[] allLabels, Columns columns, int batchSize) {
        this.allFeatures = allFeatures;
        this.allLabels = allLabels;
        this.width = columns.features();
        this.outputs = columns.labels();
        this.batchSize = Math.min(batchSize, allLabels.length);
        order = new int[allLabels.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        featureRows = new float[this.batchSize * width];
        labelRows = new float[this.batchSize * outputs];
        int last = order.length % this.batchSize;
        features = new INDArray[] {array(this.batchSize, width), array(last, width)};
        labels = new INDArray[] {array(this.batchSize, outputs), array(last, outputs)};
    }

    private static INDArray array(int rows, int columns) {
        return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', Math.max(1, rows), columns);
    }

    /** Puts the rows into a new order, from their original one, so that the order depends on the generator alone. */
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

    /** Fills the arrays with a batch, from 0. */
    void load(int batch) {
        from = batch * batchSize;
        size = Math.min(batchSize, order.length - from);
        for (int row = 0; row < size; row++) {
            System.arraycopy(allFeatures, order[from + row] * width, featureRows, row * width, width);
            fillLabel(row);
        }
        put(features(), featureRows, size * width);
        put(labels(), labelRows, size * outputs);
    }

    private void fillLabel(int row) {
        if (outputs > 1) {
            java.util.Arrays.fill(labelRows, row * outputs, (row + 1) * outputs, 0);
            labelRows[row * outputs + (int) label(row)] = 1;
        } else {
            labelRows[row] = label(row);
        }
    }

    private static void put(INDArray array, float[] values, int count) {
        ((FloatPointer) array.data().addressPointer()).put(values, 0, count);
    }

    /** Shape size x features. */
    INDArray features() {
        return features[size == batchSize ? 0 : 1];
    }

    /** Shape size x labels: one-hot classes, or the label itself. */
    INDArray labels() {
        return labels[size == batchSize ? 0 : 1];
    }

    /** Rows of the batch that is loaded. */
    int size() {
        return size;
    }

    /** The label of a row of the loaded batch. */
    float label(int row) {
        return allLabels[order[from + row]];
    }

    @Override
    public void close() {
        for (int i = 0; i < features.length; i++) {
            features[i].close();
            labels[i].close();
        }
    }
}
