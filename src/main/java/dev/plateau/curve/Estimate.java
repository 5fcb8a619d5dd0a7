package dev.plateau.curve;

import java.util.List;

/**
 * A mean over folds and its standard error.
 *
 * @param mean NaN for no values
 * @param error standard error of the mean, sd / sqrt(n); NaN for fewer than 2 values
 * @param count how many values went in
 */
public record Estimate(double mean, double error, int count) {

    /** The mean of values; sums in list order, so that equal lists give equal bits. NaN among them makes both NaN. */
    public static Estimate of(List<Double> values) {
        int count = values.size();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / count;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
        return new Estimate(mean, error, count);
    }
}
