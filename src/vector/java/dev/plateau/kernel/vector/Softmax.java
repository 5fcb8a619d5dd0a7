package dev.plateau.kernel.vector;

import dev.plateau.kernel.Functions;
import dev.plateau.kernel.Matrix;
import jdk.incubator.vector.FloatVector;

/** Softmax, a row at a time. */
final class Softmax {

    private Softmax() {}

    static void row(Matrix z, int row, Matrix logarithms, Matrix probabilities) {
        float[] sums = z.values();
        float[] powers = probabilities.values();
        int from = z.offset() + row * z.stride();
        int to = probabilities.offset() + row * z.stride();
        float max = max(sums, from, z.columns());
        for (int i = 0; i < z.stride(); i += Lanes.COUNT) {
            VectorFunctions.exp(at(sums, from + i).sub(max)).intoArray(powers, to + i);
        }
        float sum = sum(powers, to, z.columns());
        float logarithm = Functions.log(sum);
        float[] results = logarithms.values();
        int out = logarithms.offset() + row * z.stride();
        for (int i = 0; i < z.stride(); i += Lanes.COUNT) {
            at(powers, to + i).div(sum).intoArray(powers, to + i);
            at(sums, from + i).sub(max).sub(logarithm).intoArray(results, out + i);
        }
        for (int i = z.columns(); i < z.stride(); i++) {
            powers[to + i] = 0;
            results[out + i] = 0;
        }
    }

    private static FloatVector at(float[] values, int index) {
        return FloatVector.fromArray(Lanes.SPECIES, values, index);
    }

    private static float max(float[] values, int from, int count) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            max = values[i] > max ? values[i] : max;
        }
        return max;
    }

    private static float sum(float[] values, int from, int count) {
        float sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum;
    }
}
