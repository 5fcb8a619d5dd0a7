package dev.plateau.stats;

/**
 * A confidence interval.
 *
 * @param low not above {@code high}
 * @param high infinite where nothing limits it
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("expected low <= high, got " + low + " and " + high);
        }
    }
}
