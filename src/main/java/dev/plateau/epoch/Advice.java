package dev.plateau.epoch;

import dev.plateau.curve.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How many epochs to train on all rows, and how sure that is.
 *
 * @param rule that chose
 * @param epoch the recommended count, from 1
 * @param low first epoch of the interval, {@code high} the last
 * @param confidence of the interval, in (0, 1)
 * @param at the metric at the epoch over the folds that were used, not smoothed. Optimistic, because the epoch was chosen on
 *     these very folds
 * @param corrected the metric when every fold is scored at the epoch that the others choose; NaN for one fold
 * @param shorter the shortest training that is worse by at most one standard error of the difference
 * @param lastEpoch the last epoch that every fold used has a value at
 * @param longest the last epoch of any fold
 * @param stillImproving whether the curve has not turned by the last epoch and its last quarter brought more than its standard error:
 *     longer training may well be better
 * @param diverged how many folds were left out because they were not finite
 * @param rules what each rule chooses; PQ is missing without curves on the training rows
 */
public record Advice(
        Rule rule,
        int epoch,
        int low,
        int high,
        double confidence,
        Estimate at,
        double corrected,
        Shorter shorter,
        int lastEpoch,
        int longest,
        boolean stillImproving,
        int diverged,
        Map<Rule, Integer> rules) {

    /** Enough for 99.99 %, too few to show that 0.07 is no binary number. */
    private static final int PERCENT_DIGITS = 4;

    /**
     * A shorter training.
     *
     * @param epoch equal to the recommended one if there is no shorter
     * @param loss how much worse the metric is there than at the recommended epoch, smoothed, paired over folds; positive is
     *     worse
     * @param saved of the epochs, in [0, 1)
     */
    public record Shorter(int epoch, Estimate loss, double saved) {}

    /** @throws IllegalArgumentException unless 1 <= low <= epoch <= high <= lastEpoch and confidence is in (0, 1) */
    public Advice {
        if (!(1 <= low && low <= epoch && epoch <= high && high <= lastEpoch)) {
            throw new IllegalArgumentException("expected 1 <= low <= epoch <= high <= lastEpoch, got " + low + ", "
                    + epoch + ", " + high + ", " + lastEpoch);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be above 0 and below 1, got " + confidence);
        }
        rules = Collections.unmodifiableMap(new EnumMap<>(rules));
    }

    /** The same where something else tells that the curve has levelled off. */
    Advice levelledOff() {
        return new Advice(
                rule, epoch, low, high, confidence, at, corrected, shorter, lastEpoch, longest, false, diverged, rules);
    }

    /** One plain sentence: what was found, how sure it is, and what stands against it. */
    public String reason() {
        return found() + sure() + shortened() + lost() + ".";
    }

    private String found() {
        String curve = at.count() == 1 ? "the curve of the one fold" : "the mean of " + at.count() + " folds";
        return stillImproving
                ? "Train longer than " + epochs(epoch) + ": " + curve + " has not turned by the last" + value()
                : "Train " + epochs(epoch) + ": " + why(curve) + value();
    }

    private String why(String curve) {
        return rule == Rule.AUTO ? curve + " is best about there" : rule.label() + " chose, " + rule.description();
    }

    private static String epochs(int count) {
        return count + (count == 1 ? " epoch" : " epochs");
    }

    private String value() {
        return at.count() == 1
                ? String.format(Locale.ROOT, " (%.4g)", at.mean())
                : String.format(Locale.ROOT, " (%.4g \u00b1 %.4g)", at.mean(), at.error());
    }

    private String sure() {
        String range = low == high ? "epoch " + low : "epochs " + low + " to " + high;
        if (at.count() > 1 && low == high) {
            return "; no other epoch is as good at " + percent(confidence) + " confidence";
        }
        return at.count() == 1
                ? "; one fold does not tell how sure that is, by experience " + range + " at " + percent(confidence)
                : "; " + range + " cannot be told apart at " + percent(confidence) + " confidence";
    }

    private String shortened() {
        return shorter.epoch() < epoch && !stillImproving ? "; " + shorterInWords() : "";
    }

    /** {@code 28 epochs lose 0.002 ± 0.003 and save 30 %}. */
    public String shorterInWords() {
        return String.format(
                Locale.ROOT,
                "%s lose %.2g \u00b1 %.2g and save %.0f %%",
                epochs(shorter.epoch()),
                Math.max(0, shorter.loss().mean()),
                shorter.loss().error(),
                100 * shorter.saved());
    }

    private static String percent(double share) {
        return new BigDecimal(100 * share)
                        .round(new MathContext(PERCENT_DIGITS))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    private String lost() {
        String cut = longest > lastEpoch ? "; only the " + epochs(lastEpoch) + " that all folds have count" : "";
        return diverged == 0
                ? cut
                : cut + "; " + diverged + (diverged == 1 ? " fold" : " folds") + " diverged and did not count";
    }
}
