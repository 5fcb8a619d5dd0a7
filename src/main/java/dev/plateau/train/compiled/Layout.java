package dev.plateau.train.compiled;

import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Matrix;
import java.util.List;

/**
 * Where the parameters of a network lie in one array: by layer the weights, inputs x outputs, then the biases, all rows padded as {@link
 * Matrix} says. Gradients and states of updaters lie alike. A layer without biases has room for them that stays 0. Immutable.
 */
final class Layout {

    private final List<DenseLayer> layers;
    private final int[] weights;
    private final int[] biases;
    private final int length;
    private final int parameters;

    Layout(List<DenseLayer> layers) {
        this.layers = layers;
        weights = new int[layers.size()];
        biases = new int[layers.size()];
        int at = 0;
        int count = 0;
        for (int i = 0; i < layers.size(); i++) {
            DenseLayer layer = layers.get(i);
            int stride = Kernel.padded(layer.outputs());
            weights[i] = at;
            biases[i] = Math.addExact(at, Math.multiplyExact(layer.inputs(), stride));
            at = Math.addExact(biases[i], stride);
            count += layer.parameters();
        }
        length = at;
        parameters = count;
    }

    int layers() {
        return layers.size();
    }

    DenseLayer layer(int layer) {
        return layers.get(layer);
    }

    /** Of the array, padding included. */
    int length() {
        return length;
    }

    /** Without padding. */
    int parameters() {
        return parameters;
    }

    Matrix weights(float[] array, int layer) {
        return new Matrix(
                array,
                weights[layer],
                layers.get(layer).inputs(),
                layers.get(layer).outputs());
    }

    /** One row. */
    Matrix bias(float[] array, int layer) {
        return new Matrix(array, biases[layer], 1, layers.get(layer).outputs());
    }

    /** Where the weights of a layer begin. */
    int weightsFrom(int layer) {
        return weights[layer];
    }

    /** Where the weights of a layer end and its biases begin. */
    int weightsTo(int layer) {
        return biases[layer];
    }

    /** Where a layer ends. */
    int end(int layer) {
        return layer + 1 < weights.length ? weights[layer + 1] : length;
    }

    /** Fills an array of this layout from values in the order of checkpoints; leaves the padding alone. */
    void read(float[] values, int from, float[] array) {
        int at = from;
        for (int i = 0; i < layers.size(); i++) {
            DenseLayer layer = layers.get(i);
            int stride = Kernel.padded(layer.outputs());
            for (int column = 0; column < layer.outputs(); column++) {
                for (int row = 0; row < layer.inputs(); row++) {
                    array[weights[i] + row * stride + column] = values[at++];
                }
            }
            if (layer.bias()) {
                System.arraycopy(values, at, array, biases[i], layer.outputs());
                at += layer.outputs();
            }
        }
    }

    /** The reverse of {@link #read}. */
    void write(float[] array, float[] values, int to) {
        int at = to;
        for (int i = 0; i < layers.size(); i++) {
            DenseLayer layer = layers.get(i);
            int stride = Kernel.padded(layer.outputs());
            for (int column = 0; column < layer.outputs(); column++) {
                for (int row = 0; row < layer.inputs(); row++) {
                    values[at++] = array[weights[i] + row * stride + column];
                }
            }
            if (layer.bias()) {
                System.arraycopy(array, biases[i], values, at, layer.outputs());
                at += layer.outputs();
            }
        }
    }

    /** Makes the padding 0 again, for what could turn it into something else. */
    void clearPadding(float[] array) {
        for (int i = 0; i < layers.size(); i++) {
            DenseLayer layer = layers.get(i);
            int stride = Kernel.padded(layer.outputs());
            for (int row = weights[i]; row < end(i); row += stride) {
                int used = row == biases[i] && !layer.bias() ? 0 : layer.outputs();
                java.util.Arrays.fill(array, row + used, row + stride, 0);
            }
        }
    }
}
