package dev.plateau.train.dl4j;

import dev.plateau.train.Predictor;
import dev.plateau.train.Trainer.Shape;
import dev.plateau.train.network.Network;
import dev.plateau.train.network.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network built from its settings, with parameters that were read. They are counted against the settings before anything is built,
 * so that made-up widths cannot ask for more memory than the file has bytes.
 */
final class Dl4jPredictor implements Predictor {

    /** Rows of a forward pass, as many as an evaluation in training takes. */
    private static final int MOST_ROWS = 1024;

    /** Activations of a layer in one forward pass: 64 MB. */
    private static final double MOST_ACTIVATIONS = 1 << 24;

    private final MultiLayerNetwork net;
    private final int features;
    private final int outputs;
    private final boolean logit;
    private final int mostRows;

    private Dl4jPredictor(MultiLayerNetwork net, Shape shape, boolean logit, int mostRows) {
        this.net = net;
        this.features = shape.features();
        this.outputs = shape.outputs();
        this.logit = logit;
        this.mostRows = mostRows;
    }

    /** @throws IllegalArgumentException if these are not the parameters of such a network */
    static Dl4jPredictor of(byte[] parameters, Network network, Shape shape) {
        Size size = Size.of(network, shape);
        check(parameters, size);
        // As in training, where one thread gives the same bits everywhere: see WorkerProcess.
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.factory().blas().setMaxThreads(1);
        MultiLayerNetwork net = new MultiLayerNetwork(Networks.configuration(network, shape, 0, 1));
        net.init();
        if (net.numParams() != parameters.length / Float.BYTES) {
            throw new IllegalStateException("a network of " + net.numParams() + " parameters was counted as "
                    + parameters.length / Float.BYTES);
        }
        States.load(net, parameters);
        int mostRows = (int) Math.max(1, Math.min(MOST_ROWS, MOST_ACTIVATIONS / size.widest()));
        return new Dl4jPredictor(net, shape, network.hasLogit(shape), mostRows);
    }

    private static void check(byte[] parameters, Size size) {
        if (parameters.length != size.parameters() * Float.BYTES) {
            throw new IllegalArgumentException(String.format(
                    java.util.Locale.ROOT,
                    "the weights do not fit the network: %,d bytes, but its settings ask for %,.0f (%,.0f floats)",
                    parameters.length,
                    size.parameters() * Float.BYTES,
                    size.parameters()));
        }
        FloatBuffer floats =
                ByteBuffer.wrap(parameters).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        while (floats.hasRemaining()) {
            float value = floats.get();
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("weight " + floats.position() + " is not a finite number");
            }
        }
    }

    @Override
    public float[] predict(float[] rows) {
        int count = rows.length / features;
        if (rows.length == 0 || rows.length % features != 0 || count > mostRows) {
            throw new IllegalArgumentException(
                    "expected 1 to " + mostRows + " rows of " + features + " features, got " + rows.length + " values");
        }
        float[] predicted = new float[count * outputs];
        try (INDArray asked = Nd4j.createFromArray(rows).reshape('c', count, features)) {
            INDArray given = net.output(asked, false);
            for (int row = 0; row < count; row++) {
                read(given, row, predicted);
            }
        }
        return predicted;
    }

    private void read(INDArray given, int row, float[] predicted) {
        DataBuffer buffer = given.data();
        // A buffer counts from its view's first element.
        long start = (long) row * given.stride(0);
        if (logit) {
            Logit.probabilities(buffer.getFloat(start), predicted, row * outputs);
            return;
        }
        for (int i = 0; i < outputs; i++) {
            predicted[row * outputs + i] = buffer.getFloat(start + (long) i * given.stride(1));
        }
    }

    @Override
    public int mostRows() {
        return mostRows;
    }

    @Override
    public void close() {
        net.close();
    }
}
