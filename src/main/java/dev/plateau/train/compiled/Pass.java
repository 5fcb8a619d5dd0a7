package dev.plateau.train.compiled;

import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Matrix;
import dev.plateau.train.chance.Dropout;
import dev.plateau.train.chance.Nd4jRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Batches of one size on their way through a network and back: loss and gradient. Not thread-safe. */
final class Pass {

    private final int rows;
    private final int layers;
    private final Matrix[] inputs;
    private final List<Optional<Dropout>> dropouts;
    private final Forward forward;
    private final Backward backward;

    Pass(Kernel kernel, Layout layout, Arrays arrays, int rows) {
        this.rows = rows;
        layers = layout.layers();
        forward = new Forward(kernel, layout, arrays.parameters, rows);
        backward = new Backward(kernel, layout, arrays.gradient, rows);
        inputs = new Matrix[layers];
        dropouts = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            DenseLayer layer = layout.layer(i);
            // What the slope of an activation needs is not dropped, so dropping takes a copy.
            inputs[i] = i == 0 || layer.dropout() > 0 ? Matrix.zeros(rows, layer.inputs()) : forward.activated(i - 1);
            dropouts.add(
                    layer.dropout() > 0
                            ? Optional.of(new Dropout(layer.dropout(), arrays.random, inputs[i]))
                            : Optional.empty());
        }
    }

    /** The first rows of another, in the same memory. */
    Pass(Pass whole, int rows) {
        this.rows = rows;
        layers = whole.layers;
        inputs = Forward.first(whole.inputs, rows);
        dropouts = whole.dropouts;
        forward = new Forward(whole.forward, rows);
        backward = new Backward(whole.backward, rows);
    }

    /** Where the rows of a batch go. */
    Matrix input() {
        return inputs[0];
    }

    int rows() {
        return rows;
    }

    /**
     * Fills the gradient of the mean loss.
     *
     * @param labels of the rows, from the first
     * @param loss gets the outputs
     */
    void run(float[] labels, Loss loss) {
        for (int layer = 0; layer < layers; layer++) {
            drop(layer);
            forward.run(layer, inputs[layer]);
        }
        loss.descend(forward.outputs(), labels, backward.delta(layers - 1));
        for (int layer = layers - 1; layer > 0; layer--) {
            backward.gradient(layer, inputs[layer]);
            backward.pass(layer, forward.weights(layer));
            if (dropouts.get(layer).isPresent()) {
                dropouts.get(layer).get().apply(backward.delta(layer - 1));
            }
            backward.derive(layer - 1, forward);
        }
        backward.gradient(0, inputs[0]);
    }

    private void drop(int layer) {
        if (dropouts.get(layer).isPresent()) {
            Matrix into = inputs[layer];
            if (layer > 0) {
                Matrix from = forward.activated(layer - 1);
                System.arraycopy(from.values(), from.offset(), into.values(), into.offset(), rows * into.stride());
            }
            dropouts.get(layer).get().next(into);
        }
    }

    /** What a network and its gradient are written to, of one {@link Layout}, and the chance that it draws from. */
    static final class Arrays {

        final float[] parameters;
        final float[] gradient;
        final Nd4jRandom random = new Nd4jRandom(0);

        Arrays(Layout layout) {
            parameters = new float[layout.length()];
            gradient = new float[layout.length()];
        }
    }
}
