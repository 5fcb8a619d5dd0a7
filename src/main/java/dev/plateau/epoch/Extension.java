package dev.plateau.epoch;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Estimate;
import dev.plateau.curve.FiniteFolds;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Decides, rung by rung, whether the trainings of one configuration are worth more epochs.
 *
 * <p>Rungs: {@code start}, then a third more epochs each time, {@code limit} at last. All folds train to a rung, then
 * {@link #decide} looks at their curves. With m_k(e) the metric of fold k after epoch e (its sign turned so that less is better), r
 * the rung and p = 3/4 r about the rung before:
 *
 * <pre>{@code
 * before_k = mean of m_k(e) for 3/4 p < e <= p
 * now_k    = mean of m_k(e) for p < e <= r
 * gain     = mean over folds of before_k - now_k
 * total    = mean over folds of m_k(1) - now_k                  what has been gained since the first epoch
 * stop     if r = limit
 *          or 1.25 high <= r, high being the last epoch of the advisor's 95 % interval
 *          or not gain > worth max(0, total)
 * }</pre>
 *
 * <p>The gain of the last quarter of a training stands for that of the next rung, which is as long in proportion: where returns diminish
 * (a power law of the epoch, for one) the next gain is smaller, so that this errs towards training on. Measured in {@code total}, {@code
 * worth} has neither unit nor origin of the metric in it, and a training that has hardly begun to move is not given up for its small
 * steps. What it cannot foresee is a rate that drops after the last rung (a step schedule): start later than the first drop.
 *
 * <p>Measured by {@code ExtensionBench} on 237 searches of up to 80 epochs (small networks on four data sets, 5 folds each, judged by
 * three refits on other rows): with start 20 and worth 0.01 it trained 53 % of the epochs, and the epoch that it chose lost 1.52 % of a
 * trivial model's loss against the refits' best; the advisor on all 80 epochs lost 1.47 %. In the worst search it lost 6.7 % more than
 * that. worth 0.02 took 47 % and lost 1.61 %, 0.03 44 % and 1.78 %. The constants were chosen on most of these very searches; rungs half
 * as long again trained more and lost no less. Refused: a gain within its standard error over the folds counts for nothing. That saved
 * 2 % of the epochs, and in one search cost 17 % of a trivial model's loss.
 *
 * <p>When it stops, the epoch is the advisor's at this rung: the rung itself where the curve was best at its end.
 *
 * <p>A pure function of the curves: the order in which folds arrive, the number of workers and crashes cannot change it.
 *
 * @param start the first rung, epochs, at least {@link #LEAST}
 * @param limit the last rung, epochs, at least {@code start}
 * @param worth the least share of {@code total} that a further rung must promise, in (0, 1)
 */
public record Extension(int start, int limit, double worth) {

    /** Epochs: the strips are then one epoch each, the least that can be compared. */
    public static final int LEAST = 5;

    /** A rung is so many times the one before: the measurement above. Smaller ones decide on strips too short to tell a direction. */
    private static final double GROWTH = 4.0 / 3;

    /** A rung this many times the last epoch of the interval has seen a fifth of itself pass by without a better epoch. */
    private static final double MARGIN = 1.25;

    /** Of the advisor's interval. Not the user's, which may be changed between two sessions of one search. */
    private static final double CONFIDENCE = 0.95;

    /** @throws IllegalArgumentException unless LEAST <= start <= limit and worth is in (0, 1) */
    public Extension {
        if (!(LEAST <= start && start <= limit)) {
            throw new IllegalArgumentException(
                    "expected " + LEAST + " <= start <= limit, got start " + start + " and limit " + limit);
        }
        if (!(worth > 0 && worth < 1)) {
            throw new IllegalArgumentException("worth must be above 0 and below 1, got " + worth);
        }
    }

    /**
     * What to do at a rung.
     *
     * @param more whether to train on
     * @param epochs the next rung if so, or else the epoch at which the training is read
     * @param reason in words, without a full stop
     */
    public record Decision(boolean more, int epochs, String reason) {}

    /**
     * The rung that a training of some epochs is on or on its way to.
     *
     * @param epochs the most that any fold has; 0 for none
     */
    public int rung(int epochs) {
        int rung = start;
        while (rung < Math.min(epochs, limit)) {
            rung = next(rung);
        }
        return rung;
    }

    private int next(int rung) {
        return (int) Math.min(limit, Math.ceil(GROWTH * rung));
    }

    /**
     * Whether to go on from a rung.
     *
     * @param curves of the objective, each up to the rung. Folds that are not finite do not count
     * @param rung as {@link #rung} gives it
     */
    public Decision decide(FoldCurves curves, int rung) {
        if (curves.validation().stream().flatMap(fold -> fold.values().stream()).noneMatch(Double::isFinite)) {
            return new Decision(false, rung, "no fold has a finite value");
        }
        Advice advice = Advisor.advise(curves, CONFIDENCE);
        String best = "best at epoch " + advice.epoch();
        if (rung >= limit) {
            return new Decision(false, advice.epoch(), best + (advice.stillImproving() ? ", still improving" : ""));
        }
        if (MARGIN * advice.high() <= rung) {
            return new Decision(false, advice.epoch(), best + " " + interval(advice) + ", nothing better since");
        }
        List<Curve> folds = FiniteFolds.of(curves.validation()).used();
        int sign = curves.goal() == Goal.MINIMIZE ? 1 : -1;
        Estimate gain = Estimate.of(folds.stream()
                .map(fold -> sign * (strip(fold, before(rung)) - strip(fold, rung)))
                .toList());
        double total = sign
                * Estimate.of(folds.stream()
                                .map(fold -> fold.at(1) - strip(fold, rung))
                                .toList())
                        .mean();
        boolean more = gain.mean() > worth * Math.max(0, total);
        return new Decision(more, more ? next(rung) : advice.epoch(), more ? told(gain) : best + ", " + told(gain));
    }

    private static String interval(Advice advice) {
        return "[" + advice.low() + "-" + advice.high() + "]";
    }

    private static String told(Estimate gain) {
        return String.format(Locale.ROOT, "the last quarter brought %.2g", gain.mean())
                + (gain.count() < 2 ? "" : String.format(Locale.ROOT, " \u00b1 %.2g", gain.error()));
    }

    private static int before(int rung) {
        return (int) Math.round(rung / GROWTH);
    }

    /** The mean of the last quarter up to an epoch; NaN if no epoch of it has a value. */
    private static double strip(Curve fold, int last) {
        return IntStream.rangeClosed(before(last) + 1, last)
                .mapToDouble(fold::at)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
