package dev.plateau.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.special.Erf;

/**
 * Wilcoxon's signed-rank test: whether differences lie symmetrically about zero. Two-sided.
 *
 * <p>Differences of zero are left out (Wilcoxon's way; Pratt's would rank them first). Equal sizes share their mean rank. Up to
 * {@value #MOST_EXACT} differences p is exact, with ties too: of all 2^n ways to give the ranks signs, the share whose sum is
 * as far out, twice the smaller tail, at most 1. Above, the normal approximation without continuity correction, its variance
 * {@code n(n+1)(2n+1)/24 - sum(t³ - t)/48} over groups of t ties (Lehmann, Nonparametrics, 1975, section 3.2).
 *
 * <p>As SciPy's {@code wilcoxon} with its defaults, but for ties and zeros among 14 to 50 differences, where SciPy approximates.
 *
 * @param count differences other than zero
 * @param positive sum of the ranks of the differences above zero
 * @param negative sum of the ranks of those below
 * @param p 1 if all differences are zero
 */
public record WilcoxonTest(int count, double positive, double negative, double p) {

    private static final int MOST_EXACT = 50;

    public WilcoxonTest {
        if (!(count >= 0 && p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("expected a count and p in [0, 1], got " + count + " and " + p);
        }
    }

    /** @throws IllegalArgumentException if a difference is not finite */
    public static WilcoxonTest of(List<Double> differences) {
        Sample.of(differences); // refuses what is not finite
        List<Double> sorted = differences.stream()
                .filter(difference -> difference != 0)
                .sorted(Comparator.comparing(Math::abs))
                .toList();
        List<Integer> doubled = doubledRanks(sorted);
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i) > 0) {
                positive += doubled.get(i) / 2.0;
            } else {
                negative += doubled.get(i) / 2.0;
            }
        }
        double smaller = Math.min(positive, negative);
        double p = sorted.size() <= MOST_EXACT ? exact(doubled, smaller) : normal(sorted, smaller);
        return new WilcoxonTest(sorted.size(), positive, negative, p);
    }

    /** The smaller of the two sums, which SciPy calls the statistic. */
    public double statistic() {
        return Math.min(positive, negative);
    }

    /**
     * The matched-pairs rank-biserial correlation, from -1 (all below zero) to 1; 0 if all are zero. Kerby, Comprehensive
     * Psychology 3 (2014), {@code (positive - negative) / (positive + negative)}.
     */
    public double rankBiserial() {
        return count == 0 ? 0 : (positive - negative) / (positive + negative);
    }

    /** Twice the mean ranks, which are whole numbers even where ranks are shared. */
    private static List<Integer> doubledRanks(List<Double> sorted) {
        List<Integer> ranks = new ArrayList<>();
        while (ranks.size() < sorted.size()) {
            int from = ranks.size();
            int to = endOfTie(sorted, from);
            for (int i = from; i < to; i++) {
                ranks.add(from + 1 + to);
            }
        }
        return ranks;
    }

    private static int endOfTie(List<Double> sorted, int from) {
        int to = from;
        while (to < sorted.size() && Math.abs(sorted.get(to)) == Math.abs(sorted.get(from))) {
            to++;
        }
        return to;
    }

    /** Counts the sets of ranks by their sum; doubles hold 2^50 ways exactly. */
    private static double exact(List<Integer> doubled, double smaller) {
        int total = doubled.stream().mapToInt(Integer::intValue).sum();
        double[] ways = new double[total + 1];
        ways[0] = 1;
        for (int rank : doubled) {
            for (int sum = total; sum >= rank; sum--) {
                ways[sum] += ways[sum - rank];
            }
        }
        double tail = Arrays.stream(ways, 0, (int) Math.round(2 * smaller) + 1).sum();
        return Math.min(1, 2 * tail / Math.pow(2, doubled.size()));
    }

    private static double normal(List<Double> sorted, double smaller) {
        double n = sorted.size();
        double ties = 0;
        for (int from = 0; from < sorted.size(); ) {
            int to = endOfTie(sorted, from);
            double tied = to - from;
            ties += tied * tied * tied - tied;
            from = to;
        }
        double variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
        double z = (smaller - n * (n + 1) / 4) / Math.sqrt(variance);
        return Math.min(1, Erf.erfc(-z / Math.sqrt(2)));
    }
}
