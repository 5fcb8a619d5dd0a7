package dev.plateau.stats;

import java.util.List;

/** Mean and variance of finite numbers, summed in list order: equal lists give equal bits. */
record Sample(int count, double mean, double variance) {

    /**
     * @return its variance has the divisor n - 1 and is NaN for fewer than 2 values
     * @throws IllegalArgumentException if a value is not finite
     */
    static Sample of(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("expected finite differences, got " + values);
            }
            sum += value;
        }
        double mean = sum / values.size();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Sample(values.size(), mean, values.size() < 2 ? Double.NaN : squares / (values.size() - 1));
    }
}
