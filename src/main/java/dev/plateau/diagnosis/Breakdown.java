package dev.plateau.diagnosis;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import java.util.List;
import java.util.Optional;

/** Finds trainings that broke down: values that stop being finite, or end far above where they began. */
final class Breakdown {

    /** A loss on the rows trained on that ends so many times its first value was driven up by the training itself. */
    private static final double TRAINING_GROWTH = 1.5;

    /** The same on validation rows, where overfitting drives it up as well, but hardly so far. */
    private static final double VALIDATION_GROWTH = 20;

    private static final String NEXT = "Lower the learning rate, tenfold to begin with, or clip the gradients.";

    private Breakdown() {}

    /** Folds whose values are infinite, or NaN to the end for longer than a metric that is measured now and then leaves out. */
    static Optional<Diagnosis> notFinite(FoldCurves curves) {
        int lost = 0;
        int first = Integer.MAX_VALUE;
        int started = 0;
        for (int i = 0; i < curves.validation().size(); i++) {
            Curve validation = curves.validation().get(i);
            if (validation.epochs() == 0) {
                continue;
            }
            started++;
            int end = lostFrom(validation);
            for (Curve training : curves.training()) {
                if (training.repeat() == validation.repeat()
                        && training.fold() == validation.fold()
                        && training.epochs() > 0) {
                    end = Math.min(end, lostFrom(training));
                }
            }
            if (end < Integer.MAX_VALUE) {
                lost++;
                first = Math.min(first, end);
            }
        }
        return lost == 0
                ? Optional.empty()
                : Optional.of(new Diagnosis(
                        Kind.DIVERGED,
                        first,
                        lost + " of " + started + (started == 1 ? " fold" : " folds") + (lost == 1 ? " has" : " have")
                                + " no finite value any more, the first from epoch " + first + ".",
                        NEXT));
    }

    /** The first epoch that is lost for good; the largest int if none is. */
    private static int lostFrom(Curve curve) {
        List<Double> values = curve.values();
        int gap = 0;
        int longest = 0;
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            if (Double.isInfinite(value)) {
                return i + 1;
            }
            if (Double.isNaN(value)) {
                gap++;
            } else {
                longest = Math.max(longest, gap);
                gap = 0;
            }
        }
        return gap > longest ? values.size() - gap + 1 : Integer.MAX_VALUE;
    }

    /** Ends far above the start. Only for a metric that gets better downwards and never falls below 0: a loss. */
    static Optional<Diagnosis> grown(Traces traces, boolean training) {
        double start = traces.smooth(0);
        double end = traces.mean(traces.end());
        double growth = training ? TRAINING_GROWTH : VALIDATION_GROWTH;
        int best = traces.best();
        boolean loss = traces.shown(1) > 0 && traces.smooth(best) >= 0 && start > 0;
        if (!(loss && end > growth * start) || traces.points() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Diagnosis(
                Kind.DIVERGED,
                traces.epoch(Math.min(best + 1, traces.points() - 1)),
                "The " + (training ? "training" : "validation") + " metric grew from " + Figures.of(start) + " to "
                        + Figures.of(end) + ", " + Figures.of(end / start) + " times as much.",
                NEXT));
    }
}
