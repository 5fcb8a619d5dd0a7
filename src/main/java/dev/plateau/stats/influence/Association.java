package dev.plateau.stats.influence;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/** How much one number hangs on a group or on another number. */
final class Association {

    /** Below 5 values the interval of a rank correlation is nearly everything. */
    private static final int LEAST_FOR_CORRELATION = 5;

    private Association() {}

    /**
     * Eta squared: the part of the variance of values that lies between their groups, {@code sum n_g (m_g - m)^2 / sum (x - m)^2}, in [0, 1]. NaN if
     * all values are equal. Few values a group make it large by chance.
     */
    static double share(List<double[]> groups) {
        double mean = groups.stream().flatMapToDouble(Arrays::stream).average().orElse(Double.NaN);
        double all = groups.stream()
                .flatMapToDouble(Arrays::stream)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double between = groups.stream()
                .mapToDouble(group -> {
                    double off = Arrays.stream(group).average().orElse(mean) - mean;
                    return group.length * off * off;
                })
                .sum();
        return all > 0 ? between / all : Double.NaN;
    }

    /**
     * Whether groups differ, by ranks (Kruskal and Wallis 1952): {@code H = (12 / (n (n + 1)) sum R_g^2 / n_g - 3 (n + 1)) / (1 - sum (t^3 - t) / (n^3 -
     * n))}, R_g the sum of ranks of a group, t the size of each tie; p from chi squared with one degree less than groups. NaN if all values
     * are equal or there is one group.
     */
    static GroupTest kruskalWallis(List<double[]> groups) {
        double[] all = groups.stream().flatMapToDouble(Arrays::stream).toArray();
        double[] ranks = ranks(all);
        int n = all.length;
        double sum = 0;
        int from = 0;
        for (double[] group : groups) {
            double ranked = Arrays.stream(ranks, from, from + group.length).sum();
            sum += ranked * ranked / group.length;
            from += group.length;
        }
        double correction = 1 - ties(all) / (Math.pow(n, 3) - n);
        double statistic = (12.0 / (n * (n + 1.0)) * sum - 3 * (n + 1.0)) / correction;
        return groups.size() < 2 || !(correction > 0)
                ? new GroupTest(Double.NaN, Double.NaN)
                : new GroupTest(
                        statistic,
                        1 - new ChiSquaredDistribution(null, groups.size() - 1.0).cumulativeProbability(statistic));
    }

    private static double ties(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[start]) {
                sum += Math.pow(i - start, 3) - (i - start);
                start = i;
            }
        }
        return sum;
    }

    /**
     * Spearman's rank correlation. The interval is Fisher's {@code tanh(atanh(r) -+ z sqrt((1 + r^2 / 2) / (n - 3)))} with the variance of Bonett and Wright
     * (Psychometrika 65, 2000, equation 4). NaN if one side is constant; no interval below 5 values.
     */
    static Interval correlation(double[] one, double[] other, double confidence) {
        int n = one.length;
        double r = n < 2 ? Double.NaN : new PearsonsCorrelation().correlation(ranks(one), ranks(other));
        if (n < LEAST_FOR_CORRELATION || Double.isNaN(r)) {
            return new Interval(r, Double.NaN, Double.NaN);
        }
        double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(1 - (1 - confidence) / 2);
        double reach = z * Math.sqrt((1 + r * r / 2) / (n - 3));
        double middle = 0.5 * Math.log((1 + r) / (1 - r));
        return Math.abs(r) >= 1
                ? new Interval(r, r, r)
                : new Interval(r, Math.tanh(middle - reach), Math.tanh(middle + reach));
    }

    private static double[] ranks(double[] values) {
        return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(values);
    }
}
