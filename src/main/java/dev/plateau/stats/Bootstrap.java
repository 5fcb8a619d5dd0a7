package dev.plateau.stats;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Intervals from resamples. */
final class Bootstrap {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Equal shares may differ by rounding. */
    private static final double ROUNDING = 1e-12;

    private Bootstrap() {}

    /**
     * The bias-corrected percentile interval: the percentiles {@code Φ(2 z0 ± z)} where {@code Φ(z0)} is the share of resamples
     * below the estimate, ties half, kept off 0 and 1 by half a resample.
     */
    static Interval interval(List<Double> resamples, double estimate, double level) {
        double below = resamples.stream()
                .mapToDouble(value -> Math.abs(value - estimate) < ROUNDING ? 0.5 : value < estimate ? 1 : 0)
                .sum();
        double count = resamples.size();
        double shift = 2 * quantile(Math.min(count - 0.5, Math.max(0.5, below)) / count);
        double half = quantile(0.5 + level / 2);
        List<Double> sorted = resamples.stream().sorted().toList();
        return new Interval(percentile(sorted, shift - half), percentile(sorted, shift + half));
    }

    private static double quantile(double share) {
        return NORMAL.inverseCumulativeProbability(share);
    }

    /** Linear between the two nearest, as NumPy's. */
    private static double percentile(List<Double> sorted, double z) {
        double place = NORMAL.cumulativeProbability(z) * (sorted.size() - 1);
        int low = (int) place;
        int high = Math.min(low + 1, sorted.size() - 1);
        return sorted.get(low) + (place - low) * (sorted.get(high) - sorted.get(low));
    }
}
