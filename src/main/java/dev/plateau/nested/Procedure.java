package dev.plateau.nested;

import dev.plateau.curve.Estimate;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Advisor;
import dev.plateau.epoch.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The choice that a search ends with: a configuration by its mean score over folds, then an epoch count from its curves. */
public final class Procedure {

    /** Of an interval that nobody asks for; the epoch does not depend on it. */
    private static final double CONFIDENCE = 0.95;

    private final Goal goal;
    private final int folds;
    private final Rule rule;

    /**
     * @param folds how many scores make a trial complete
     * @param rule that chooses the epoch count
     */
    public Procedure(Goal goal, int folds, Rule rule) {
        this.goal = goal;
        this.folds = folds;
        this.rule = rule;
    }

    /**
     * The choice on the evidence of some folds. Of trials with equal means the one with the least number.
     *
     * @param scores of each trial on the folds, in their order; a trial that lacks one has failed and cannot be chosen, nor one whose mean
     *     is NaN
     * @param curves of a trial's training on the same folds, all epochs of it; asked for the one trial that was chosen
     * @return empty if no trial can be chosen, or its curves have no finite value
     */
    public Optional<Choice> choose(Map<Integer, List<Double>> scores, IntFunction<FoldCurves> curves) {
        int best = 0;
        double least = Double.NaN;
        for (Map.Entry<Integer, List<Double>> trial : new TreeMap<>(scores).entrySet()) {
            double mean = Estimate.of(trial.getValue()).mean();
            if (trial.getValue().size() == folds && goal.better(mean, least)) {
                best = trial.getKey();
                least = mean;
            }
        }
        return best == 0 ? Optional.empty() : at(best, curves.apply(best));
    }

    private Optional<Choice> at(int trial, FoldCurves curves) {
        boolean known = curves.validation().stream()
                .flatMap(fold -> fold.values().stream())
                .anyMatch(Double::isFinite);
        return known
                ? Optional.of(new Choice(
                        trial, Advisor.advise(curves, rule, CONFIDENCE).epoch()))
                : Optional.empty();
    }
}
