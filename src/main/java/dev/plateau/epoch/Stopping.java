package dev.plateau.epoch;

import java.util.Optional;

/**
 * The rules that watch a curve epoch by epoch and stop: patience and the three classes of Prechelt, "Early stopping - but
 * when?", in Neural Networks: Tricks of the Trade, 1998, section 2.2.2. Each takes the best place before it stopped; one that
 * never stops takes the best of all.
 *
 * <p>With E_va the curve and E_opt its least value so far:
 *
 * <pre>{@code
 * GL(t)   = 100 (E_va(t) - E_opt(t)) / |E_opt(t)|                         stop once GL > 5
 * P_5(t)  = 1000 (mean - min) / |min| of the last 5 values on training rows
 * PQ      stop at the first end of a strip of 5 with GL(t) / P_5(t) > 0.75
 * UP_3    stop once E_va rose from the end of one strip of 5 to the end of the next, 3 times in a row
 * }</pre>
 *
 * <p>Prechelt writes E_va / E_opt - 1, which is the same for positive errors; ours works for metrics of any sign too.
 */
final class Stopping {

    /** Epochs; a common setting of callbacks. */
    private static final int PATIENCE = 10;

    /** Percent; the middle one of Prechelt's. */
    private static final double GENERALISATION_LOSS = 5;

    /** Prechelt's middle one. */
    private static final double QUOTIENT = 0.75;

    /** Epochs in a strip, Prechelt's k. */
    private static final int STRIP = 5;

    /** Strips that rise one after another. */
    private static final int RISES = 3;

    /**
     * What a rule came to.
     *
     * @param place of the choice; {@code spent} places were looked at
     */
    record Choice(int place, int spent) {}

    private Stopping() {}

    static Choice patience(double[] curve) {
        int best = 0;
        for (int t = 0; t < curve.length; t++) {
            best = curve[t] < curve[best] ? t : best;
            if (t - best >= PATIENCE) {
                return new Choice(best, t + 1);
            }
        }
        return new Choice(best, curve.length);
    }

    static Choice gl(double[] curve) {
        int best = 0;
        for (int t = 0; t < curve.length; t++) {
            best = curve[t] < curve[best] ? t : best;
            if (loss(curve, t, best) > GENERALISATION_LOSS) {
                return new Choice(best, t + 1);
            }
        }
        return new Choice(best, curve.length);
    }

    /** Empty without values on the training rows. */
    static Optional<Choice> pq(double[] curve, double[] training) {
        if (training.length == 0) {
            return Optional.empty();
        }
        int best = 0;
        for (int t = 0; t < curve.length; t++) {
            best = curve[t] < curve[best] ? t : best;
            double loss = loss(curve, t, best);
            if ((t + 1) % STRIP == 0 && loss > 0 && loss > QUOTIENT * progress(training, t)) {
                return Optional.of(new Choice(best, t + 1));
            }
        }
        return Optional.of(new Choice(best, curve.length));
    }

    static Choice up(double[] curve) {
        int best = 0;
        int rises = 0;
        for (int t = 0; t < curve.length; t++) {
            best = curve[t] < curve[best] ? t : best;
            if ((t + 1) % STRIP == 0 && t >= STRIP) {
                rises = curve[t] > curve[t - STRIP] ? rises + 1 : 0;
                if (rises == RISES) {
                    return new Choice(best, t + 1);
                }
            }
        }
        return new Choice(best, curve.length);
    }

    /** Percent; infinite for a rise from 0. */
    private static double loss(double[] curve, int t, int best) {
        return curve[t] > curve[best] ? 100 * (curve[t] - curve[best]) / Math.abs(curve[best]) : 0;
    }

    private static double progress(double[] training, int t) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = t - STRIP + 1; i <= t; i++) {
            sum += training[i];
            least = Math.min(least, training[i]);
        }
        double above = sum / STRIP - least;
        return above > 0 ? 1000 * above / Math.abs(least) : 0;
    }
}
