package dev.plateau.nested;

import dev.plateau.curve.Estimate;
import dev.plateau.curve.Goal;
import java.util.List;
import java.util.Optional;

/**
 * The honest score of a search.
 *
 * @param score mean over the outer folds, each read with what was chosen without it; NaN if one of them has none
 * @param error standard error of that mean; NaN for one fold
 * @param optimistic what the search says of itself: the mean of the same folds with what was chosen on them all; NaN if nothing was
 * @param optimism how much better {@code optimistic} is than {@code score}; below 0 if it is worse, NaN if one of them is
 * @param chosen on all folds; empty if all configurations failed
 * @param pending runs of inner folds that have not ended; above 0 there is no score yet, and {@code folds} is empty
 * @param folds in order of repeat, fold
 */
public record NestedScore(
        double score,
        double error,
        double optimistic,
        double optimism,
        Optional<Choice> chosen,
        int pending,
        List<OuterFold> folds) {

    public NestedScore {
        folds = List.copyOf(folds);
    }

    /** Of a search that is not done. */
    public static NestedScore unfinished(int runs) {
        return new NestedScore(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Optional.empty(), runs, List.of());
    }

    /**
     * Of a search that is done.
     *
     * @param chosen on all folds
     * @param own values of the folds with that choice
     */
    public static NestedScore of(Goal goal, Optional<Choice> chosen, List<Double> own, List<OuterFold> folds) {
        Estimate honest = Estimate.of(folds.stream().map(OuterFold::score).toList());
        double optimistic = Estimate.of(own).mean();
        double better = goal == Goal.MINIMIZE ? honest.mean() - optimistic : optimistic - honest.mean();
        return new NestedScore(honest.mean(), honest.error(), optimistic, better, chosen, 0, folds);
    }

    /** Mean and error of the honest score. */
    public Estimate estimate() {
        return new Estimate(score, error, folds.size());
    }
}
