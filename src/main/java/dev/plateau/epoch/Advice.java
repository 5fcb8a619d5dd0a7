package dev.plateau.epoch;

import dev.plateau.curve.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * How many epochs to train, and how sure that is.
 *
 * @param epoch the recommended count, from 1
 * @param low first epoch of the interval, equal to {@code epoch} if one fold gave no interval
 * @param high last epoch of the interval, likewise
 * @param confidence of the interval, in (0, 1)
 * @param at the metric at the epoch over the folds that were used, not smoothed. Optimistic, because the epoch was chosen on
 *     these very folds (Tibshirani and Tibshirani 2009)
 * @param lastEpoch the last epoch that every fold used has a value at
 * @param stillImproving whether the recommended epoch is the last: longer training may well be better
 * @param diverged how many folds were left out because they were not finite
 */
public record Advice(
        int epoch,
        int low,
        int high,
        double confidence,
        Estimate at,
        int lastEpoch,
        boolean stillImproving,
        int diverged) {

    /** Enough for 99.99 %, too few to show that 0.07 is no binary number. */
    private static final int PERCENT_DIGITS = 4;

    /** @throws IllegalArgumentException unless 1 <= low <= epoch <= high <= lastEpoch and confidence is in (0, 1) */
    public Advice {
        if (!(1 <= low && low <= epoch && epoch <= high && high <= lastEpoch)) {
            throw new IllegalArgumentException("expected 1 <= low <= epoch <= high <= lastEpoch, got " + low + ", "
                    + epoch + ", " + high + ", " + lastEpoch);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be above 0 and below 1, got " + confidence);
        }
    }

    /** One plain sentence: what was found, how sure it is, and what stands against it. */
    public String reason() {
        return found() + sure() + lost() + ".";
    }

    private String found() {
        String curve = at.count() == 1 ? "smoothed curve of the one fold" : "smoothed mean of " + at.count() + " folds";
        String epochs = epoch + (epoch == 1 ? " epoch" : " epochs");
        return stillImproving
                ? "Train longer than " + epochs + ": the " + curve + " is best at the last" + value()
                : "Train " + epochs + ": the " + curve + " is best there" + value();
    }

    private String value() {
        return at.count() == 1
                ? String.format(Locale.ROOT, " (%.4g)", at.mean())
                : String.format(Locale.ROOT, " (%.4g \u00b1 %.4g)", at.mean(), at.error());
    }

    private String sure() {
        if (at.count() == 1) {
            return "; one fold gives no interval";
        }
        String percent = new BigDecimal(100 * confidence)
                .round(new MathContext(PERCENT_DIGITS))
                .stripTrailingZeros()
                .toPlainString();
        String range = low == high ? "epoch " + low : "epochs " + low + " to " + high;
        return "; the " + percent + " % interval from resampled folds is " + range;
    }

    private String lost() {
        return diverged == 0
                ? ""
                : "; " + diverged + (diverged == 1 ? " fold" : " folds") + " diverged and did not count";
    }
}
