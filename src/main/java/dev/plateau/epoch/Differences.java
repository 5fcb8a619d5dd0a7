package dev.plateau.epoch;

/**
 * How much worse one epoch is than another, and how sure that is: over folds, paired.
 *
 * <pre>{@code
 * d_k(e, b)     = s_k(e) - s_k(b)
 * mean(e, b)    = (d_1 + ... + d_K) / K
 * error(e, b)   = sd(d_1, ..., d_K) / sqrt(K)
 * }</pre>
 *
 * <p>One fold has no spread over folds. Its error is guessed from the curve's own noise, 30 sigma sqrt(1 / n(e) + 1 / n(b)), with
 * n the values under a smoothing line and sigma the spread of values about it. The 30 is the back-test's: an interval from
 * one fold then held the best epoch of a training on all rows about as often as it should; with 1 in less than half.
 */
final class Differences {

    /** Spread between folds over the noise of one fold's curve. */
    private static final double SPREAD = 30;

    private final double[][] folds;
    private final Smoothing smoothing;
    private final double noise;

    private Differences(double[][] folds, Smoothing smoothing, double noise) {
        this.folds = folds;
        this.smoothing = smoothing;
        this.noise = noise;
    }

    /** Of the smoothed curves. */
    static Differences smoothed(Pooled pooled) {
        return new Differences(pooled.smoothFolds, pooled.smoothing, SPREAD * noise(pooled));
    }

    /** The same, but for one fold by the noise of its curve alone. */
    static Differences noisy(Pooled pooled) {
        return new Differences(pooled.smoothFolds, pooled.smoothing, noise(pooled));
    }

    /** Of the curves as they are; errors of one fold are 0. */
    static Differences raw(Pooled pooled) {
        return new Differences(pooled.folds, pooled.smoothing, 0);
    }

    private static double noise(Pooled pooled) {
        if (pooled.count() > 1) {
            return Double.NaN;
        }
        double[] values = pooled.folds[0];
        double[] smooth = pooled.smooth;
        Smoothing smoothing = pooled.smoothing;
        double squares = 0;
        double freedom = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (values[i] - smooth[i]) * (values[i] - smooth[i]);
            // A line through 1 or 2 values leaves nothing over; a value amid n has about 1 / n of itself in its line.
            freedom += smoothing.width(i) > 2 ? 1 - 1.0 / smoothing.width(i) : 0;
        }
        return freedom > 0 ? Math.sqrt(squares / freedom) : 0;
    }

    double mean(int place, int from) {
        double sum = 0;
        for (double[] fold : folds) {
            sum += fold[place] - fold[from];
        }
        return sum / folds.length;
    }

    double error(int place, int from) {
        int count = folds.length;
        if (count == 1) {
            return place == from ? 0 : noise * Math.sqrt(1.0 / smoothing.width(place) + 1.0 / smoothing.width(from));
        }
        double mean = mean(place, from);
        double squares = 0;
        for (double[] fold : folds) {
            double off = fold[place] - fold[from] - mean;
            squares += off * off;
        }
        return Math.sqrt(squares / (count - 1) / count);
    }

    /** Whether a place is worse than another by at most so many standard errors. */
    boolean within(int place, int from, double errors) {
        double scale = Math.abs(folds[0][from]) + Math.abs(folds[0][place]);
        return mean(place, from) <= errors * error(place, from) + Pooled.ROUNDING * scale;
    }

    /** The earliest place that is worse than another, later one by at most so many standard errors. */
    int earliest(int from, double errors) {
        int place = 0;
        while (place < from && !within(place, from, errors)) {
            place++;
        }
        return place;
    }

    /** The last place that is worse than another, earlier one by at most so many standard errors. */
    int latest(int from, double errors) {
        int place = folds[0].length - 1;
        while (place > from && !within(place, from, errors)) {
            place--;
        }
        return place;
    }
}
