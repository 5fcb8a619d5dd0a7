package dev.plateau.train.tensorflow;

import dev.plateau.train.Predictor;
import dev.plateau.train.Trainer.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.tensorflow.types.TFloat32;

/**
 * A network built from its settings, with parameters that were read. They are counted against the settings before anything is built, so
 * that made-up widths cannot ask for more memory than the file has bytes.
 */
final class TensorFlowPredictor implements Predictor {

    /** Rows of a forward pass, as many as an evaluation in training takes. */
    private static final int MOST_ROWS = 1024;

    /** Activations of a layer in one forward pass: 64 MB. */
    private static final int MOST_ACTIVATIONS = 1 << 24;

    private final DenseGraph graph;
    private final List<TFloat32> parameters;
    private final Shape shape;
    private final int mostRows;

    private TensorFlowPredictor(DenseGraph graph, List<TFloat32> parameters, Shape shape, int mostRows) {
        this.graph = graph;
        this.parameters = parameters;
        this.shape = shape;
        this.mostRows = mostRows;
    }

    /** @throws IllegalArgumentException if these are not the parameters of such a network */
    static TensorFlowPredictor of(byte[] model, DenseNetwork network, Shape shape) {
        double expected = network.parameters(shape) * Float.BYTES;
        if (model.length != expected) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the weights do not fit the network: %,d bytes, but its settings ask for %,.0f",
                    model.length,
                    expected));
        }
        List<Integer> widths = network.widths(shape);
        List<float[]> parameters = Weights.parameters(model, widths);
        int mostRows = Math.max(1, Math.min(MOST_ROWS, MOST_ACTIVATIONS / Collections.max(widths)));
        return new TensorFlowPredictor(
                new DenseGraph(network, shape), Tensors.state(parameters, widths), shape, mostRows);
    }

    @Override
    public float[] predict(float[] rows) {
        int count = rows.length / shape.features();
        if (rows.length == 0 || rows.length % shape.features() != 0 || count > mostRows) {
            throw new IllegalArgumentException("expected 1 to " + mostRows + " rows of " + shape.features()
                    + " features, got " + rows.length + " values");
        }
        try (TFloat32 asked = Tensors.matrix(rows, count)) {
            float[] answers = graph.answers(parameters, asked);
            for (int i = 0; shape.classification() && i < answers.length; i++) {
                answers[i] = (float) Math.exp(answers[i]);
            }
            return answers;
        }
    }

    @Override
    public int mostRows() {
        return mostRows;
    }

    @Override
    public void close() {
        parameters.forEach(TFloat32::close);
        graph.close();
    }
}
