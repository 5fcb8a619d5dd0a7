package dev.plateau.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdvisorTest {

    private static final double CONFIDENCE = 0.95;

    private static Curve curve(double... values) {
        return new Curve(0, 0, Arrays.stream(values).boxed().toList());
    }

    private static Curve curve(int epochs, IntToDoubleFunction value) {
        return new Curve(
                0,
                0,
                IntStream.rangeClosed(1, epochs).mapToDouble(value).boxed().toList());
    }

    private static Advice minimize(Curve... folds) {
        return Advisor.advise(FoldCurves.of(Goal.MINIMIZE, List.of(folds)), CONFIDENCE);
    }

    /** Fold k of a family that falls, then rises k-fold, with a bump at some epochs. */
    private static Curve family(int k) {
        return curve(
                40,
                e -> 0.4
                        + 1.5 * Math.exp(-e / 6.0)
                        + 0.002 * k * Math.max(0, e - 15)
                        + (e * (k + 2) % 5 == 0 ? 0.01 : 0));
    }

    /** NumPy 2.4: argmin of the 9-wide windowed mean, {@code f[:, e].mean()}, {@code f[:, e].std(ddof=1) / sqrt(3)}. */
    @Test
    void agreesWithNumPyOnTheSmoothedArgminAndTheEstimateThere() {
        Advice advice = minimize(family(1), family(2), family(3));
        assertEquals(25, advice.epoch());
        assertEquals(0.473255780398514, advice.at().mean(), 1e-14);
        assertEquals(0.01154700538379251, advice.at().error(), 1e-14);
        assertEquals(40, advice.lastEpoch());
        assertFalse(advice.stillImproving());
    }

    /**
     * All 27 draws of 3 folds, enumerated in NumPy: epoch 23 once, 24 three times, 25 nineteen, 30 four times. Cutting 1 %
     * at either end leaves 23 (3.7 %) and 30 (14.8 %) in; cutting 20 % leaves 25 alone.
     */
    @Test
    void givesTheIntervalOfTheEpochsOverResampledFolds() {
        Advice advice = Advisor.advise(FoldCurves.of(Goal.MINIMIZE, List.of(family(1), family(2), family(3))), 0.98);
        assertEquals(23, advice.low());
        assertEquals(30, advice.high());
        Advice narrower = Advisor.advise(FoldCurves.of(Goal.MINIMIZE, List.of(family(1), family(2), family(3))), 0.6);
        assertEquals(25, narrower.low());
        assertEquals(25, narrower.high());
    }

    /** By hand, 8 epochs, so windows of 3: 9 8 5 (1) 6 5 4 5 gives 8.5 7.3 4.7 4 4 5 4.7 4.5; the lone dip is at 4. */
    @Test
    void takesTheEarliestOfEqualSmoothedEpochs() {
        Advice advice = minimize(curve(9, 8, 5, 1, 6, 5, 4, 5));
        assertEquals(4, advice.epoch());
        assertEquals(1.0, advice.at().mean());
    }

    /** By hand, 16 epochs, so windows of 5: around the spike at 3 the mean is 8.2, around the broad low at 12 it is 3. */
    @Test
    void prefersABroadLowToALuckyEpoch() {
        double[] values = {10, 10, 1, 10, 10, 9, 8, 7, 6, 4, 3, 2, 3, 3, 5, 6};
        assertEquals(12, minimize(curve(values)).epoch());
    }

    @Test
    void doesNotSmoothAcrossAShortCurve() {
        Advice advice = minimize(curve(5, 3, 1, 2, 3), curve(6, 4, 2, 3, 4));
        assertEquals(3, advice.epoch());
        assertEquals(3, advice.low());
        assertEquals(3, advice.high());
    }

    @Test
    void maximizesWhatIsBetterWhenLarger() {
        Advice advice = Advisor.advise(
                FoldCurves.of(Goal.MAXIMIZE, List.of(curve(0.1, 0.9, 0.8), curve(0.2, 0.8, 0.7))), CONFIDENCE);
        assertEquals(2, advice.epoch());
        assertEquals(0.85, advice.at().mean(), 1e-15);
    }

    @Test
    void saysThatACurveStillFallingWantsMoreEpochs() {
        Advice advice = minimize(curve(40, e -> 1.0 / e), curve(40, e -> 2.0 / e));
        assertTrue(advice.stillImproving());
        assertEquals(40, advice.epoch());
        assertEquals(
                "Train longer than 40 epochs: the smoothed mean of 2 folds is best at the last (0.03750 \u00b1 0.01250);"
                        + " the 95 % interval from resampled folds is epoch 40.",
                advice.reason());
    }

    @Test
    void advisesTheFirstEpochOnAFlatCurve() {
        Advice advice = minimize(curve(40, e -> 0.1), curve(40, e -> 0.3));
        assertEquals(1, advice.epoch());
        assertFalse(advice.stillImproving());
    }

    @Test
    void givesNoIntervalForOneFoldAndSaysSo() {
        Advice advice = minimize(curve(3, 1, 2));
        assertEquals(2, advice.low());
        assertEquals(2, advice.high());
        assertEquals(
                "Train 2 epochs: the smoothed curve of the one fold is best there (1.000); one fold gives no interval.",
                advice.reason());
    }

    @Test
    void leavesOutAFoldThatDivergedAndSaysSo() {
        Curve diverged = curve(1, Double.NaN);
        Advice advice = minimize(curve(4, 2, 3), diverged, curve(6, 4, 5));
        assertEquals(2, advice.epoch());
        assertEquals(3, advice.lastEpoch());
        assertEquals(3.0, advice.at().mean());
        assertEquals(1, advice.diverged());
        assertEquals(
                "Train 2 epochs: the smoothed mean of 2 folds is best there (3.000 \u00b1 1.000); the 95 % interval from"
                        + " resampled folds is epoch 2; 1 fold diverged and did not count.",
                advice.reason());
    }

    @Test
    void takesInfinityForDivergence() {
        Advice advice = Advisor.advise(
                FoldCurves.of(Goal.MAXIMIZE, List.of(curve(1, 2, 1), curve(1, Double.POSITIVE_INFINITY, 9))),
                CONFIDENCE);
        assertEquals(2, advice.epoch());
        assertEquals(1, advice.at().count());
    }

    @Test
    void advisesOnTheEpochsBeforeAllFoldsDiverged() {
        double nan = Double.NaN;
        Advice advice = minimize(curve(3, 2, 4, nan, nan), curve(3, 1, 4, nan, nan));
        assertEquals(2, advice.epoch());
        assertEquals(3, advice.lastEpoch());
        assertEquals(0, advice.diverged());
    }

    @Test
    void passesOverEpochsThatNoFoldMeasured() {
        double nan = Double.NaN;
        Advice advice = minimize(curve(nan, 3, nan, 1, nan, 2), curve(nan, 4, nan, 2, nan, 3));
        assertEquals(4, advice.epoch());
        assertEquals(6, advice.lastEpoch());
    }

    @Test
    void fallsBackOnTheFullestFoldWhereEachLacksAnEpoch() {
        double nan = Double.NaN;
        Advice advice = minimize(curve(nan, nan, 1), curve(3, 2, nan), curve(9, nan, 9));
        assertEquals(2, advice.epoch());
        assertEquals(2, advice.diverged());
    }

    @Test
    void countsOnlyTheEpochsThatEveryFoldReachedAndPassesOverEmptyCurves() {
        Advice advice = minimize(curve(3, 2, 1, 0), curve(3, 2), curve());
        assertEquals(2, advice.lastEpoch());
        assertEquals(2, advice.at().count());
    }

    @Test
    void refusesCurvesWithoutAFiniteValue() {
        assertThrows(IllegalArgumentException.class, () -> minimize());
        assertThrows(IllegalArgumentException.class, () -> minimize(curve(), curve(Double.NaN, Double.NaN)));
    }

    @Test
    void refusesAConfidenceThatIsNone() {
        List<Curve> folds = List.of(curve(1, 2), curve(1, 2));
        for (double confidence : new double[] {0, 1, 95, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Advisor.advise(FoldCurves.of(Goal.MINIMIZE, folds), confidence));
        }
    }

    @Test
    void doesNotBreakOnValuesWhoseSumOverflows() {
        Curve huge = curve(20, e -> Double.MAX_VALUE);
        assertEquals(1, minimize(huge, huge).epoch());
        assertEquals(
                1,
                Advisor.advise(FoldCurves.of(Goal.MAXIMIZE, List.of(huge, huge)), CONFIDENCE)
                        .epoch());
    }

    /** Values in eighths, so that the order of additions rounds nothing. */
    @Test
    void choosesTheSameEpochWhateverTheOrderOfTheFolds() {
        List<Curve> folds = new ArrayList<>(List.of(curve(3, 1, 2.5), curve(4, 2.125, 2), curve(5, 3, 3.25)));
        Advice advice = Advisor.advise(FoldCurves.of(Goal.MINIMIZE, folds), CONFIDENCE);
        Collections.reverse(folds);
        Advice reversed = Advisor.advise(FoldCurves.of(Goal.MINIMIZE, folds), CONFIDENCE);
        assertEquals(advice.epoch(), reversed.epoch());
        assertEquals(advice.at().mean(), reversed.at().mean());
    }
}
