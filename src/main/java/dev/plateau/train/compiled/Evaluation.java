package dev.plateau.train.compiled;

import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Matrix;
import dev.plateau.train.Tally;

/** Rows that a network is measured on, laid out once. Not thread-safe. */
final class Evaluation {

    /** Rows of a pass: what a layer makes of them stays in the cache. */
    private static final int MOST_ROWS = 128;

    private final boolean classification;
    private final float[] labels;
    private final Matrix[] inputs;
    private final Forward full;
    private final Forward last;

    /** @param rows at least one */
    Evaluation(Kernel kernel, Layout layout, float[] parameters, Rows rows) {
        classification = rows.classification();
        labels = rows.labels();
        int width = layout.layer(0).inputs();
        float[] padded = padded(rows.features(), labels.length, width);
        int most = Math.min(MOST_ROWS, labels.length);
        inputs = new Matrix[(labels.length + most - 1) / most];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new Matrix(
                    padded, i * most * Kernel.padded(width), Math.min(most, labels.length - i * most), width);
        }
        full = new Forward(kernel, layout, parameters, most);
        last = new Forward(full, inputs[inputs.length - 1].rows());
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

    void run(Tally tally) {
        int label = 0;
        for (int i = 0; i < inputs.length; i++) {
            Forward forward = i == inputs.length - 1 ? last : full;
            forward.run(inputs[i]);
            if (classification) {
                forward.softmax();
            }
            Matrix outputs = classification ? forward.logarithms() : forward.outputs();
            for (int row = 0; row < outputs.rows(); row++) {
                tally.add(outputs.values(), outputs.offset() + row * outputs.stride(), labels[label++]);
            }
        }
    }

    /** Rows with their labels; an array each, shared. */
    static final class Rows {

        private final float[] features;
        private final float[] labels;
        private final boolean classification;

        Rows(float[] features, float[] labels, boolean classification) {
            this.features = features;
            this.labels = labels;
            this.classification = classification;
        }

        float[] features() {
            return features;
        }

        float[] labels() {
            return labels;
        }

        boolean classification() {
            return classification;
        }
    }
}
