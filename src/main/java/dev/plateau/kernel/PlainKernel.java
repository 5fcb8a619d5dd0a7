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
            for (int column = 0; column < a.columns(); column++) {
                out.values()[at(out, column) + row] = a.values()[at(a, row) + column];
            }
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
                out.values()[at(out, row) + column] = value(activation, z.values()[at(z, row) + column]);
            }
        }
    }

    private static float value(Activation activation, float z) {
        return switch (activation) {
            case IDENTITY -> z;
            case RELU -> Math.max(0, z);
            case LEAKYRELU -> z > 0 ? z : 0.01f * z;
            case ELU -> z > 0 ? z : exp(z) - 1;
            case TANH -> (float) StrictMath.tanh(z);
            case SIGMOID -> sigmoid(z);
            case SOFTPLUS -> (float) StrictMath.log1p(StrictMath.exp(z));
            case SWISH -> z * sigmoid(z);
        };
    }

    private static float exp(float z) {
        return (float) StrictMath.exp(z);
    }

    private static float sigmoid(float z) {
        return 1 / (1 + exp(-z));
    }

    @Override
    public void derive(Activation activation, Matrix z, Matrix activated, Matrix delta) {
        for (int row = 0; row < z.rows(); row++) {
            for (int column = 0; column < z.columns(); column++) {
                delta.values()[at(delta, row) + column] *= slope(
                        activation, z.values()[at(z, row) + column], activated.values()[at(activated, row) + column]);
            }
        }
    }

    private static float slope(Activation activation, float z, float value) {
        return switch (activation) {
            case IDENTITY -> 1;
            case RELU -> z > 0 ? 1 : 0;
            case LEAKYRELU -> z > 0 ? 1 : 0.01f;
            case ELU -> z > 0 ? 1 : value + 1;
            case TANH -> 1 - value * value;
            case SIGMOID -> value * (1 - value);
            case SOFTPLUS -> sigmoid(z);
            case SWISH -> value + sigmoid(z) * (1 - value);
        };
    }

    @Override
    public void softmax(Matrix z, Matrix logarithms, Matrix probabilities) {
        for (int row = 0; row < z.rows(); row++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int column = 0; column < z.columns(); column++) {
                max = Math.max(max, z.values()[at(z, row) + column]);
            }
            float sum = 0;
            for (int column = 0; column < z.columns(); column++) {
                sum += exp(z.values()[at(z, row) + column] - max);
            }
            float shift = max + (float) StrictMath.log(sum);
            for (int column = 0; column < z.columns(); column++) {
                float logarithm = z.values()[at(z, row) + column] - shift;
                logarithms.values()[at(logarithms, row) + column] = logarithm;
                probabilities.values()[at(probabilities, row) + column] = exp(logarithm);
            }
        }
    }

    @Override
    public float sumOfSquares(float[] values, int from, int count) {
        float[] chains = new float[LANES];
        for (int i = 0; i < count; i++) {
            chains[i % LANES] = Math.fma(values[from + i], values[from + i], chains[i % LANES]);
        }
        float sum = 0;
        for (float chain : chains) {
            sum += chain;
        }
        return sum;
    }
}
