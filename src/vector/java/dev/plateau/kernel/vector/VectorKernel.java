package dev.plateau.kernel.vector;

import dev.plateau.kernel.Activation;
import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Kernels;
import dev.plateau.kernel.Matrix;
import dev.plateau.kernel.Predictions;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The operations on vectors of the preferred length; what has nothing to gain from them is left to the plain kernel. */
public final class VectorKernel implements Kernel {

    private final Kernel plain = Kernels.plain();

    @Override
    public String name() {
        return "vector, " + Lanes.COUNT + " lanes";
    }

    @Override
    public void affine(Matrix a, Matrix b, Matrix bias, Matrix out) {
        Tiles.addProduct(bias, a, false, b, out);
    }

    @Override
    public void product(Matrix a, Matrix b, Matrix out) {
        Arrays.fill(out.values(), out.offset(), out.offset() + out.length(), 0);
        Tiles.addProduct(out, a, false, b, out);
    }

    @Override
    public void productOfTransposed(Matrix a, Matrix b, Matrix out) {
        Arrays.fill(out.values(), out.offset(), out.offset() + out.length(), 0);
        Tiles.addProduct(out, a, true, b, out);
    }

    @Override
    public void transpose(Matrix a, Matrix out) {
        plain.transpose(a, out);
    }

    @Override
    public void columnSums(Matrix a, Matrix out) {
        for (int column = 0; column < a.stride(); column += Lanes.COUNT) {
            columnSums(a, out, column);
        }
    }

    private static void columnSums(Matrix a, Matrix out, int column) {
        float[] values = a.values();
        int end = a.offset() + a.length();
        FloatVector sum = Lanes.all(0);
        for (int i = a.offset() + column; i < end; i += a.stride()) {
            sum = Lanes.at(values, i).add(sum);
        }
        sum.intoArray(out.values(), out.offset() + column);
    }

    @Override
    public void activate(Activation activation, Matrix z, Matrix out) {
        Layers.activate(activation, z, out);
        if (activation == Activation.SIGMOID || activation == Activation.SOFTPLUS) {
            clearPadding(out);
        }
    }

    /** Those two are not 0 at 0. */
    private static void clearPadding(Matrix out) {
        for (int row = 0; row < out.rows(); row++) {
            int start = out.offset() + row * out.stride();
            Arrays.fill(out.values(), start + out.columns(), start + out.stride(), 0);
        }
    }

    @Override
    public void derive(Activation activation, Matrix z, Matrix activated, Matrix delta) {
        Slopes.derive(activation, z, activated, delta);
    }

    @Override
    public void classify(Matrix z, float[] labels, int from, Predictions predictions) {
        Softmax.predict(z, labels, from, predictions);
    }

    @Override
    public void classify(Matrix z, float[] labels, int from, Predictions predictions, Matrix slope) {
        Softmax.predict(z, labels, from, predictions);
        Softmax.slope(slope, labels, from, predictions.room());
    }

    @Override
    public float sumOfSquares(float[] values, int from, int count, float[] chains) {
        if (count % LANES != 0) {
            return plain.sumOfSquares(values, from, count, chains);
        }
        for (int chain = 0; chain < LANES; chain += Lanes.COUNT) {
            FloatVector sums = Lanes.all(0);
            for (int i = from + chain; i < from + count; i += LANES) {
                FloatVector value = Lanes.at(values, i);
                sums = value.fma(value, sums);
            }
            sums.intoArray(chains, chain);
        }
        float sum = 0;
        for (int i = 0; i < LANES; i++) {
            sum += chains[i];
        }
        return sum;
    }
}
