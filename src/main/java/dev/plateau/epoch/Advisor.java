package dev.plateau.epoch;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Estimate;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Stopping.Choice;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Chooses the epoch count for a training on all rows from cross-validated curves.
 *
 * <p>How {@link Rule#AUTO} decides. With m_k(e) the metric of fold k after epoch e (less is better), K folds, and E epochs that
 * all of them reached:
 *
 * <pre>{@code
 * s_k(e)  = m_k smoothed by local lines over log epochs, see Smoothing
 * b(w)    = argmin_e sum_k w_k s_k(e), for each way w to draw K of the K folds with replacement, see Resampling
 * epoch   = exp(mean of ln b)
 * }</pre>
 *
 * <p>Folds are pooled before choosing, because their own best epochs are mostly noise. Smoothing follows log epochs, because a
 * window of fixed width is too wide for a minimum at epoch 5 and too narrow for one at epoch 200. The minimum of a mean jumps
 * from bump to bump with each row that is in or out; its mean over resampled folds does not (bagging, Breiman 1996).
 *
 * <p>What it lost: {@code BackTestBench} prints it, and its table stands in this room's plate, with what was tried and refused.
 *
 * <p>The interval holds every epoch that a paired t test over folds, two-sided at the asked confidence, cannot tell from the
 * minimum b of their mean s, from the first to the last of them: s(e) - s(b) <= t error(e, b), t the quantile with K - 1 degrees of freedom. In the
 * back-test it held the best epoch of a training on all rows about as often as it says; the percentile bootstrap of b over
 * folds, which was here before, held it in 67 % at 95 % (of 134 cases). For one fold the error is guessed, t
 * has infinitely many degrees of freedom, and the reason says so.
 *
 * <p>The corrected estimate scores every fold at the epoch that the other folds choose (for K = 1: NaN). Tibshirani and
 * Tibshirani 2009 add mean_k [m_k(epoch) - min m_k] instead; that was further from the loss of the training on all rows.
 *
 * <p>Thread-safe; gives equal advice for equal curves.
 */
public final class Advisor {

    /** Of the epochs: where the end of a curve begins. */
    private static final double LATE = 0.75;

    private Advisor() {}

    /** {@link #advise(FoldCurves, Rule, double)} by {@link Rule#AUTO}. */
    public static Advice advise(FoldCurves curves, double confidence) {
        return advise(curves, Rule.AUTO, confidence);
    }

    /**
     * How many epochs to train, from the curves of one configuration.
     *
     * @param curves of the objective. Only the epochs that every fold reached count. Empty curves are passed over. A fold
     *     without a finite value where another has one diverged and is left out. An epoch at which no fold has a value is
     *     passed over
     * @param rule that chooses; PQ without curves on the training rows chooses as AUTO does
     * @param confidence of the interval, in (0, 1)
     * @throws IllegalArgumentException if confidence is out of range or no fold has a finite value
     */
    public static Advice advise(FoldCurves curves, Rule rule, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be above 0 and below 1, got " + confidence);
        }
        Pooled pooled = Pooled.of(curves);
        Map<Rule, Choice> choices = Rules.all(pooled, pooled.trainingMean(curves));
        Choice chosen = choices.getOrDefault(rule, java.util.Objects.requireNonNull(choices.get(Rule.AUTO)));
        return new Advising(pooled, curves, confidence).at(rule, chosen.place(), epochs(pooled, choices));
    }

    private static Map<Rule, Integer> epochs(Pooled pooled, Map<Rule, Choice> choices) {
        Map<Rule, Integer> epochs = new EnumMap<>(Rule.class);
        choices.forEach((rule, choice) -> epochs.put(rule, pooled.epochs[choice.place()]));
        return epochs;
    }

    /** The advice about one place of pooled folds. */
    private record Advising(Pooled pooled, FoldCurves curves, double confidence) {

        Advice at(Rule rule, int place, Map<Rule, Integer> rules) {
            Differences differences = Differences.smoothed(pooled);
            int best = Pooled.best(pooled.smooth);
            double errors = quantile();
            int low = Math.min(place, differences.earliest(best, errors));
            int high = Math.max(place, differences.latest(best, errors));
            int last = pooled.epochs.length - 1;
            boolean late = high == last && pooled.epochs[low] > LATE * pooled.epochs[last];
            boolean improving = (place == last || late) && fallsAtTheEnd();
            return new Advice(
                    rule,
                    pooled.epochs[place],
                    pooled.epochs[low],
                    pooled.epochs[high],
                    confidence,
                    unsigned(Rules.at(pooled, place)),
                    corrected(rule),
                    shorter(differences, place),
                    pooled.epochs[last],
                    curves.validation().stream().mapToInt(Curve::epochs).max().orElseThrow(),
                    improving,
                    pooled.finite.leftOut(),
                    rules);
        }

        /** Whether the last quarter brought more than its own standard error; one epoch alone may always be the first of many. */
        private boolean fallsAtTheEnd() {
            int last = pooled.epochs.length - 1;
            int late = Math.min(pooled.atLeast(Math.round(LATE * pooled.epochs[last])), Math.max(0, last - 1));
            Differences differences = Differences.noisy(pooled);
            return last == 0 || differences.mean(late, last) > differences.error(late, last);
        }

        private double quantile() {
            double probability = (1 + confidence) / 2;
            return pooled.count() == 1
                    ? new org.apache.commons.math3.distribution.NormalDistribution(null, 0, 1)
                            .inverseCumulativeProbability(probability)
                    : new TDistribution(null, pooled.count() - 1).inverseCumulativeProbability(probability);
        }

        private Estimate unsigned(Estimate signed) {
            return new Estimate(unsigned(signed.mean()), signed.error(), signed.count());
        }

        private double unsigned(double value) {
            return curves.goal() == Goal.MINIMIZE ? value : 0 - value;
        }

        /** Each fold at the epoch that the rule takes from the others; NaN for one fold. */
        private double corrected(Rule rule) {
            if (pooled.count() == 1) {
                return Double.NaN;
            }
            double sum = 0;
            for (int fold = 0; fold < pooled.count(); fold++) {
                sum += pooled.folds[fold][place(rule, pooled.without(fold))];
            }
            return unsigned(sum / pooled.count());
        }

        private int place(Rule rule, Pooled others) {
            int auto = Rules.auto(others);
            return rule == Rule.AUTO
                    ? auto
                    : Rules.all(others, pooled.trainingMean(curves))
                            .getOrDefault(rule, new Choice(auto, 0))
                            .place();
        }

        private Advice.Shorter shorter(Differences differences, int place) {
            int early = differences.earliest(place, 1);
            Estimate loss =
                    new Estimate(differences.mean(early, place), differences.error(early, place), pooled.count());
            double saved = 1 - (double) pooled.epochs[early] / pooled.epochs[place];
            return new Advice.Shorter(pooled.epochs[early], loss, saved);
        }
    }
}
