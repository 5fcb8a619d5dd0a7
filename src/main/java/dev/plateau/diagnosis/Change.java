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
 * @param worseFolds how many of them got worse
 */
record Change(double mean, double z, double t, int folds, int worseFolds) {

    /**
     * Quantile of the normal distribution at 0.9995. Strict, because the spans are chosen after the curve was seen, and because
     * the noise of neighbouring epochs is not quite independent.
     */
    private static final double Z = 3.3;

    /**
     * Quantiles of Student's t at 0.95 for 2 to 9 degrees of freedom (any table); with more, that for 9. Not stricter, because folds
     * differ by much in how far they move even where all of them move the same way; z guards against chance as well.
     */
    private static final double[] T = {2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833};

    /** From so many folds on their spread counts. */
    private static final int FOLDS = 3;

    static Change of(double[] each, double noiseError) {
        Estimate estimate = Estimate.of(Arrays.stream(each).boxed().toList());
        double t = each.length < FOLDS ? Double.NaN : estimate.mean() / estimate.error();
        int worse = (int) Arrays.stream(each).filter(change -> change > 0).count();
        return new Change(estimate.mean(), estimate.mean() / noiseError, t, each.length, worse);
    }

    /** Whether it got worse by more than chance. */
    boolean worse() {
        return mean > 0 && beyondChance(1);
    }

    /** Whether it got better by more than chance. */
    boolean better() {
        return mean < 0 && beyondChance(-1);
    }

    /** Whether one of the two measures tells the change from chance: too little for a finding, too much for "no change". */
    boolean visible() {
        return Math.abs(z) > Z || Math.abs(t) > T[Math.min(T.length, Math.max(FOLDS, folds()) - 2) - 1];
    }

    private boolean beyondChance(int sign) {
        boolean folds = folds() < FOLDS || sign * t > T[Math.min(T.length, folds() - 2) - 1];
        return sign * z > Z && folds;
    }

    /** Whether the mean got worse by more than the noise between epochs, and most folds with it. */
    boolean mostlyWorse() {
        return z > Z && 2 * worseFolds > folds;
    }

    /** The measure in words, for example {@code t = 5.2 over 5 folds}. */
    String measure() {
        return folds < FOLDS
                ? Figures.of(Math.abs(z)) + " times its standard error from the noise between epochs"
                : "t = " + Figures.of(Math.abs(t)) + " over " + folds + " folds, " + worseFolds + " of them worse";
    }
}
