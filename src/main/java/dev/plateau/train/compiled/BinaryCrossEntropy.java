package dev.plateau.train.compiled;

import dev.plateau.kernel.Functions;
import dev.plateau.kernel.Matrix;
import dev.plateau.train.ClassTally;
import java.util.Map;

/**
 * The mean of {@code -ln p} of the true one of two classes, p by the sigmoid of the one output: {@code softplus(-z)} for the second class, {@code
 * softplus(z)} for the first. The second is predicted where z is above 0: of equals the first, as softmax has it.
 *
 * <p>One function of one float a row, beside layers of many: no kernel of its own.
 */
final class BinaryCrossEntropy extends Loss {

    private ClassTally tally = new ClassTally(2);

    @Override
    void measure(Matrix sums, float[] labels, int from) {
        for (int row = 0; row < sums.rows(); row++) {
            float z = sums.values()[sums.offset() + row * sums.stride()];
            int truth = (int) labels[from + row];
            tally.add(z > 0 ? 1 : 0, -Functions.softplus(truth == 1 ? -z : z), truth);
        }
    }

    @Override
    void descend(Matrix sums, float[] labels, Matrix slope) {
        measure(sums, labels, 0);
        float share = 1f / sums.rows();
        for (int row = 0; row < sums.rows(); row++) {
            float z = sums.values()[sums.offset() + row * sums.stride()];
            // sigmoid(z) - label, but for the rounding of sigmoid(z) next to 1.
            float difference = labels[row] > 0 ? -Functions.sigmoid(-z) : Functions.sigmoid(z);
            slope.values()[slope.offset() + row * slope.stride()] = difference * share;
        }
    }

    @Override
    Map<String, Double> metrics() {
        Map<String, Double> metrics = tally.metrics();
        tally = new ClassTally(2);
        return metrics;
    }
}
