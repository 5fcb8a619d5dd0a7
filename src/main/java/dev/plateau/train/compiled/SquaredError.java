package dev.plateau.train.compiled;

import dev.plateau.kernel.Matrix;
import dev.plateau.train.TargetTally;
import java.util.Map;

/** The mean of {@code (output - target)^2} of the one output. */
final class SquaredError extends Loss {

    private final double deviation;
    private TargetTally tally;

    /** @param deviation unit of the network's target in the target's own unit */
    SquaredError(double deviation) {
        this.deviation = deviation;
        tally = new TargetTally(deviation);
    }

    @Override
    void measure(Matrix sums, float[] labels, int from) {
        for (int row = 0; row < sums.rows(); row++) {
            tally.add(sums.values(), sums.offset() + row * sums.stride(), labels[from + row]);
        }
    }

    @Override
    void descend(Matrix sums, float[] labels, Matrix slope) {
        measure(sums, labels, 0);
        float share = 2f / sums.rows();
        for (int row = 0; row < sums.rows(); row++) {
            float output = sums.values()[sums.offset() + row * sums.stride()];
            slope.values()[slope.offset() + row * slope.stride()] = (output - labels[row]) * share;
        }
    }

    @Override
    Map<String, Double> metrics() {
        Map<String, Double> metrics = tally.metrics();
        tally = new TargetTally(deviation);
        return metrics;
    }
}
