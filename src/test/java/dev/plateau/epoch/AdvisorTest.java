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
import java.util.Map;
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

    private static FoldCurves families() {
        return FoldCurves.of(Goal.MINIMIZE, List.of(family(1), family(2), family(3)));
    }

    /**
     * NumPy 2.4: {@code polyfit(x[j] - x[i], v[j], 1)} over {@code j = abs(x - x[i]) <= 0.15}, x = log(epoch), for every epoch i
     * and fold, all 10 draws of 3 folds by {@code itertools.product}, then the formulas in {@link Advisor}; the estimate is {@code f[:, e].mean()} and {@code f[:, e].std(ddof=1) /
     * sqrt(3)}.
     */
    @Test
    void agreesWithNumPyOnTheEpochAndTheEstimates() {
        Advice advice = Advisor.advise(families(), CONFIDENCE);
        assertEquals(25, advice.epoch());
        assertEquals(0.473255780398514, advice.at().mean(), 1e-14);
        assertEquals(0.01154700538379251, advice.at().error(), 1e-14);
        assertEquals(0.46828154818130807, advice.corrected(), 1e-14);
        assertEquals(23, advice.shorter().epoch());
        assertEquals(0.0022822129200771126, advice.shorter().loss().mean(), 1e-13);
        assertEquals(0.0027805890664083324, advice.shorter().loss().error(), 1e-13);
        assertEquals(0.08, advice.shorter().saved(), 1e-15);
        assertEquals(40, advice.lastEpoch());
        assertFalse(advice.stillImproving());
    }

    /** As above, with {@code scipy.stats.t.ppf((1 + confidence) / 2, 2)} of SciPy 1.17. */
    @Test
    void givesTheEpochsThatAPairedTestCannotTellFromTheMinimum() {
        int[][] expected = {{17, 40}, {23, 27}, {24, 25}};
        double[] confidences = {0.95, 0.6, 0.3};
        for (int i = 0; i < expected.length; i++) {
            Advice advice = Advisor.advise(families(), confidences[i]);
            assertEquals(expected[i][0], advice.low());
            assertEquals(expected[i][1], advice.high());
        }
    }

    /** The same for every rule, written out in NumPy from their definitions. */
    @Test
    void agreesWithNumPyOnEveryRule() {
        Curve training = curve(40, e -> 1.5 * Math.exp(-e / 6.0) + 0.1);
        Map<Rule, Integer> rules = Advisor.advise(
                        new FoldCurves(Goal.MINIMIZE, families().validation(), List.of(training)), CONFIDENCE)
                .rules();
        assertEquals(
                Map.of(
                        Rule.AUTO, 25,
                        Rule.MINIMUM, 24,
                        Rule.SMOOTHED_MINIMUM, 25,
                        Rule.ONE_STANDARD_ERROR, 21,
                        Rule.ONE_STANDARD_ERROR_PAIRED, 23,
                        Rule.PATIENCE, 24,
                        Rule.GL, 24,
                        Rule.PQ, 24,
                        Rule.UP, 24,
                        Rule.FOLD_MEAN, 25),
                rules);
    }

    @Test
    void advisesByTheRuleAskedForAndWithoutTrainingCurvesByAutoForPq() {
        Advice advice = Advisor.advise(families(), Rule.ONE_STANDARD_ERROR, CONFIDENCE);
        assertEquals(21, advice.epoch());
        assertEquals(Rule.ONE_STANDARD_ERROR, advice.rule());
        assertFalse(advice.rules().containsKey(Rule.PQ));
        // NumPy: the pairs of folds choose 19, 19 and 21, and each fold is scored where the other two chose.
        assertEquals(0.48057586855376905, advice.corrected(), 1e-14);
        assertEquals(25, Advisor.advise(families(), Rule.PQ, CONFIDENCE).epoch());
    }

    /** So few epochs lie alone in their windows and are not smoothed. */
    @Test
    void choosesFromOneFold() {
        Advice advice = minimize(curve(9, 8, 5, 1, 6, 5, 4, 5));
        assertEquals(4, advice.epoch());
        assertEquals(1.0, advice.at().mean());
        assertTrue(Double.isNaN(advice.corrected()));
    }

    /** NumPy's local lines are lowest at 14, 2.71, and 4.3 about the dip. */
    @Test
    void prefersABroadLowToALuckyEpoch() {
        double[] values = {10, 10, 9, 9, 8, 8, 7, 6, 1, 6, 6, 4, 3, 2, 3, 3, 5, 6};
        assertEquals(14, minimize(curve(values)).epoch());
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
                "Train longer than 40 epochs: the mean of 2 folds has not turned by the last (0.03750 \u00b1 0.01250);"
                        + " epochs 1 to 40 cannot be told apart at 95 % confidence.",
                advice.reason());
    }

    @Test
    void advisesTheFirstEpochOnAFlatCurve() {
        Advice advice = minimize(curve(40, e -> 0.1), curve(40, e -> 0.3));
        assertEquals(1, advice.epoch());
        assertFalse(advice.stillImproving());
    }

    @Test
    void saysThatOneFoldDoesNotTellHowSureItIs() {
        Advice advice = minimize(curve(3, 1, 2));
        assertEquals(2, advice.low());
        assertEquals(2, advice.high());
        assertEquals(
                "Train 2 epochs: the curve of the one fold is best about there (1.000); one fold does"
                        + " not tell how sure that is, by experience epoch 2 at 95 %.",
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
                "Train 2 epochs: the mean of 2 folds is best about there (3.000 \u00b1 1.000); no other"
                        + " epoch is as good at 95 % confidence; 1 fold diverged and did not count.",
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
    void saysThatOnlyTheEpochsOfAllFoldsCount() {
        Advice advice = minimize(curve(3, 1, 2, 0), curve(3, 1, 2));
        assertTrue(advice.reason().contains("; only the 3 epochs that all folds have count"), advice.reason());
    }

    @Test
    void answersForOneEpoch() {
        Advice advice = minimize(curve(3), curve(4));
        assertEquals(1, advice.epoch());
        assertEquals(1, advice.high());
        assertTrue(advice.stillImproving());
    }

    /** The lowest of a V on log epochs at 1,000; a line gives more weight to the denser epochs on its right, about 0.3 %. */
    @Test
    void findsTheMinimumOfAMillionEpochs() {
        Curve one = curve(1_000_000, e -> Math.abs(Math.log(e / 1000.0)));
        Curve other = curve(1_000_000, e -> 2 * Math.abs(Math.log(e / 1000.0)) + 1);
        assertEquals(1000.0, minimize(one, other).epoch(), 5.0);
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
