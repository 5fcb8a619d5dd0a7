package dev.plateau.train.compiled;

import dev.plateau.kernel.Activation;
import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Matrix;

/** What a network makes of a batch of rows: room for its values, and the operations that fill it. Not thread-safe. */
final class Forward {

    private final Kernel kernel;
    private final Layout layout;
    private final Matrix[] weights;
    private final Matrix[] biases;
    private final Matrix[] sums;
    private final Matrix[] activated;

    Forward(Kernel kernel, Layout layout, float[] parameters, int rows) {
        this.kernel = kernel;
        this.layout = layout;
        int layers = layout.layers();
        weights = new Matrix[layers];
        biases = new Matrix[layers];
        sums = new Matrix[layers];
        activated = new Matrix[layers];
        for (int i = 0; i < layers; i++) {
            DenseLayer layer = layout.layer(i);
            weights[i] = layout.weights(parameters, i);
            biases[i] = layout.bias(parameters, i);
            sums[i] = Matrix.zeros(rows, layer.outputs());
            activated[i] = keepsSums(layer.activation()) ? Matrix.zeros(rows, layer.outputs()) : sums[i];
        }
    }

    /** The first rows of another, in the same memory. */
    Forward(Forward whole, int rows) {
        kernel = whole.kernel;
        layout = whole.layout;
        weights = whole.weights;
        biases = whole.biases;
        sums = first(whole.sums, rows);
        activated = first(whole.activated, rows);
        for (int i = 0; i < sums.length; i++) {
            if (whole.sums[i].equals(whole.activated[i])) {
                activated[i] = sums[i];
            }
        }
    }

    static Matrix[] first(Matrix[] matrices, int rows) {
        Matrix[] first = new Matrix[matrices.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = matrices[i].first(rows);
        }
        return first;
    }

    /** Whether the slope cannot be told from the activated value alone. */
    private static boolean keepsSums(Activation activation) {
        return activation == Activation.SOFTPLUS || activation == Activation.SWISH;
    }

    /** Sums and values of a layer; the last one has sums alone. */
    void run(int layer, Matrix input) {
        kernel.affine(input, weights[layer], biases[layer], sums[layer]);
        Activation activation = layout.layer(layer).activation();
        if (activation != Activation.IDENTITY) {
            kernel.activate(activation, sums[layer], activated[layer]);
        }
    }

    void run(Matrix rows) {
        Matrix input = rows;
        for (int layer = 0; layer < sums.length; layer++) {
            run(layer, input);
            input = activated[layer];
        }
    }

    /** The sums of the last layer. */
    Matrix outputs() {
        return sums[sums.length - 1];
    }

    Matrix sums(int layer) {
        return sums[layer];
    }

    Matrix activated(int layer) {
        return activated[layer];
    }

    Matrix weights(int layer) {
        return weights[layer];
    }
}
