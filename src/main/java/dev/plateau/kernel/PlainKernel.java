package dev.plateau.kernel;

/** The operations in plain Java: what the others are compared with, and what runs where there are no lanes. */
final class PlainKernel implements Kernel {

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void affine(Matrix a, Matrix b, Matrix bias, Matrix out) {
        for (int row = 0; row < a.rows(); row++) {
            System.arraycopy(bias.values(), bias.offset(), out.values(), at(out, row), out.stride());
            addProduct(a, at(a, row), 1, b, out, at(out, row));
        }
    }

    @Override
    public void product(Matrix a, Matrix b, Matrix out) {
        for (int row = 0; row < a.rows(); row++) {
            java.util.Arrays.fill(out.values(), at(out, row), at(out, row) + out.stride(), 0);
            addProduct(a, at(a, row), 1, b, out, at(out, row));
        }
    }

    @Override
    public void productOfTransposed(Matrix a, Matrix b, Matrix out) {
        for (int row = 0; row < a.columns(); row++) {
            java.util.Arrays.fill(out.values(), at(out, row), at(out, row) + out.stride(), 0);
            addProduct(a, a.offset() + row, a.stride(), b, out, at(out, row));
        }
    }

    /** Adds a row of factors, {@code step} apart, times all rows of b to a row of out. */
    private static void addProduct(Matrix a, int from, int step, Matrix b, Matrix out, int to) {
        float[] left = a.values();
        float[] right = b.values();
        float[] sums = out.values();
        for (int k = 0; k < b.rows(); k++) {
            float factor = left[from + k * step];
            int start = at(b, k);
            for (int column = 0; column < b.stride(); column++) {
                sums[to + column] = Math.fma(factor, right[start + column], sums[to + column]);
            }
        }
    }

    private static int at(Matrix matrix, int row) {
        return matrix.offset() + row * matrix.stride();
    }

    @Override
    public void transpose(Matrix a, Matrix out) {
        for (int row = 0; row < a.rows(); row++) {
            transpose(a.values(), at(a, row), out, row);
        }
    }

    private static void transpose(float[] from, int start, Matrix out, int column) {
        float[] to = out.values();
        int at = out.offset() + column;
        int stride = out.stride();
        int end = start + out.rows();
        for (int i = start; i < end; i++) {
            to[at] = from[i];
            at += stride;
        }
    }

    @Override
    public void columnSums(Matrix a, Matrix out) {
        java.util.Arrays.fill(out.values(), out.offset(), out.offset() + out.stride(), 0);
        for (int row = 0; row < a.rows(); row++) {
            for (int column = 0; column < a.stride(); column++) {
                out.values()[out.offset() + column] += a.values()[at(a, row) + column];
            }
        }
    }

    @Override
    public void activate(Activation activation, Matrix z, Matrix out) {
        for (int row = 0; row < z.rows(); row++) {
            for (int column = 0; column < z.columns(); column++) {
                out.values()[at(out, row) + column] = Functions.value(activation, z.values()[at(z, row) + column]);
            }
        }
    }

    @Override
    public void derive(Activation activation, Matrix z, Matrix activated, Matrix delta) {
        for (int row = 0; row < z.rows(); row++) {
            for (int column = 0; column < z.columns(); column++) {
                delta.values()[at(delta, row) + column] *= Functions.slope(
                        activation, z.values()[at(z, row) + column], activated.values()[at(activated, row) + column]);
            }
        }
    }

    @Override
    public void classify(Matrix z, float[] labels, int from, Predictions predictions) {
        for (int row = 0; row < z.rows(); row++) {
            powers(z, row, (int) labels[from + row], predictions);
        }
    }

    @Override
    public void classify(Matrix z, float[] labels, int from, Predictions predictions, Matrix slope) {
        float[] powers = predictions.room();
        float share = 1f / z.rows();
        for (int row = 0; row < z.rows(); row++) {
            int truth = (int) labels[from + row];
            float sum = powers(z, row, truth, predictions);
            for (int column = 0; column < z.columns(); column++) {
                slope.values()[at(slope, row) + column] = powers[column] / sum * share;
            }
            slope.values()[at(slope, row) + truth] = (powers[truth] / sum - 1) * share;
        }
    }

    /** Predicts a row, and gives the sum of its powers. */
    private static float powers(Matrix z, int row, int truth, Predictions predictions) {
        float[] powers = predictions.room();
        int likeliest = likeliest(z, row);
        float max = z.values()[at(z, row) + likeliest];
        float sum = 0;
        for (int column = 0; column < z.columns(); column++) {
            powers[column] = Functions.exp(z.values()[at(z, row) + column] - max);
            sum += powers[column];
        }
        predictions.classes()[row] = Float.isNaN(sum) ? 0 : likeliest;
        predictions.logarithms()[row] = z.values()[at(z, row) + truth] - max - Functions.log(sum);
        return sum;
    }

    private static int likeliest(Matrix z, int row) {
        int best = 0;
        for (int column = 1; column < z.columns(); column++) {
            if (z.values()[at(z, row) + column] > z.values()[at(z, row) + best]) {
                best = column;
            }
        }
        return best;
    }

    @Override
    public float sumOfSquares(float[] values, int from, int count, float[] chains) {
        float sum = 0;
        // Four chains at once, so that the processor need not wait for each addition; added in ascending order.
        for (int chain = 0; chain < LANES; chain += 4) {
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            for (int i = from + chain; i < from + count; i += LANES) {
                a = Math.fma(values[i], values[i], a);
                b = i + 1 < from + count ? Math.fma(values[i + 1], values[i + 1], b) : b;
                c = i + 2 < from + count ? Math.fma(values[i + 2], values[i + 2], c) : c;
                d = i + 3 < from + count ? Math.fma(values[i + 3], values[i + 3], d) : d;
            }
            sum = sum + a + b + c + d;
        }
        return sum;
    }
}
