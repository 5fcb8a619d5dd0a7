package dev.plateau.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Extension.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtensionTest {

    private static final Extension USUAL = new Extension(20, 300, 0.01);

    private static Curve curve(int fold, int epochs, IntToDoubleFunction value) {
        return new Curve(
                0,
                fold,
                IntStream.rangeClosed(1, epochs).mapToObj(value::applyAsDouble).toList());
    }

    /** Folds that differ in their level and, a little, in their shape. */
    private static FoldCurves folds(int epochs, IntToDoubleFunction value) {
        List<Curve> folds = new ArrayList<>();
        for (int fold = 0; fold < 5; fold++) {
            double factor = 1 + 0.1 * fold;
            folds.add(curve(fold, epochs, epoch -> factor * value.applyAsDouble(epoch)));
        }
        return FoldCurves.of(Goal.MINIMIZE, folds);
    }

    @Test
    void rungsAreAThirdLongerEachTimeAndEndAtTheLimit() {
        List<Integer> rungs = new ArrayList<>();
        for (int epochs = 0; epochs <= 300; epochs++) {
            int rung = USUAL.rung(epochs);
            if (!rungs.contains(rung)) {
                rungs.add(rung);
            }
            assertTrue(rung >= epochs, "a training of " + epochs + " epochs is not beyond its rung " + rung);
        }
        assertEquals(List.of(20, 27, 36, 48, 64, 86, 115, 154, 206, 275, 300), rungs);
        assertEquals(20, new Extension(20, 20, 0.5).rung(0));
    }

    @Test
    void goesOnWhileTheCurveFalls() {
        Decision decision = USUAL.decide(folds(20, epoch -> 1.0 / epoch), 20);
        assertTrue(decision.more());
        assertEquals(27, decision.epochs());
        // numpy: 1.2 (mean of 1/e over 12..15 - mean over 16..20) = 0.022423, its standard error 0.001321
        assertEquals("the last quarter brought 0.022 \u00b1 0.0013", decision.reason());
    }

    /** numpy on 1.2 e^-0.5, epochs 28..36 against 37..48: gain 0.028123, total 1.015469, a share of 0.027695. */
    @Test
    void stopsWhenTheGainOfTheLastQuarterIsLessThanTheShareAskedFor() {
        FoldCurves curves = folds(48, epoch -> Math.pow(epoch, -0.5));
        assertTrue(new Extension(20, 300, 0.0276).decide(curves, 48).more());
        Decision stop = new Extension(20, 300, 0.0278).decide(curves, 48);
        assertFalse(stop.more());
        assertEquals(48, stop.epochs(), "the best of a falling curve is its end");
    }

    @Test
    void stopsOnceTheIntervalIsWellBehindAndReadsTheTrainingAtItsBest() {
        Decision decision = USUAL.decide(folds(48, epoch -> 1 + Math.pow(epoch - 30, 2) / 100.0), 48);
        assertEquals(new Decision(false, 30, "best at epoch 30 [30-30], nothing better since"), decision);
    }

    @Test
    void goesOnIfTheBestIsInsideButTheIntervalReachesTheRungAndTheCurveStillPays() {
        Decision decision = USUAL.decide(folds(36, epoch -> 1 + Math.pow(epoch - 32, 2) / 100.0), 36);
        assertEquals(48, decision.epochs());
        assertTrue(decision.more());
    }

    @Test
    void stopsAtTheLimitAndSaysThatMoreMayBeBetter() {
        assertEquals(
                new Decision(false, 300, "best at epoch 300, still improving"),
                USUAL.decide(folds(300, epoch -> 1.0 / epoch), 300));
    }

    @Test
    void aMaximisedMetricDecidesLikeItsMirror() {
        FoldCurves falling = folds(27, epoch -> 1.0 / epoch);
        FoldCurves rising = FoldCurves.of(
                Goal.MAXIMIZE,
                falling.validation().stream()
                        .map(fold -> curve(fold.fold(), 27, epoch -> -fold.at(epoch)))
                        .toList());
        assertEquals(USUAL.decide(falling, 27), USUAL.decide(rising, 27));
    }

    @Test
    void aConstantCurveIsNotWorthMore() {
        assertFalse(USUAL.decide(folds(20, epoch -> 0.5), 20).more());
    }

    @Test
    void aCurveThatHasHardlyMovedGoesOnHoweverSmallItsSteps() {
        assertTrue(USUAL.decide(folds(20, epoch -> 1 - 1e-7 * epoch), 20).more());
    }

    @Test
    void oneFoldDecidesAlone() {
        Decision decision = USUAL.decide(FoldCurves.of(Goal.MINIMIZE, List.of(curve(0, 20, epoch -> 1.0 / epoch))), 20);
        assertTrue(decision.more());
        assertEquals("the last quarter brought 0.019", decision.reason());
    }

    @Test
    void aFoldThatIsNotFiniteDoesNotCount() {
        List<Curve> folds = new ArrayList<>(folds(27, epoch -> 1.0 / epoch).validation());
        Decision without = USUAL.decide(FoldCurves.of(Goal.MINIMIZE, folds), 27);
        folds.add(curve(5, 27, epoch -> epoch < 26 ? 1 : Double.NaN));
        assertEquals(without, USUAL.decide(FoldCurves.of(Goal.MINIMIZE, folds), 27));
    }

    @Test
    void withoutAnyFiniteValueItStops() {
        Decision decision = USUAL.decide(folds(20, epoch -> Double.NaN), 20);
        assertEquals(new Decision(false, 20, "no fold has a finite value"), decision);
        assertEquals(decision, USUAL.decide(FoldCurves.of(Goal.MINIMIZE, List.of()), 20));
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new Extension(4, 300, 0.01));
        assertThrows(IllegalArgumentException.class, () -> new Extension(20, 19, 0.01));
        assertThrows(IllegalArgumentException.class, () -> new Extension(20, 300, Double.NaN));
    }
}
