package dev.plateau.train.tensorflow;

import dev.plateau.train.Checkpoint;
import dev.plateau.train.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Weights and updater state as plain floats: for each layer its matrix (inputs x outputs, by rows) and its biases, then as many values again for each
 * slot of the updater. A checkpoint is an int (the format), an int (the parameters) and these floats, big-endian; a model is the parameters
 * alone, little-endian.
 */
final class Weights {

    private static final int FORMAT = 1;
    private static final int HEADER = 2 * Integer.BYTES;
    private static final int WEIGHTS = 3;

    private Weights() {}

    /** Initial values, drawn here; biases and updater state are 0. */
    static List<float[]> initial(DenseNetwork network, List<Integer> widths, long seed) {
        Random random = new Random(Seeds.epoch(seed, 0, WEIGHTS));
        List<float[]> state = new ArrayList<>();
        for (int layer = 1; layer < widths.size(); layer++) {
            int inputs = widths.get(layer - 1);
            int outputs = widths.get(layer);
            float[] matrix = new float[inputs * outputs];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = (float) draw(network.weightInit(), inputs, outputs, random);
            }
            state.add(matrix);
            state.add(new float[outputs]);
        }
        List<float[]> parameters = List.copyOf(state);
        for (int slot = 0; slot < network.updater().slots(); slot++) {
            parameters.forEach(values -> state.add(new float[values.length]));
        }
        return state;
    }

    /** Glorot and Bengio 2010, equation 16; He et al. 2015, equation 10; LeCun et al. 1998, equation 16. */
    private static double draw(DenseNetwork.WeightInit how, int inputs, int outputs, Random random) {
        return switch (how) {
            case XAVIER -> random.nextGaussian() * Math.sqrt(2.0 / (inputs + outputs));
            case XAVIER_UNIFORM -> (2 * random.nextDouble() - 1) * Math.sqrt(6.0 / (inputs + outputs));
            case RELU -> random.nextGaussian() * Math.sqrt(2.0 / inputs);
            case RELU_UNIFORM -> (2 * random.nextDouble() - 1) * Math.sqrt(6.0 / inputs);
            case LECUN_NORMAL -> random.nextGaussian() * Math.sqrt(1.0 / inputs);
        };
    }

    static Checkpoint checkpoint(int epoch, List<float[]> state, int parameters) {
        int count = state.stream().mapToInt(values -> values.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + Float.BYTES * count);
        bytes.putInt(FORMAT).putInt(parameters);
        FloatBuffer floats = bytes.asFloatBuffer();
        state.forEach(floats::put);
        return new Checkpoint(epoch, bytes.array());
    }

    /** Fills the arrays from a checkpoint of the same network. */
    static void restore(Checkpoint checkpoint, List<float[]> state) {
        ByteBuffer bytes = ByteBuffer.wrap(checkpoint.state());
        int expected = HEADER
                + Float.BYTES * state.stream().mapToInt(values -> values.length).sum();
        if (bytes.remaining() != expected || bytes.getInt() != FORMAT) {
            throw new IllegalArgumentException("the checkpoint is not one of this network: it has "
                    + checkpoint.state().length + " bytes, expected " + expected);
        }
        bytes.getInt();
        FloatBuffer floats = bytes.asFloatBuffer();
        state.forEach(floats::get);
    }

    /** The parameters of a checkpoint. */
    static byte[] model(Checkpoint checkpoint) {
        ByteBuffer bytes = ByteBuffer.wrap(checkpoint.state());
        if (bytes.remaining() < HEADER || bytes.getInt() != FORMAT) {
            throw new IllegalArgumentException("the checkpoint is not one of a network of this trainer");
        }
        float[] parameters = new float[bytes.getInt()];
        bytes.asFloatBuffer().get(parameters);
        ByteBuffer plain = ByteBuffer.allocate(Float.BYTES * parameters.length).order(ByteOrder.LITTLE_ENDIAN);
        plain.asFloatBuffer().put(parameters);
        return plain.array();
    }

    /**
     * The parameters of a model, an array each.
     *
     * @throws IllegalArgumentException if one of them is no finite number
     */
    static List<float[]> parameters(byte[] model, List<Integer> widths) {
        FloatBuffer floats =
                ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        List<float[]> parameters = new ArrayList<>();
        for (int layer = 1; layer < widths.size(); layer++) {
            parameters.add(next(floats, widths.get(layer - 1) * widths.get(layer)));
            parameters.add(next(floats, widths.get(layer)));
        }
        return parameters;
    }

    private static float[] next(FloatBuffer floats, int count) {
        float[] values = new float[count];
        floats.get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("a weight is not a finite number");
            }
        }
        return values;
    }
}
