package dev.plateau.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FiniteFolds;
import dev.plateau.curve.Goal;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Against SciPy 1.17.1: {@code curve_fit(f, e, y, sigma=1/sqrt(e), bounds=..., ftol=xtol=gtol=1e-15)} for e = 1..30, best of 60 starts,
 * the bounds those of the families; noise is {@code 0.02 sin(2.7 e^2)}. Ours stops when a step gains less than 1e-6 of the error, so
 * noisy fits agree to about a thousandth in what they foretell; curves without noise are found again to 1e-6.
 */
class FitTest {

    private static final double EXACT = 1e-6;
    private static final double NOISY = 2e-4;

    /** Twice as far as the curve is known, the shape parameters' last digits show more. */
    private static final double NOISY_FAR = 2e-3;

    private static Fit fit(Family family, DoubleUnaryOperator curve, double noise) {
        List<Double> values = IntStream.rangeClosed(1, 30)
                .mapToObj(e -> curve.applyAsDouble(e) + noise * Math.sin(2.7 * e * e))
                .toList();
        return Fit.of(family, Series.of(FiniteFolds.of(List.of(new Curve(0, 0, values))), Goal.MINIMIZE));
    }

    private static void agrees(Family family, DoubleUnaryOperator curve, double at30, double at60) {
        Fit exact = fit(family, curve, 0);
        assertEquals(curve.applyAsDouble(30), exact.at(30), EXACT, "at 30");
        assertEquals(curve.applyAsDouble(60), exact.at(60), EXACT, "at 60");
        Fit noisy = fit(family, curve, 0.02);
        assertEquals(at30, noisy.at(30), NOISY, "noisy at 30");
        assertEquals(at60, noisy.at(60), NOISY_FAR, "noisy at 60");
    }

    @Test
    void fitsThePowerLawAsSciPyDoes() {
        agrees(Family.POWER, e -> 0.3 + 1.5 * Math.pow(e, -0.8), 0.4008450131, 0.3608400042);
    }

    @Test
    void fitsTheExponentialAsSciPyDoes() {
        agrees(Family.EXPONENTIAL, e -> 0.2 + 1.2 * Math.exp(-e / 7), 0.2172697376, 0.2004190578);
    }

    @Test
    void fitsTheWeibullCurveAsSciPyDoes() {
        agrees(Family.WEIBULL, e -> 0.1 + 2 * Math.exp(-Math.pow(e / 5, 0.6)), 0.2043252187, 0.0998292011);
    }

    @Test
    void fitsTheMmfCurveAsSciPyDoes() {
        agrees(Family.MMF, e -> 0.25 + 1.8 / (1 + Math.pow(e / 6, 1.5)), 0.3969308508, 0.2974274543);
    }

    @Test
    void takesTheWeightedMedianOfTheMembers() {
        assertEquals(3, Ensemble.median(new double[] {9, 3, 1}, new double[] {1, 1, 1}));
        assertEquals(9, Ensemble.median(new double[] {9, 3, 1}, new double[] {3, 1, 1}));
        assertEquals(1, Ensemble.median(new double[] {9, 3, 1}, new double[] {1, 1, 2}));
    }
}
