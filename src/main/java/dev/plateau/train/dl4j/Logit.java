package dev.plateau.train.dl4j;

/**
 * The sum of the one unit that tells two classes apart: the natural logarithm of the odds of the second class. {@link StrictMath} alone, so that
 * every machine gives the same bits.
 */
final class Logit {

    private Logit() {}

    /** The probability of the second class, {@code 1 / (1 + exp(-z))}; that of the first is the one of {@code -z}, which {@code 1 - p} would round. */
    static float probability(float z) {
        return (float) (1 / (1 + StrictMath.exp(-z)));
    }

    /** The natural logarithm of {@link #probability}: {@code min(0, z) - ln(1 + exp(-|z|))}. */
    static float logarithm(float z) {
        return (float) (Math.min(0, z) - StrictMath.log1p(StrictMath.exp(-Math.abs(z))));
    }

    /** The probabilities of both classes, into an array from {@code offset}. */
    static void probabilities(float z, float[] into, int offset) {
        into[offset] = probability(-z);
        into[offset + 1] = probability(z);
    }

    /** Their natural logarithms, into an array of two. */
    static void logarithms(float z, float[] into) {
        into[0] = logarithm(-z);
        into[1] = logarithm(z);
    }

    /**
     * The slope of {@code -ln p} of the true class at z.
     *
     * @param label 0, or 1 for the second class
     */
    static float slope(float z, float label) {
        return label > 0 ? -probability(-z) : probability(z);
    }
}
