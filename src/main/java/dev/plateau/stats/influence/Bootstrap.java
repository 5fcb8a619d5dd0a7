package dev.plateau.stats.influence;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Geometric means and their ratios, with intervals from resampling.
 *
 * <p>The interval is the expanded percentile interval (Hesterberg, "What Teachers Should Know About the Bootstrap", The American Statistician 69(4),
 * 2015, section 5.3): percentiles {@code Phi(-sqrt(n / (n - 1)) t)} and its complement of the resampled means of logarithms, with t the quantile
 * {@code 1 - (1 - confidence) / 2} of Student's t at n - 1 degrees of freedom. Plain percentiles are too narrow for the handful of
 * trainings that a value of a parameter has: by a factor sqrt((n - 1) / n), and as if the spread were known.
 */
final class Bootstrap {

    /** Draws: the least percentile that is told apart is 1 in 4,000. */
    private static final int RESAMPLES = 4_000;

    /** Any number would do; a fixed one makes the interval a function of the values. */
    private static final long SEED = 20260102;

    /** Fewer values say nothing about their spread. */
    private static final int LEAST = 3;

    private Bootstrap() {}

    /** @param logs natural logarithms; the result is their mean, taken back */
    static Interval geometricMean(double[] logs, double confidence) {
        return ratio(logs, new double[0], confidence);
    }

    /** The geometric mean of some over that of others, which were drawn apart; without others, of some alone. */
    static Interval ratio(double[] logs, double[] others, double confidence) {
        double value = Math.exp(mean(logs) - (others.length == 0 ? 0 : mean(others)));
        int least = others.length == 0 ? logs.length : Math.min(logs.length, others.length);
        if (least < LEAST || !Double.isFinite(value)) {
            return new Interval(value, Double.NaN, Double.NaN);
        }
        Random random = new Random(SEED);
        double[] drawn = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            drawn[i] = draw(logs, random) - (others.length == 0 ? 0 : draw(others, random));
        }
        Arrays.sort(drawn);
        int cut = (int) Math.floor(tail(least, confidence) * RESAMPLES);
        return new Interval(
                value, Math.min(value, Math.exp(drawn[cut])), Math.max(value, Math.exp(drawn[RESAMPLES - 1 - cut])));
    }

    /** The part that is cut off at either end. */
    static double tail(int values, double confidence) {
        double t = new TDistribution(null, values - 1).inverseCumulativeProbability(1 - (1 - confidence) / 2);
        return new NormalDistribution(null, 0, 1).cumulativeProbability(-Math.sqrt(values / (values - 1.0)) * t);
    }

    private static double draw(double[] values, Random random) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[random.nextInt(values.length)];
        }
        return sum / values.length;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
