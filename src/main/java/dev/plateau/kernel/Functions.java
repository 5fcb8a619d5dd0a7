package dev.plateau.kernel;

/**
 * The functions of networks for one float, of additions, multiplications, divisions and shifts alone: {@code kernel.vector} does the same
 * operations in the same order on vectors, so the bits are the same. Thread-safe.
 *
 * <p>The polynomials, their coefficients and the split of ln 2 are those of S. L. Moshier's Cephes library (expf, logf, tanhf), evaluated with
 * fused multiply-adds. NaN gives NaN everywhere.
 */
public final class Functions {

    /** Below it {@code exp} is 0, as half of the smallest float is {@code exp(-103.97)}. */
    static final float LEAST_EXPONENT = -104;
    /** Above it {@code exp} is infinite, as the largest float is {@code exp(88.72)}. */
    static final float LARGEST_EXPONENT = 89;

    static final float LOG2_OF_E = 1.442695f;
    /** Has 9 bits, so that its product with an exponent is exact. */
    static final float LN2_HIGH = 0.6933594f;
    /** What is missing to ln 2. */
    static final float LN2_LOW = -2.1219444e-4f;

    /** 1.5 * 2^23: a small float added to it is rounded to an integer, which stands in the lowest bits. */
    static final float ROUNDER = 12582912f;

    static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
    /** Bits below a float's exponent. */
    static final int MANTISSA = 23;
    /** The exponent of 1 as it is stored. */
    static final int BIAS = 127;
    /** sqrt(1/2): logarithms are taken of a mantissa from it up to sqrt(2). */
    static final int HALF_ROOT_BITS = 0x3f3504f3;

    private Functions() {}

    /** {@code e^x} within 1 ulp: {@code 2^n e^r}, n the integer next to {@code x / ln 2}; 0 below -104, infinite above 88.8. */
    public static float exp(float x) {
        float atLeast = x < LEAST_EXPONENT ? LEAST_EXPONENT : x;
        float bounded = atLeast > LARGEST_EXPONENT ? LARGEST_EXPONENT : atLeast;
        float rounded = Math.fma(bounded, LOG2_OF_E, ROUNDER);
        float n = rounded - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, bounded));
        float p = Math.fma(1.9875691e-4f, r, 1.3981999e-3f);
        p = Math.fma(p, r, 8.333452e-3f);
        p = Math.fma(p, r, 0.041665796f);
        p = Math.fma(p, r, 0.16666666f);
        p = Math.fma(p, r, 0.5f);
        float power = Math.fma(p, r * r, r) + 1;
        // In two steps, since 2^128 is no float and 2^-150 is none either.
        int exponent = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
        int half = exponent >> 1;
        return power * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    private static float powerOfTwo(int exponent) {
        return Float.intBitsToFloat((exponent + BIAS) << MANTISSA);
    }

    /** The natural logarithm of a number from 2^-126, the smallest normal one, within 1 ulp: {@code e ln 2 + ln m}, m within sqrt(2) of 1. */
    public static float log(float x) {
        int bits = Float.floatToRawIntBits(x);
        int e = (bits - HALF_ROOT_BITS) >> MANTISSA;
        float f = Float.intBitsToFloat(bits - (e << MANTISSA)) - 1;
        float exponent = Float.intBitsToFloat(e + ROUNDER_BITS) - ROUNDER;
        float p = Math.fma(0.070376836f, f, -0.1151461f);
        p = Math.fma(p, f, 0.116769984f);
        p = Math.fma(p, f, -0.12420141f);
        p = Math.fma(p, f, 0.14249323f);
        p = Math.fma(p, f, -0.16668057f);
        p = Math.fma(p, f, 0.20000714f);
        p = Math.fma(p, f, -0.24999994f);
        p = Math.fma(p, f, 0.3333333f);
        float square = f * f;
        float low = Math.fma(exponent, LN2_LOW, p * f * square);
        float sum = Math.fma(square, -0.5f, low) + f;
        float logarithm = Math.fma(exponent, LN2_HIGH, sum);
        return x <= Float.MAX_VALUE ? logarithm : x;
    }

    /** {@code 1 / (1 + exp(-x))} within 2.5 ulp from -88; 0 below, where it would be less than the smallest normal float. */
    public static float sigmoid(float x) {
        return 1 / (1 + exp(0 - x));
    }

    /** {@code tanh(x)} within 2 ulp: a polynomial up to 0.625, above it {@code 1 - 2 / (exp(2 |x|) + 1)} with the sign of x. */
    public static float tanh(float x) {
        float size = Math.abs(x);
        float square = x * x;
        float p = Math.fma(-5.7049887e-3f, square, 0.020639088f);
        p = Math.fma(p, square, -0.053739715f);
        p = Math.fma(p, square, 0.13331442f);
        p = Math.fma(p, square, -0.3333328f);
        float near = Math.fma(p * square, x, x);
        float far = 1 - 2 / (exp(size + size) + 1);
        return size < 0.625f ? near : x < 0 ? 0 - far : far;
    }

    /**
     * {@code ln(1 + exp(x))} within 2 ulp: {@code max(0, x) + ln(1 + u)} where {@code u = exp(-|x|)}. What rounding {@code w = 1 + u} loses is given
     * back by {@code (u - (w - 1)) / w} (D. Goldberg, What every computer scientist should know about floating-point arithmetic, theorem 4, in
     * the form of the HP-15C handbook).
     */
    public static float softplus(float x) {
        float positive = x < 0 ? 0 : x;
        float u = exp(0 - Math.abs(x));
        float w = 1 + u;
        return positive + (log(w) + (u - (w - 1)) / w);
    }

    /** The function of a layer. */
    public static float value(Activation activation, float z) {
        return switch (activation) {
            case IDENTITY -> z;
            case RELU -> z < 0 ? 0 : z;
            case LEAKYRELU -> z < 0 ? Activation.LEAK * z : z;
            case ELU -> z < 0 ? exp(z) - 1 : z;
            case TANH -> tanh(z);
            case SIGMOID -> sigmoid(z);
            case SOFTPLUS -> softplus(z);
            case SWISH -> z * sigmoid(z);
        };
    }

    /**
     * Its derivative.
     *
     * @param value of the function at z
     */
    public static float slope(Activation activation, float z, float value) {
        return switch (activation) {
            case IDENTITY -> 1;
            case RELU -> z > 0 ? 1 : 0;
            case LEAKYRELU -> z < 0 ? Activation.LEAK : 1;
            case ELU -> z < 0 ? value + 1 : 1;
            case TANH -> 1 - value * value;
            case SIGMOID -> value * (1 - value);
            case SOFTPLUS -> sigmoid(z);
            case SWISH -> value + sigmoid(z) * (1 - value);
        };
    }
}
