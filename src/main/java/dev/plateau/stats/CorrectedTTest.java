package dev.plateau.stats;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The paired t test for scores of a resampling, whose training sets overlap so that the plain one finds differences where
 * there are none.
 *
 * <p>{@code t = mean / sqrt((1/n + n_test/n_train) s²)} with n - 1 degrees of freedom, where n = folds times repeats and s² is
 * the variance of the n differences with divisor n - 1. Nadeau and Bengio, Inference for the generalization error, Machine
 * Learning 52 (2003), section 3.3, for repeated random splits; for repeated cross-validation as Bouckaert and Frank (PAKDD
 * 2004) use it. Two-sided.
 *
 * <p>Differences that are all the same have no variance: p is 1 if they are 0, else 0 with an infinite statistic.
 *
 * @param count how many differences
 * @param mean of the differences
 * @param error the corrected standard error of the mean
 * @param statistic t; 0 if all differences are 0, infinite if they are all another number
 * @param p two-sided, in [0, 1]
 */
public record CorrectedTTest(int count, double mean, double error, double statistic, double p) {

    public CorrectedTTest {
        if (!(count >= 2 && error >= 0 && p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("expected 2 differences or more, error >= 0 and p in [0, 1], got "
                    + count + ", " + error + ", " + p);
        }
    }

    /**
     * The test of differences of two configurations on the same folds; empty for fewer than 2 differences, which have no
     * variance.
     *
     * @param testPerTraining rows that score a fold per row that trains it, 0.25 for five folds; finite, not below 0. With 0
     *     this is the plain paired t test
     * @throws IllegalArgumentException if a difference is not finite
     */
    public static Optional<CorrectedTTest> of(List<Double> differences, double testPerTraining) {
        if (!(testPerTraining >= 0 && testPerTraining < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a ratio of rows of at least 0, got " + testPerTraining);
        }
        Sample sample = Sample.of(differences);
        if (sample.count() < 2) {
            return Optional.empty();
        }
        double error = Math.sqrt((1.0 / sample.count() + testPerTraining) * sample.variance());
        double statistic = sample.mean() == 0 ? 0 : sample.mean() / error;
        double p = error == 0
                ? (sample.mean() == 0 ? 1 : 0)
                : Math.min(1, 2 * distribution(sample.count()).cumulativeProbability(-Math.abs(statistic)));
        return Optional.of(new CorrectedTTest(sample.count(), sample.mean(), error, statistic, p));
    }

    /**
     * The interval of the mean difference, {@code mean ± t error}.
     *
     * @param level its confidence, in (0, 1)
     */
    public Interval interval(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("expected a level in (0, 1), got " + level);
        }
        double half = error == 0 ? 0 : error * distribution(count).inverseCumulativeProbability(0.5 + level / 2);
        return new Interval(mean - half, mean + half);
    }

    /** Accurate to 1e-13, so that intervals are right to more digits than anybody prints. */
    private static TDistribution distribution(int count) {
        return new TDistribution(null, count - 1.0, 1e-13);
    }
}
