package dev.plateau.train.chance;

import dev.plateau.train.network.Network.WeightInit;

/**
 * The parameters that {@code MultiLayerNetwork.init()} gives dense layers, drawn without ND4J.
 *
 * <p>Uniform ones are the same to the last bit. Normal ones come from logarithm, cosine and sine of floats, for which ND4J takes the C library
 * of the machine; here they are {@link StrictMath}'s, rounded, the same everywhere. With glibc 2.36, 1.5 % of them differ, by at most
 * 3 units in the last place. Not thread-safe.
 */
public final class InitialWeights {

    /** Keeps the argument of the logarithm above 0. */
    private static final float EPSILON = 1e-5f;

    private static final float TWO_PI = 2 * (float) Math.PI;

    private final Nd4jRandom random;

    /** @param seed of the run */
    public InitialWeights(long seed) {
        random = new Nd4jRandom(seed);
    }

    /**
     * The weights of the next layer, first layer first, by output and then by input. Biases are 0 and draw nothing.
     *
     * <p>Factors and bounds are doubles, in the steps of DL4J, since another order of them may round to another float.
     *
     * @param init how they are spread
     * @param inputs of the layer, at least 1
     * @param outputs of the layer, at least 1
     * @return a new array of inputs x outputs finite values: those of the first output, then those of the second
     * @throws ArithmeticException if no array has room for them
     */
    public float[] next(WeightInit init, int inputs, int outputs) {
        int count = Math.multiplyExact(inputs, outputs);
        double fan = inputs;
        double fans = fan + outputs;
        return switch (init) {
            case XAVIER -> scaled(normal(count), (float) Math.sqrt(2 / fans));
            case RELU -> scaled(normal(count), (float) Math.sqrt(2 / fan));
            case LECUN_NORMAL -> divided(normal(count), (float) Math.sqrt(fan));
            case XAVIER_UNIFORM -> uniform(count, Math.sqrt(6.0) / Math.sqrt(fans));
            case RELU_UNIFORM -> uniform(count, Math.sqrt(6 / fan));
            case LECUN_UNIFORM -> uniform(count, 3 / Math.sqrt(fan));
        };
    }

    private float[] uniform(int count, double bound) {
        int[] values = new int[count];
        random.values(values, count);
        random.advance(count);
        float least = (float) -bound;
        float range = (float) bound - least;
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = least + Nd4jRandom.uniform(values[i]) * range;
        }
        return numbers;
    }

    /**
     * The transform of Box and Muller (1958) on pairs of a value of the first half and one of the second. The last pair of an odd count takes
     * a value beyond it and gives one number only.
     */
    private float[] normal(int count) {
        int half = count - count / 2;
        int[] values = new int[2 * half];
        random.values(values, values.length);
        random.advance(count);
        float[] numbers = new float[count];
        for (int i = 0; i < half; i++) {
            float radius = (float) Math.sqrt(-2 * (float) StrictMath.log(open(values[i])));
            float angle = TWO_PI * open(values[half + i]);
            numbers[i] = radius * (float) StrictMath.cos(angle);
            if (half + i < count) {
                numbers[half + i] = radius * (float) StrictMath.sin(angle);
            }
        }
        return numbers;
    }

    /** In [epsilon, 1). */
    private static float open(int value) {
        return EPSILON + Nd4jRandom.uniform(value) * (1 - EPSILON);
    }

    private static float[] scaled(float[] numbers, float factor) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] *= factor;
        }
        return numbers;
    }

    private static float[] divided(float[] numbers, float divisor) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] /= divisor;
        }
        return numbers;
    }
}
