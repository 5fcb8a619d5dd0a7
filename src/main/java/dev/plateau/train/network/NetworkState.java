package dev.plateau.train.network;

import dev.plateau.train.Checkpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * What a checkpoint of a network holds: its parameters and its updater's state, in the order in which Deeplearning4j keeps them. By layer the weights,
 * column by column, then the biases; the state is one array after the other, each in the order of the parameters.
 *
 * <p>Layout of the bytes, big-endian: format, parameters, values of updater state (each an int), then the floats of both. Holds its
 * arrays without copying.
 */
public final class NetworkState {

    private static final int FORMAT = 1;
    private static final int HEADER = 3 * Integer.BYTES;

    private final float[] parameters;
    private final float[] updater;

    /** @param updater empty for an updater without a state */
    public NetworkState(float[] parameters, float[] updater) {
        this.parameters = parameters;
        this.updater = updater;
    }

    /** @throws IllegalArgumentException if the checkpoint is not one of a network of so many parameters and such an updater */
    public static NetworkState of(Checkpoint checkpoint, int parameters, int updater) {
        ByteBuffer bytes = ByteBuffer.wrap(checkpoint.state());
        if (bytes.remaining() != HEADER + Float.BYTES * ((long) parameters + updater)
                || bytes.getInt() != FORMAT
                || bytes.getInt() != parameters
                || bytes.getInt() != updater) {
            throw new IllegalArgumentException("the checkpoint is not one of this network: it has "
                    + checkpoint.state().length + " bytes, expected "
                    + (HEADER + Float.BYTES * ((long) parameters + updater)));
        }
        FloatBuffer floats = bytes.asFloatBuffer();
        return new NetworkState(next(floats, parameters), next(floats, updater));
    }

    private static float[] next(FloatBuffer floats, int count) {
        float[] values = new float[count];
        floats.get(values);
        return values;
    }

    public Checkpoint checkpoint(int epoch) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + Float.BYTES * (parameters.length + updater.length));
        bytes.putInt(FORMAT).putInt(parameters.length).putInt(updater.length);
        bytes.asFloatBuffer().put(parameters).put(updater);
        return new Checkpoint(epoch, bytes.array());
    }

    /** The parameters of a checkpoint as little-endian floats: what of it predicts. */
    public static byte[] model(Checkpoint checkpoint) {
        ByteBuffer bytes = ByteBuffer.wrap(checkpoint.state());
        if (bytes.remaining() < HEADER || bytes.getInt() != FORMAT) {
            throw new IllegalArgumentException("the checkpoint is not one of a network of this trainer");
        }
        float[] parameters = new float[bytes.getInt()];
        bytes.getInt();
        bytes.asFloatBuffer().get(parameters);
        ByteBuffer plain = ByteBuffer.allocate(Float.BYTES * parameters.length).order(ByteOrder.LITTLE_ENDIAN);
        plain.asFloatBuffer().put(parameters);
        return plain.array();
    }

    public float[] parameters() {
        return parameters;
    }

    public float[] updater() {
        return updater;
    }
}
