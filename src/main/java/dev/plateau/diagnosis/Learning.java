package dev.plateau.diagnosis;

import java.util.Optional;

/** Tells how much was learned: nothing, too little, or less than the noise. */
final class Learning {

    /** Points below which a curve says nothing about what it learned. */
    private static final int POINTS = 5;

    /** Of the starting value: a metric that moved by less did not learn, however certainly it moved. */
    private static final double NOTHING = 0.005;

    /** Of the first training value, itself a mean over the first epoch: a validation below was learned within that epoch. */
    private static final double LEARNED_BEFORE = 0.9;

    /** Of what is between the start and a perfect value: a training that leaves more than this did not fit its own rows. */
    private static final double LEFT = 0.3;

    /** Of the training value: the gap between validation and training below which it is no overfitting that keeps validation up. */
    private static final double GAP = 0.2;

    /** Of what is left to a perfect value on the rows trained on: gaining less over the last quarter is standing still. */
    private static final double STILL = 0.03;

    /** With fewer, the last quarter says little. */
    private static final int STILL_POINTS = 20;

    /** Epoch noise of the fold mean as a share of what was learned: two epochs then differ by chance as much as by a third of it. */
    private static final double NOISY = 0.15;

    /** Of the best value: noise below does not matter, whatever was learned. */
    private static final double NOISY_LEVEL = 0.02;

    private Learning() {}

    /** No better than at the start, nor worse, as far as chance lets one tell. */
    static Optional<Diagnosis> flat(Traces traces, Optional<Traces> training) {
        Traces.Span start = new Traces.Span(0, 1);
        double first = traces.mean(start);
        double best = traces.smooth(traces.best());
        if (traces.points() < POINTS || traces.toPerfect(first) == 0) {
            return Optional.empty();
        }
        Change toBest = traces.change(start, traces.around(traces.best()));
        Change toEnd = traces.change(start, traces.end());
        boolean moved = -toBest.mean() > NOTHING * Math.abs(first) && toBest.visible();
        boolean rose = toEnd.mean() > NOTHING * Math.abs(first) && toEnd.visible();
        boolean learnedBefore =
                training.map(t -> best < LEARNED_BEFORE * t.smooth(0)).orElse(false);
        if (moved || rose || learnedBefore) {
            return Optional.empty();
        }
        String trained = training.filter(t -> t.points() == traces.points())
                .filter(t -> t.change(start, t.end()).better() && t.learned() > LEFT * Math.abs(t.smooth(0)))
                .map(t -> ", while training went from " + Figures.of(t.shown(t.mean(start))) + " to "
                        + Figures.of(t.shown(t.mean(t.end()))))
                .orElse("");
        return Optional.of(new Diagnosis(
                Kind.FLAT,
                traces.lastEpoch(),
                "Validation was " + Figures.of(traces.shown(first)) + " at the start and "
                        + Figures.of(traces.shown(best)) + " at best, no more apart than noise of "
                        + Figures.of(traces.noise())
                        + " an epoch makes it" + trained + ".",
                trained.isEmpty()
                        ? "Raise the learning rate; if that changes nothing, check that the inputs say anything about the label."
                        : "Check that the inputs say anything about the label: what is learned does not carry over."));
    }

    /** Stands still far from perfect, and not better on the rows trained on than on the others. */
    static Optional<Diagnosis> underfitted(Traces traces, Traces training) {
        if (training.points() < STILL_POINTS || training.points() != traces.points()) {
            return Optional.empty();
        }
        int points = training.points();
        int quarter = points / 4;
        double end = training.mean(training.end());
        double left = training.toPerfect(end) / training.toPerfect(training.smooth(0));
        double fallen = training.mean(new Traces.Span(points - 2 * quarter, points - quarter))
                - training.mean(new Traces.Span(points - quarter, points));
        boolean still = fallen < STILL * training.toPerfect(end);
        double gap = traces.mean(traces.end()) - end;
        if (!(left > LEFT) || !still || gap > GAP * Math.abs(end)) {
            return Optional.empty();
        }
        return Optional.of(new Diagnosis(
                Kind.UNDERFITTED,
                training.lastEpoch(),
                "On the very rows trained on, the metric stands still at " + Figures.of(training.shown(end)) + ", "
                        + Figures.percent(left) + " of where it started from a perfect value, and validation is only "
                        + Figures.of(Math.abs(gap)) + (gap < 0 ? " better." : " worse."),
                "Use a larger network or less regularisation; more epochs will not help."));
    }

    /** Two epochs differ by chance by a good part of what was learned. */
    static Optional<Diagnosis> noisy(Traces traces) {
        double learned = Math.max(traces.learned(), traces.fromFirst());
        double noise = traces.noise();
        boolean noisy = noise > NOISY * learned && noise > NOISY_LEVEL * Math.abs(traces.smooth(traces.best()));
        if (traces.points() < 2 * POINTS || !noisy || !(learned > 0)) {
            return Optional.empty();
        }
        return Optional.of(new Diagnosis(
                Kind.NOISY,
                traces.lastEpoch(),
                "Validation moves by " + Figures.of(noise)
                        + " from epoch to epoch (standard deviation of the fold mean), "
                        + Figures.percent(noise / learned) + " of the " + Figures.of(learned) + " that it improved by.",
                "Repeat the cross-validation with other folds, use larger batches or let the learning rate fall; a single epoch's"
                        + " value says little."));
    }
}
