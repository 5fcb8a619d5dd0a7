package dev.plateau.stats.influence;

/**
 * An estimate and its interval.
 *
 * @param value NaN for no observations
 * @param low NaN, as is high, for fewer than 3 observations: they say nothing about their spread
 */
public record Interval(double value, double low, double high) {

    /** Whether a value lies outside. An interval that is not known has everything inside. */
    boolean excludes(double other) {
        return other < low || other > high;
    }

    Interval inverse() {
        return new Interval(1 / value, 1 / high, 1 / low);
    }
}
