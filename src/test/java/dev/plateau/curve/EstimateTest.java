package dev.plateau.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {

    /** Rounding of a handful of additions. */
    private static final double ROUNDING = 1e-15;

    /** NumPy 2.4: {@code x.mean()} and {@code x.std(ddof=1) / np.sqrt(5)}. */
    @Test
    void agreesWithNumPyOnTheMeanAndItsStandardError() {
        Estimate estimate = Estimate.of(List.of(0.31, 0.27, 0.35, 0.29, 0.33));
        assertEquals(0.31, estimate.mean(), ROUNDING);
        assertEquals(0.01414213562373095, estimate.error(), ROUNDING);
        assertEquals(5, estimate.count());
    }

    /** By hand: mean 5, sum of squares 32, sd = sqrt(32 / 7), divided by sqrt(8). */
    @Test
    void dividesByOneLessThanTheCount() {
        Estimate estimate = Estimate.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
        assertEquals(5, estimate.mean(), 0);
        assertEquals(Math.sqrt(32.0 / 7 / 8), estimate.error(), ROUNDING);
    }

    @Test
    void givesNoErrorForOneValueAndNoMeanForNone() {
        assertEquals(new Estimate(0.5, Double.NaN, 1), Estimate.of(List.of(0.5)));
        assertEquals(new Estimate(Double.NaN, Double.NaN, 0), Estimate.of(List.of()));
    }

    @Test
    void isNaNWhereAValueIsNaN() {
        assertEquals(new Estimate(Double.NaN, Double.NaN, 2), Estimate.of(List.of(0.5, Double.NaN)));
    }
}
