package dev.plateau.stats;

import dev.plateau.curve.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * How much each parameter alone decides which trials are among the best.
 *
 * <p>PED-ANOVA (Watanabe, Bansal and Hutter, IJCAI 2023, theorem 1): the variance that parameter d alone gives to the
 * indicator "is among the best" is {@code v_d = γ² sum over x of p(x) (q(x)/p(x) - 1)²}, where γ is the share of the best, p
 * the distribution of the parameter over all trials and q over the best. {@code explained} is v_d over the whole variance
 * γ (1 - γ) of the indicator, so 0 for a parameter that does not matter, 1 for one that alone decides; what is missing to 1 in
 * the sum belongs to parameters together, and to chance. Differences from the paper:
 *
 * <ul>
 *   <li>p and q are histograms instead of Parzen estimators: a bar for each value of a grid or category, else at most 10 bars
 *       that hold about equally many trials. The divergence does not depend on the scale of a parameter, so bars by rank need
 *       not know whether it was searched on a logarithmic one, and there is no bandwidth to choose.
 *   <li>The best are a tenth of the trials but at least 10, with all that tie with the last of them.
 *   <li>A parameter that exists under a condition is judged among the trials that have it, and counts by their share.
 *   <li>A trial without a score (NaN) is a trial that is not among the best.
 * </ul>
 *
 * @param trials how many trials have the parameter
 * @param explained in [0, 1]
 * @param interval 95 %, of {@code explained}: bias-corrected percentiles (Efron, JASA 82, 1987, section 2) of 499 bootstraps
 *     over trials. Trials that are read off one training count as independent, which they are not: it is then too narrow
 * @param p how often chance alone explains as much: 999 random choices of the best, adjusted by Holm over the parameters
 */
public record Importance(String name, int trials, double explained, Interval interval, double p) {

    /** With fewer the best tenth, at least 10, would be more than half of all. */
    public static final int LEAST_TRIALS = 20;

    private static final int BOOTSTRAPS = 499;
    private static final int SHUFFLES = 999;

    public Importance {
        if (!(trials >= LEAST_TRIALS && explained >= 0 && explained <= 1 && p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("expected " + LEAST_TRIALS + " trials and shares in [0, 1], got "
                    + trials + ", " + explained + ", " + p);
        }
    }

    /**
     * The importance of each parameter that at least {@value #LEAST_TRIALS} trials have, and with more than one value; the most
     * important first. The same arguments give the same numbers.
     *
     * @param scores a trial each, NaN for one that has none because it failed
     * @throws IllegalArgumentException if a column has another number of trials
     */
    public static List<Importance> of(List<Column> columns, List<Double> scores, Goal goal, long seed) {
        List<Bars> all = columns.stream()
                .map(column -> Bars.of(column, scores, goal))
                .filter(bars -> bars.trials() >= LEAST_TRIALS && bars.groups() > 1)
                .toList();
        List<List<Double>> resampled = bootstraps(all, scores.size(), new Random(seed));
        Random random = new Random(seed);
        List<Double> p = Holm.adjusted(
                all.stream().map(bars -> bars.chance(SHUFFLES, random)).toList());
        List<Importance> found = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Bars bars = all.get(i);
            double explained = bars.explained();
            found.add(new Importance(
                    bars.name(),
                    bars.trials(),
                    explained,
                    Bootstrap.interval(resampled.get(i), explained, 0.95),
                    p.get(i)));
        }
        found.sort(Comparator.comparing(Importance::explained).reversed());
        return List.copyOf(found);
    }

    /** Of each column what it explains in each resample; one resample of trials serves all columns. */
    private static List<List<Double>> bootstraps(List<Bars> all, int trials, Random random) {
        List<List<Double>> values = new ArrayList<>();
        all.forEach(bars -> values.add(new ArrayList<>(BOOTSTRAPS)));
        for (int b = 0; b < BOOTSTRAPS && !all.isEmpty(); b++) {
            int[] weights = new int[trials];
            for (int i = 0; i < trials; i++) {
                weights[random.nextInt(trials)]++;
            }
            for (int i = 0; i < all.size(); i++) {
                values.get(i).add(all.get(i).explained(weights));
            }
        }
        return values;
    }
}
