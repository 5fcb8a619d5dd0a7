package dev.plateau.train.compiled;

import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Matrix;
import java.util.Map;
import java.util.function.IntFunction;

/** Rows that a network is measured on, laid out once. Not thread-safe. */
final class Evaluation {

    /** Rows of a pass: what a layer makes of them stays in the cache. */
    private static final int MOST_ROWS = 128;

    private final float[] labels;
    private final Matrix[] inputs;
    private final Forward full;
    private final Forward last;
    private final Loss loss;

    /**
     * @param network room for as many rows
     * @param losses the same
     * @param features row after row, as many values each
     * @param labels of the rows, at least one
     */
    Evaluation(IntFunction<Forward> network, IntFunction<Loss> losses, float[] features, float[] labels) {
        this.labels = labels;
        int width = features.length / labels.length;
        float[] padded = padded(features, labels.length, width);
        int most = Math.min(MOST_ROWS, labels.length);
        inputs = new Matrix[(labels.length + most - 1) / most];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new Matrix(
                    padded, i * most * Kernel.padded(width), Math.min(most, labels.length - i * most), width);
        }
        full = network.apply(most);
        last = new Forward(full, inputs[inputs.length - 1].rows());
        loss = losses.apply(most);
    }

    private static float[] padded(float[] features, int rows, int width) {
        int stride = Kernel.padded(width);
        if (stride == width) {
            return features;
        }
        float[] padded = new float[Math.multiplyExact(rows, stride)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(features, row * width, padded, row * stride, width);
        }
        return padded;
    }

    /** The metrics of all rows as the network is now. */
    Map<String, Double> run() {
        int label = 0;
        for (int i = 0; i < inputs.length; i++) {
            Forward forward = i == inputs.length - 1 ? last : full;
            forward.run(inputs[i]);
            loss.measure(forward.outputs(), labels, label);
            label += inputs[i].rows();
        }
        return loss.metrics();
    }
}
