package dev.plateau.epoch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The bootstrap distribution over folds of the place at which the sum of their curves is least (Efron and Tibshirani 1993,
 * chapter 6). Up to 5 folds all draws are enumerated, with their multinomial chances: 126 for 5 folds. Beyond, 250 are drawn.
 */
final class Resampling {

    private static final int MOST_ENUMERATED = 5;
    private static final int DRAWS = 250;

    /** Any number would do; a fixed one makes advice a function of the curves. */
    private static final long SEED = 20260101;

    private final double[][] folds;

    /** How often each fold was drawn, and the chance of that, not yet divided by the sum of all. */
    private record Draw(List<Integer> weights, double chance) {}

    /** @param folds smoothed curves, less is better */
    Resampling(double[][] folds) {
        this.folds = folds;
    }

    /**
     * exp(mean of ln b) over the draws, b the epoch of the least sum.
     *
     * @param epochs of the places, ascending
     */
    double epoch(int[] epochs) {
        double chances = 0;
        double logs = 0;
        double[] total = new double[epochs.length];
        for (Draw draw : draws()) {
            chances += draw.chance();
            logs += draw.chance() * Math.log(epochs[best(draw.weights(), total)]);
        }
        return Math.exp(logs / chances);
    }

    private int best(List<Integer> weights, double[] total) {
        Arrays.fill(total, 0);
        for (int k = 0; k < folds.length; k++) {
            int weight = weights.get(k);
            if (weight > 0) {
                double[] fold = folds[k];
                for (int i = 0; i < total.length; i++) {
                    total[i] += weight * fold[i];
                }
            }
        }
        return Pooled.best(total);
    }

    private List<Draw> draws() {
        List<Draw> draws = new ArrayList<>();
        int count = folds.length;
        if (count <= MOST_ENUMERATED) {
            enumerate(new int[count], 0, count, 1, draws);
            return draws;
        }
        Random random = new Random(SEED);
        for (int i = 0; i < DRAWS; i++) {
            int[] weights = new int[count];
            for (int k = 0; k < count; k++) {
                weights[random.nextInt(count)]++;
            }
            draws.add(new Draw(Arrays.stream(weights).boxed().toList(), 1));
        }
        return draws;
    }

    /** Weights from a fold on that sum up to what is left; the chance of w is proportional to 1 / (w_1! ... w_K!). */
    private static void enumerate(int[] weights, int fold, int left, double chance, List<Draw> draws) {
        if (fold == weights.length - 1) {
            weights[fold] = left;
            draws.add(new Draw(Arrays.stream(weights).boxed().toList(), chance / factorial(left)));
            return;
        }
        for (int weight = 0; weight <= left; weight++) {
            weights[fold] = weight;
            enumerate(weights, fold + 1, left - weight, chance / factorial(weight), draws);
        }
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }
}
