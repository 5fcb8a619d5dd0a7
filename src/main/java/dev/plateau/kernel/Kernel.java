package dev.plateau.kernel;

/**
 * Operations on matrices. All implementations give the same bits; the package says how. Allocates nothing. Thread-safe: keeps no state.
 */
public interface Kernel {

    /** Strides are multiples of this, and sums have as many chains, whatever the lanes of the machine. */
    int LANES = 16;

    /** The next multiple of {@link #LANES}. */
    static int padded(int columns) {
        return (columns + LANES - 1) / LANES * LANES;
    }

    /** For people: such as {@code vector, 16 lanes}. */
    String name();

    /** {@code out[r][c] = bias[0][c] + sum over k of a[r][k] b[k][c]}, k ascending, each step a fused multiply-add; a bias has one row. */
    void affine(Matrix a, Matrix b, Matrix bias, Matrix out);

    /** {@code out[r][c] = sum over k of a[r][k] b[k][c]}, from 0, k ascending. */
    void product(Matrix a, Matrix b, Matrix out);

    /** {@code out[r][c] = sum over k of a[k][r] b[k][c]}, from 0, k ascending: the gradient of weights. */
    void productOfTransposed(Matrix a, Matrix b, Matrix out);

    /** {@code out[c][r] = a[r][c]}. */
    void transpose(Matrix a, Matrix out);

    /** {@code out[0][c] = sum over r of a[r][c]}, r ascending. */
    void columnSums(Matrix a, Matrix out);

    /** {@code out = f(z)}, value by value; the padding stays 0. {@code out} may be {@code z}. */
    void activate(Activation activation, Matrix z, Matrix out);

    /**
     * {@code delta = delta f'(z)}, value by value.
     *
     * @param z the sums
     * @param activated {@code f(z)}
     */
    void derive(Activation activation, Matrix z, Matrix activated, Matrix delta);

    /**
     * Softmax of each row: {@code powers = exp(z - max)}, {@code sum} of them from the first column on, {@code p = powers / sum}, whose natural
     * logarithms are {@code z - max - ln(sum)}. The class predicted is the first of the largest; a row with a NaN gives class 0 and NaN.
     *
     * @param labels the true class of the row r is {@code labels[from + r]}
     */
    void classify(Matrix z, float[] labels, int from, Predictions predictions);

    /**
     * {@link #classify}, and the slope of the mean of {@code -ln p} of the true class at z: {@code slope = p / rows}, and {@code (p - 1) / rows} at the
     * true class. Padding stays as it is.
     */
    void classify(Matrix z, float[] labels, int from, Predictions predictions, Matrix slope);

    /**
     * The sum of squares of some values, in {@link #LANES} interleaved chains of fused multiply-adds that are added in order.
     *
     * @param chains room for {@link #LANES} values; what is in it afterwards means nothing
     */
    float sumOfSquares(float[] values, int from, int count, float[] chains);
}
