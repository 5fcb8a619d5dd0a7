package dev.plateau.stats;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.special.Gamma;

/**
 * How large a paired difference is against its own scatter.
 *
 * <p>0 if all differences are 0, infinite if they are all another number.
 *
 * @param cohen d_z = mean / standard deviation of the differences (Cohen, Statistical Power Analysis, 1988, section 2.3.5)
 * @param hedges the same without the bias of small samples: d_z J(n - 1), {@code J(m) = Γ(m/2) / (sqrt(m/2) Γ((m-1)/2))}
 *     (Hedges, Journal of Educational Statistics 6, 1981); NaN for 2 differences, where J is not defined
 */
public record EffectSize(double cohen, double hedges) {

    /**
     * The effect in differences on the same folds; empty for fewer than 2.
     *
     * @throws IllegalArgumentException if a difference is not finite
     */
    public static Optional<EffectSize> of(List<Double> differences) {
        Sample sample = Sample.of(differences);
        if (sample.count() < 2) {
            return Optional.empty();
        }
        double cohen = sample.mean() == 0 ? 0 : sample.mean() / Math.sqrt(sample.variance());
        return Optional.of(new EffectSize(cohen, cohen == 0 ? 0 : cohen * correction(sample.count() - 1)));
    }

    private static double correction(int degrees) {
        return degrees < 2
                ? Double.NaN
                : Math.exp(Gamma.logGamma(degrees / 2.0) - Gamma.logGamma((degrees - 1) / 2.0))
                        / Math.sqrt(degrees / 2.0);
    }
}
