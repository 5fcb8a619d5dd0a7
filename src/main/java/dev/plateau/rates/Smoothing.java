package dev.plateau.rates;

import java.util.ArrayList;
import java.util.List;

/**
 * The exponential moving average with its bias corrected: {@code a_n = b a_(n-1) + (1 - b) x_n}, value {@code a_n / (1 - b^n)} (Kingma
 * and Ba 2015, section 3; the smoothing of fastai's learning-rate finder). It lags behind by b / (1 - b) steps. Not thread-safe.
 */
final class Smoothing {

    /** The average looks back over this part of the ramp, however many steps it has: a quarter of a decade where it spans seven. */
    private static final int WINDOWS = 30;

    private final double keep;
    private double average;
    private double weight;

    /** @param steps of the whole ramp */
    Smoothing(int steps) {
        keep = 1 - 1 / Math.max(2, (double) steps / WINDOWS);
    }

    /** The average after one more value. */
    double add(double value) {
        average = keep * average + (1 - keep) * value;
        weight = keep * weight + (1 - keep);
        return average / weight;
    }

    /** All averages; not finite from the first value on that is not. */
    static List<Double> of(List<Double> values, int steps) {
        Smoothing smoothing = new Smoothing(steps);
        List<Double> smoothed = new ArrayList<>();
        values.forEach(value -> smoothed.add(smoothing.add(value)));
        return smoothed;
    }

    /** The standard deviation of the average of independent values over that of the values: {@code sqrt((1 - b) / (1 + b))}. */
    double calming() {
        return Math.sqrt((1 - keep) / (1 + keep));
    }
}
