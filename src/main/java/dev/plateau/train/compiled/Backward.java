package dev.plateau.train.compiled;

import dev.plateau.kernel.Activation;
import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Matrix;

/** From the slope of a batch's loss to the gradient of all parameters. Not thread-safe. */
final class Backward {

    private final Kernel kernel;
    private final Layout layout;
    private final Matrix[] weightGradients;
    private final Matrix[] biasGradients;
    private final Matrix[] transposed;
    private final Matrix[] deltas;

    Backward(Kernel kernel, Layout layout, float[] gradient, int rows) {
        this.kernel = kernel;
        this.layout = layout;
        int layers = layout.layers();
        weightGradients = new Matrix[layers];
        biasGradients = new Matrix[layers];
        transposed = new Matrix[layers];
        deltas = new Matrix[layers];
        for (int i = 0; i < layers; i++) {
            DenseLayer layer = layout.layer(i);
            weightGradients[i] = layout.weights(gradient, i);
            biasGradients[i] = layout.bias(gradient, i);
            // The first layer passes nothing on.
            transposed[i] = i == 0 ? Matrix.zeros(1, 1) : Matrix.zeros(layer.outputs(), layer.inputs());
            deltas[i] = Matrix.zeros(rows, layer.outputs());
        }
    }

    /** The first rows of another, in the same memory. */
    Backward(Backward whole, int rows) {
        kernel = whole.kernel;
        layout = whole.layout;
        weightGradients = whole.weightGradients;
        biasGradients = whole.biasGradients;
        transposed = whole.transposed;
        deltas = Forward.first(whole.deltas, rows);
    }

    /** The slope of the loss at the sums of a layer. */
    Matrix delta(int layer) {
        return deltas[layer];
    }

    /** The gradient of a layer's parameters from its {@link #delta} and its inputs. */
    void gradient(int layer, Matrix inputs) {
        kernel.productOfTransposed(inputs, deltas[layer], weightGradients[layer]);
        if (layout.layer(layer).bias()) {
            kernel.columnSums(deltas[layer], biasGradients[layer]);
        }
    }

    /** The slope at the inputs of a layer, into the delta of the layer before. */
    void pass(int layer, Matrix weights) {
        kernel.transpose(weights, transposed[layer]);
        kernel.product(deltas[layer], transposed[layer], deltas[layer - 1]);
    }

    /** The slope at the sums of a layer from that at its values. */
    void derive(int layer, Forward forward) {
        Activation activation = layout.layer(layer).activation();
        if (activation != Activation.IDENTITY) {
            kernel.derive(activation, forward.sums(layer), forward.activated(layer), deltas[layer]);
        }
    }
}
