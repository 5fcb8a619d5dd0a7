package dev.plateau.kernel;

/** What a layer does to each of its sums, with the constants of Deeplearning4j. */
public enum Activation {
    IDENTITY,
    /** {@code max(0, z)}. */
    RELU,
    /** {@code z} above 0, else {@code 0.01 z}. */
    LEAKYRELU,
    /** {@code z} above 0, else {@code exp(z) - 1}. */
    ELU,
    TANH,
    SIGMOID,
    /** {@code ln(1 + exp(z))}. */
    SOFTPLUS,
    /** {@code z sigmoid(z)}. */
    SWISH;

    /** The slope of a leaky relu below 0. */
    public static final float LEAK = 0.01f;
}
