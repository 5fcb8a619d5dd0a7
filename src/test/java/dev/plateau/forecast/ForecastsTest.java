package dev.plateau.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastsTest {

    private static final double CONFIDENCE = 0.95;

    private static Curve curve(int fold, int epochs, IntToDoubleFunction value) {
        return new Curve(
                0,
                fold,
                IntStream.rangeClosed(1, epochs).mapToDouble(value).boxed().toList());
    }

    private static double falling(int epoch) {
        return 0.3 + 1.2 * Math.exp(-epoch / 15.0);
    }

    /** Folds that differ in level, with noise of standard deviation 0.01. */
    private static FoldCurves noisy(Goal goal, int sign, int epochs) {
        Random random = new Random(3);
        List<Curve> folds = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            double level = 0.02 * k;
            folds.add(curve(k, epochs, e -> sign * (falling(e) + level + 0.01 * random.nextGaussian())));
        }
        return FoldCurves.of(goal, folds);
    }

    private static FoldCurves single(int epochs, IntToDoubleFunction value) {
        return FoldCurves.of(Goal.MINIMIZE, List.of(curve(0, epochs, value)));
    }

    /** Without noise the truth is the formula: at 30 epochs it is at 0.462, at 60 at 0.322. */
    @Test
    void foretellsAnExponentialThatIsStillFalling() {
        Forecast forecast = Forecasts.of(single(30, ForecastsTest::falling), 30, CONFIDENCE);
        assertEquals(Forecast.Model.ENSEMBLE, forecast.model());
        assertEquals(30, forecast.lastEpoch());
        assertEquals(30, forecast.beyond().size());
        assertEquals(31, forecast.beyond().get(0).epoch());
        assertEquals(falling(60), forecast.beyond().get(29).mean(), 0.02);
        assertEquals(falling(30) - falling(60), forecast.gain().mean(), 0.05);
        assertTrue(forecast.why().startsWith("Extrapolated: "), forecast::why);
    }

    /** The mean of the folds lies 0.04 above the formula. */
    @Test
    void holdsTheTruthInItsBandThatWidensWithTheEpochs() {
        Forecast forecast = Forecasts.of(noisy(Goal.MINIMIZE, 1, 30), 30, CONFIDENCE);
        Forecast.Outlook near = forecast.beyond().get(0);
        Forecast.Outlook far = forecast.beyond().get(29);
        assertTrue(far.low() < falling(60) + 0.04 && falling(60) + 0.04 < far.high(), far::toString);
        assertTrue(far.high() - far.low() > near.high() - near.low(), () -> near + " " + far);
        Forecast narrower = Forecasts.of(noisy(Goal.MINIMIZE, 1, 30), 30, 0.5);
        assertEquals(
                // Quantiles of the normal distribution at 0.75 and 0.975, from any table.
                0.6744898 / 1.9599640,
                (narrower.beyond().get(29).high() - narrower.beyond().get(29).low()) / (far.high() - far.low()),
                1e-6);
    }

    @Test
    void turnsAMaximisedMetricRound() {
        Forecast down = Forecasts.of(noisy(Goal.MINIMIZE, 1, 30), 10, CONFIDENCE);
        Forecast up = Forecasts.of(noisy(Goal.MAXIMIZE, -1, 30), 10, CONFIDENCE);
        assertEquals(down.gain(), up.gain());
        assertEquals(-down.beyond().get(9).mean(), up.beyond().get(9).mean());
        assertEquals(-down.beyond().get(9).low(), up.beyond().get(9).high());
    }

    @Test
    void staysAtTheBestSoFarWhereCurvesDoNotBeatIt() {
        Forecast constant = Forecasts.of(single(40, e -> 0.5), 20, CONFIDENCE);
        assertEquals(Forecast.Model.BEST_SO_FAR, constant.model());
        assertEquals(new Forecast.Outlook(60, 0.5, 0.5, 0.5), constant.beyond().get(19));
        assertEquals(new Gain(20, 0, 0, 0), constant.gain());
        assertTrue(
                constant.why().startsWith("Taken to stay at the best so far, as curves do not beat that: "),
                constant::why);
        Random random = new Random(1);
        Forecast noise = Forecasts.of(single(60, e -> 0.5 + 0.02 * random.nextGaussian()), 20, CONFIDENCE);
        assertEquals(0, noise.gain().mean(), 0.01);
        assertTrue(
                noise.gain().high() > 0 && noise.gain().low() < 0,
                () -> noise.gain().toString());
    }

    @Test
    void saysThatFewEpochsAreTooFew() {
        for (int epochs = 1; epochs < 8; epochs++) {
            Forecast forecast = Forecasts.of(single(epochs, ForecastsTest::falling), 5, CONFIDENCE);
            assertEquals(Forecast.Model.BEST_SO_FAR, forecast.model());
            assertEquals(falling(epochs), forecast.beyond().get(4).mean(), 1e-12);
            assertTrue(forecast.why().contains("too few"), forecast::why);
        }
    }

    @Test
    void leavesOutFoldsThatDivergedAndEpochsThatNotAllReached() {
        List<Curve> folds = new ArrayList<>(noisy(Goal.MINIMIZE, 1, 30).validation());
        Forecast without = Forecasts.of(FoldCurves.of(Goal.MINIMIZE, folds), 10, CONFIDENCE);
        folds.add(curve(5, 30, e -> e > 3 ? Double.NaN : 1));
        folds.add(curve(6, 30, e -> e > 9 ? Double.POSITIVE_INFINITY : 1));
        assertEquals(without, Forecasts.of(FoldCurves.of(Goal.MINIMIZE, folds), 10, CONFIDENCE));
        List<Curve> uneven = new ArrayList<>(noisy(Goal.MINIMIZE, 1, 30).validation());
        uneven.set(4, curve(4, 25, ForecastsTest::falling));
        assertEquals(
                25,
                Forecasts.of(FoldCurves.of(Goal.MINIMIZE, uneven), 10, CONFIDENCE)
                        .lastEpoch());
    }

    @Test
    void staysFiniteForHugeValuesAndAMillionEpochs() {
        Forecast huge = Forecasts.of(single(20, e -> e % 2 == 0 ? 1e308 : -1e308), 5, CONFIDENCE);
        assertTrue(Double.isFinite(huge.beyond().get(4).high()), huge::toString);
        Forecast million = Forecasts.of(single(1_000_000, e -> 0.3 + 1.2 * Math.exp(-e / 1e6)), 100_000, CONFIDENCE);
        assertEquals(1_000_000, million.lastEpoch());
        // 0.3 + 1.2 exp(-1.1)
        assertEquals(0.6994, million.beyond().get(99_999).mean(), 0.01);
    }

    @Test
    void refusesWhatCannotBeForetold() {
        FoldCurves curves = single(20, ForecastsTest::falling);
        assertThrows(IllegalArgumentException.class, () -> Forecasts.of(curves, 0, CONFIDENCE));
        assertThrows(IllegalArgumentException.class, () -> Forecasts.of(curves, 1_000_001, CONFIDENCE));
        assertThrows(IllegalArgumentException.class, () -> Forecasts.of(curves, 5, 1));
        assertThrows(IllegalArgumentException.class, () -> Forecasts.of(curves, 5, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Forecasts.of(single(5, e -> Double.NaN), 5, CONFIDENCE));
    }

    @Test
    void tellsTheGainInASentence() {
        assertEquals("20 more epochs are worth 0.0040 \u00b1 0.0020", new Gain(20, 0.004, 0.002, 0.006).sentence());
        assertEquals("1 more epoch is worth 0.0 \u00b1 0.0", new Gain(1, 0, 0, 0).sentence());
    }
}
