package dev.plateau.diagnosis;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds a fold that calls for another epoch count than the others, and would pay for theirs. */
final class Disagreement {

    /** With two, nobody can say which is the odd one. */
    private static final int FOLDS = 3;

    private static final int POINTS = 20;

    /** Of all epochs: how far the fold's best epoch is from that of the others. */
    private static final double APART = 0.4;

    /** Of all epochs: how far apart the best epochs of the others may be; else no fold is the odd one. */
    private static final double TOGETHER = 0.2;

    /** Of what the fold learned: what the others' best epoch costs it, and the other way round. */
    private static final double COST = 0.1;

    /** Standard errors from the noise between epochs; strict, as each fold is tried. */
    private static final double Z = 4;

    private Disagreement() {}

    static Optional<Diagnosis> of(Traces traces) {
        if (traces.folds() < FOLDS || traces.points() < POINTS) {
            return Optional.empty();
        }
        return IntStream.range(0, traces.folds())
                .mapToObj(fold -> of(traces, fold))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Diagnosis> of(Traces traces, int fold) {
        double[] one = Traces.smooth(traces.fold(fold));
        double[] others = new double[one.length];
        for (int k = 0; k < traces.folds(); k++) {
            for (int i = 0; i < others.length && k != fold; i++) {
                others[i] += traces.fold(k)[i] / (traces.folds() - 1);
            }
        }
        double[] rest = Traces.smooth(others);
        int best = Traces.least(one);
        int theirs = Traces.least(rest);
        double cost = one[theirs] - one[best];
        double theirCost = rest[best] - rest[theirs];
        boolean apart = Math.abs(best - theirs) > APART * one.length;
        int[] bests = IntStream.range(0, traces.folds())
                .filter(k -> k != fold)
                .map(k -> Traces.least(Traces.smooth(traces.fold(k))))
                .sorted()
                .toArray();
        boolean together = bests[bests.length - 1] - bests[0] <= TOGETHER * one.length;
        double error = Traces.noise(traces.fold(fold))
                * Math.sqrt(2.0 / traces.around(best).points());
        double theirError =
                Traces.noise(others) * Math.sqrt(2.0 / traces.around(best).points());
        boolean sure = cost > Z * error && theirCost > Z * theirError;
        boolean matters = cost > COST * (Arrays.stream(one).max().orElseThrow() - one[best])
                && theirCost > COST * (Arrays.stream(rest).max().orElseThrow() - rest[theirs]);
        if (!apart || !together || !sure || !matters) {
            return Optional.empty();
        }
        return Optional.of(new Diagnosis(
                Kind.FOLDS_DISAGREE,
                traces.epoch(best),
                "Fold " + (fold + 1) + " of " + traces.folds() + " is best at epoch " + traces.epoch(best)
                        + ", the others at epoch " + traces.epoch(theirs) + ", which costs it " + Figures.of(cost)
                        + " ("
                        + Figures.of(cost / error) + " times its standard error).",
                "Look at the rows of that fold, or repeat the cross-validation with more folds."));
    }
}
