package dev.plateau.stats;

import dev.plateau.curve.Estimate;
import dev.plateau.curve.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of the best mean and those that cannot be told from it: each other one is compared with the best by the
 * corrected t test, all p values are adjusted by Holm, and those above alpha cannot be told.
 *
 * <p>That no difference was found does not show that there is none: with few folds the group is large.
 *
 * @param best place of the best mean in the list given, the first of equals
 * @param p adjusted p value of each in the order given, 1 for the best itself
 * @param alpha in (0, 1)
 */
public record BestGroup(int best, List<Double> p, double alpha) {

    public BestGroup {
        p = List.copyOf(p);
        if (!(best >= 0 && best < p.size() && alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "expected a place below " + p.size() + " and alpha in (0, 1), got " + best + " and " + alpha);
        }
    }

    /**
     * The group; empty if there is nothing to compare: no configuration, or fewer than 2 folds.
     *
     * @param scores of each configuration its scores on the same folds in the same order, all finite
     * @param testPerTraining as in {@link CorrectedTTest#of}
     * @throws IllegalArgumentException if a score is not finite, or the numbers of scores differ
     */
    public static Optional<BestGroup> of(List<List<Double>> scores, Goal goal, double testPerTraining, double alpha) {
        if (scores.isEmpty() || scores.get(0).size() < 2) {
            return Optional.empty();
        }
        int best = best(scores, goal);
        List<Double> p = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            if (i != best) {
                List<Double> differences = differences(scores.get(i), scores.get(best));
                p.add(CorrectedTTest.of(differences, testPerTraining)
                        .orElseThrow()
                        .p());
            }
        }
        List<Double> adjusted = new ArrayList<>(Holm.adjusted(p));
        adjusted.add(best, 1.0);
        return Optional.of(new BestGroup(best, adjusted, alpha));
    }

    private static int best(List<List<Double>> scores, Goal goal) {
        int best = 0;
        double mean = Double.NaN;
        for (int i = 0; i < scores.size(); i++) {
            double own = Estimate.of(scores.get(i)).mean();
            if (goal.better(own, mean)) {
                best = i;
                mean = own;
            }
        }
        return best;
    }

    /**
     * One minus the other, fold by fold.
     *
     * @throws IllegalArgumentException if their numbers differ
     */
    public static List<Double> differences(List<Double> one, List<Double> other) {
        if (one.size() != other.size()) {
            throw new IllegalArgumentException("expected as many scores, got " + one.size() + " and " + other.size());
        }
        List<Double> differences = new ArrayList<>(one.size());
        for (int i = 0; i < one.size(); i++) {
            differences.add(one.get(i) - other.get(i));
        }
        return differences;
    }

    /** Places of those that cannot be told from the best, in order, without the best itself. */
    public List<Integer> indistinguishable() {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < p.size(); i++) {
            if (i != best && p.get(i) > alpha) {
                places.add(i);
            }
        }
        return List.copyOf(places);
    }
}
