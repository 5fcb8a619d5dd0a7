package dev.plateau.stats.influence;

/**
 * An estimate and its interval.
 *
 * @param value NaN for no observations
 * @param high infinite where trainings that still improved make the value a lower bound
 * @param low NaN, as is high, for fewer than 3 observations: they say nothing about their spread
 */
public record Interval(double value, double low, double high) {

    /** Whether a value lies outside. An interval that is not known has everything inside. */
    boolean excludes(double other) {
        return other < low || other > high;
    }

    /** The same with nothing said of how much more it may be; what is not known stays so. */
    Interval atLeast() {
        return Double.isNaN(low) ? this : new Interval(value, low, Double.POSITIVE_INFINITY);
    }

    /** The same with nothing said of how much less a ratio may be. */
    Interval atMost() {
        return Double.isNaN(low) ? this : new Interval(value, 0, high);
    }

    Interval inverse() {
        return new Interval(1 / value, 1 / high, 1 / low);
    }
}
