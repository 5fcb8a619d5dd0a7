package dev.plateau.stats;

import dev.plateau.curve.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Histograms of one parameter over all trials that have it and over the best of them. Reasoning: {@link Importance}. Not
 * shared between threads.
 */
final class Bars {

    private static final int LEAST_BEST = 10;
    private static final double BEST = 0.1; // as share of the trials; the paper's choice

    /** Bars of numbers hold at least so many trials, */
    private static final int LEAST_IN_BAR = 10;
    /** but a curve with one peak takes this many to be seen, */
    private static final int LEAST_BARS = 4;
    /** and more than this many show nothing more. */
    private static final int MOST_BARS = 10;

    /** Equal shares may differ by rounding. */
    private static final double ROUNDING = 1e-12;

    private final String name;
    private final int[] order; // trials that have the parameter, the best first, those without a score last
    private final double[] scores; // in that order
    private final int[] bar; // in that order
    private final int groups;
    private final int size;

    private Bars(Column column, int[] order, double[] scores, int[] bar) {
        this.name = column.name();
        this.size = column.size();
        this.order = order;
        this.scores = scores;
        this.bar = bar;
        this.groups = Arrays.stream(bar).max().orElse(-1) + 1;
    }

    static Bars of(Column column, List<Double> scores, Goal goal) {
        if (column.size() != scores.size()) {
            throw new IllegalArgumentException(
                    column.name() + " has " + column.size() + " values for " + scores.size() + " trials");
        }
        int trials = (int) column.groups(1).stream().filter(group -> group >= 0).count();
        List<Integer> group = column.groups(Math.min(MOST_BARS, Math.max(LEAST_BARS, trials / LEAST_IN_BAR)));
        int[] order = IntStream.range(0, scores.size())
                .filter(i -> group.get(i) >= 0)
                .boxed()
                .sorted((one, other) -> goal.better(scores.get(one), scores.get(other))
                        ? -1
                        : goal.better(scores.get(other), scores.get(one)) ? 1 : 0)
                .mapToInt(Integer::intValue)
                .toArray();
        return new Bars(
                column,
                order,
                Arrays.stream(order).mapToDouble(scores::get).toArray(),
                Arrays.stream(order).map(group::get).toArray());
    }

    String name() {
        return name;
    }

    int trials() {
        return order.length;
    }

    int groups() {
        return groups;
    }

    /** What the parameter explains, in [0, 1]. */
    double explained() {
        int[] once = new int[size];
        Arrays.fill(once, 1);
        return explained(once);
    }

    /** The same if each trial counts as often as its weight says. */
    double explained(int[] weights) {
        int[] all = new int[groups];
        int total = 0;
        int present = 0;
        for (int i = 0; i < order.length; i++) {
            all[bar[i]] += weights[order[i]];
            present += weights[order[i]];
        }
        for (int weight : weights) {
            total += weight;
        }
        int[] best = new int[groups];
        int taken = 0;
        int wanted = Math.max(LEAST_BEST, (int) Math.ceil(BEST * present));
        for (int i = 0; i < order.length && !Double.isNaN(scores[i]); i++) {
            if (taken >= wanted && scores[i] != scores[i - 1]) {
                break;
            }
            best[bar[i]] += weights[order[i]];
            taken += weights[order[i]];
        }
        return (double) present / Math.max(1, total) * share(all, best);
    }

    /** Variance between bars of being among the best, over its whole variance; 0 if all or none are. */
    private static double share(int[] all, int[] best) {
        double trials = Arrays.stream(all).sum();
        double among = Arrays.stream(best).sum() / trials;
        double between = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] > 0) {
                double off = (double) best[i] / all[i] - among;
                between += all[i] / trials * off * off;
            }
        }
        return among > 0 && among < 1 ? Math.min(1, between / (among * (1 - among))) : 0;
    }

    /** The share of random choices of the best that explain as much, the one at hand included. */
    double chance(int shuffles, Random random) {
        int[] all = new int[groups];
        Arrays.stream(bar).forEach(b -> all[b]++);
        int[] best = new int[groups];
        int among = best();
        for (int i = 0; i < among; i++) {
            best[bar[i]]++;
        }
        double own = share(all, best);
        int[] mixed = bar.clone();
        int asFar = 1;
        for (int s = 0; s < shuffles; s++) {
            Arrays.fill(best, 0);
            for (int i = 0; i < among; i++) { // the first places of a Fisher-Yates shuffle
                int from = i + random.nextInt(mixed.length - i);
                int swapped = mixed[from];
                mixed[from] = mixed[i];
                mixed[i] = swapped;
                best[swapped]++;
            }
            asFar += share(all, best) >= own - ROUNDING ? 1 : 0;
        }
        return asFar / (shuffles + 1.0);
    }

    /** How many trials are among the best, ties with the last included. */
    private int best() {
        int wanted = Math.max(LEAST_BEST, (int) Math.ceil(BEST * order.length));
        int among = 0;
        while (among < order.length
                && !Double.isNaN(scores[among])
                && (among < wanted || scores[among] == scores[among - 1])) {
            among++;
        }
        return among;
    }
}
