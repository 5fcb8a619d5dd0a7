package dev.plateau.diagnosis;

import dev.plateau.curve.Estimate;
import java.util.Arrays;

/**
 * The mean change between two spans of epochs, below 0 for a change to the better, with two measures of chance.
 *
 * @param mean over folds
 * @param z mean over its standard error from the noise between epochs; NaN where that is not known
 * @param t mean over its standard error from the spread between folds, paired: each fold is compared with itself; NaN for fewer
 *     than 3 folds, whose spread says too little
 * @param folds how many
 */
record Change(double mean, double z, double t, int folds) {

    /**
     * Quantile of the normal distribution at 0.9995. Strict, because the spans are chosen after the curve was seen, and because
     * the noise of neighbouring epochs is not quite independent.
     */
    private static final double Z = 3.3;

    /** Quantiles of Student's t at 0.99 for 2 to 9 degrees of freedom (any table); with more, that for 9. */
    private static final double[] T = {6.965, 4.541, 3.747, 3.365, 3.143, 2.998, 2.896, 2.821};

    /** From so many folds on their spread counts. */
    private static final int FOLDS = 3;

    static Change of(double[] each, double noiseError) {
        Estimate estimate = Estimate.of(Arrays.stream(each).boxed().toList());
        double t = each.length < FOLDS ? Double.NaN : estimate.mean() / estimate.error();
        return new Change(estimate.mean(), estimate.mean() / noiseError, t, each.length);
    }

    /** Whether it got worse by more than chance. */
    boolean worse() {
        return mean > 0 && beyondChance(1);
    }

    /** Whether it got better by more than chance. */
    boolean better() {
        return mean < 0 && beyondChance(-1);
    }

    private boolean beyondChance(int sign) {
        boolean folds = folds() < FOLDS || sign * t > T[Math.min(T.length, folds() - 2) - 1];
        return sign * z > Z && folds;
    }

    /** The measure in words, for example {@code t = 5.2 over 5 folds}. */
    String measure() {
        return folds < FOLDS
                ? Figures.of(Math.abs(z)) + " times its standard error from the noise between epochs"
                : "t = " + Figures.of(Math.abs(t)) + " over " + folds + " folds";
    }
}
