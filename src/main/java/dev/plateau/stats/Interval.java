package dev.plateau.stats;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A confidence interval.
 *
 * @param low not above {@code high}
 * @param high infinite where nothing limits it
 */
public record Interval(double low, double high) {

    /**
     * How many standard errors an interval of a mean reaches to either side: the quantile of Student's t with count - 1 degrees of
     * freedom, {@code t(1 - (1 - confidence) / 2)}.
     *
     * @param count of the values in the mean; below 2 nothing is known and it is NaN
     * @param confidence in (0, 1)
     */
    public static double standardErrors(int count, double confidence) {
        return count < 2
                ? Double.NaN
                : new TDistribution(null, count - 1.0).inverseCumulativeProbability(1 - (1 - confidence) / 2);
    }

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("expected low <= high, got " + low + " and " + high);
        }
    }
}
