package dev.plateau.epoch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CostsTest {

    private static Curve fold(int number, int epochs, IntToDoubleFunction value) {
        return new Curve(
                0,
                number,
                IntStream.rangeClosed(1, epochs).mapToObj(value::applyAsDouble).toList());
    }

    private static Costs costs(FoldCurves curves) {
        return Costs.of(curves, Advisor.advise(curves, 0.95));
    }

    /** Straight lines over log epochs are what the smoothing leaves alone, so that all is known in closed form. */
    @Test
    void lossOfStraightLinesIsTheirMeanSlopeTimesTheLogarithmOfTheRatioOfEpochs() {
        double[] slopes = {-0.30, -0.20, -0.26, -0.12};
        FoldCurves curves = FoldCurves.of(
                Goal.MINIMIZE,
                IntStream.range(0, slopes.length)
                        .mapToObj(k -> fold(k, 50, e -> 2 + 0.1 * k + slopes[k] * Math.log(e)))
                        .toList());
        Costs costs = costs(curves);
        // mean -0.22; deviations -0.08, 0.02, -0.04, 0.10; sd = sqrt(0.0184 / 3), over sqrt(4)
        double error = Math.sqrt(0.0184 / 3) / 2;
        assertEquals(50, costs.epoch().size());
        for (int e : new int[] {1, 7, 25, 49}) {
            double ratio = Math.log(50.0 / e);
            assertEquals(0.22 * ratio, costs.loss().get(e - 1), 1e-12, "loss of " + e);
            assertEquals(error * ratio, costs.error().get(e - 1), 1e-12, "error of " + e);
            assertEquals(1 - e / 50.0, costs.saved().get(e - 1), 1e-15, "saved by " + e);
        }
        assertEquals(0, costs.loss().get(49), 1e-15);
        assertEquals(0, costs.error().get(49), 1e-15);
    }

    @Test
    void lossOfNoisyCurvesIsThatOfAnIndependentLocalRegression() {
        Random random = new Random(7);
        List<Curve> folds = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            double level = random.nextDouble();
            folds.add(fold(k, 80, e -> level + Math.exp(-e / 9.0) + 0.004 * e / 10 + 0.02 * random.nextGaussian()));
        }
        FoldCurves curves = FoldCurves.of(Goal.MINIMIZE, folds);
        Advice advice = Advisor.advise(curves, 0.95);
        Costs costs = Costs.of(curves, advice);
        assertTrue(advice.epoch() > 5 && advice.epoch() < 75, () -> "a curve that turns, at " + advice.epoch());
        for (int e = 1; e <= 80; e++) {
            int epoch = e;
            double[] d = folds.stream()
                    .mapToDouble(fold -> line(fold, epoch) - line(fold, advice.epoch()))
                    .toArray();
            double mean = Arrays.stream(d).sum() / 5;
            double squares = Arrays.stream(d).map(v -> (v - mean) * (v - mean)).sum();
            assertEquals(mean, costs.loss().get(e - 1), 1e-11, "loss of " + e);
            assertEquals(Math.sqrt(squares / 20), costs.error().get(e - 1), 1e-11, "error of " + e);
        }
        assertEquals(
                advice.shorter().loss().mean(),
                costs.loss().get(advice.shorter().epoch() - 1),
                1e-15);
        assertEquals(
                advice.shorter().saved(), costs.saved().get(advice.shorter().epoch() - 1), 1e-15);
    }

    /** Least squares of a line over the window, by the normal equations of the plain sums. */
    private static double line(Curve fold, int epoch) {
        double x0 = Math.log(epoch);
        double n = 0;
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        for (int e = 1; e <= fold.epochs(); e++) {
            double x = Math.log(e) - x0;
            if (Math.abs(x) <= 0.15) {
                n++;
                sx += x;
                sy += fold.at(e);
                sxx += x * x;
                sxy += x * fold.at(e);
            }
        }
        double determinant = n * sxx - sx * sx;
        return determinant < 1e-12 ? sy / n : (sxx * sy - sx * sxy) / determinant;
    }

    @Test
    void whatIsMaximisedLosesWhereItIsLessAndKeepsItsSign() {
        List<Curve> falling = IntStream.range(0, 3)
                .mapToObj(k -> fold(k, 40, e -> 0.3 + 0.01 * k - (0.05 + 0.01 * k) * Math.log(e)))
                .toList();
        List<Curve> rising = falling.stream()
                .map(fold -> new Curve(
                        0, fold.fold(), fold.values().stream().map(v -> 1 - v).toList()))
                .toList();
        Costs least = costs(FoldCurves.of(Goal.MINIMIZE, falling));
        Costs most = costs(FoldCurves.of(Goal.MAXIMIZE, rising));
        assertArrayEquals(array(least.loss()), array(most.loss()), 1e-12);
        assertEquals(0.69, most.mean().get(0), 1e-12);
        assertEquals(0.69, most.smooth().get(0), 1e-12);
    }

    @Test
    void trainingIsTheMeanOfTheFoldsThatCount() {
        List<Curve> validation = List.of(
                fold(0, 10, e -> 1.0 / e), fold(1, 10, e -> 3.0 / e), fold(2, 10, e -> e > 4 ? Double.NaN : 1.0));
        List<Curve> training = List.of(fold(0, 10, e -> 0.5 / e), fold(1, 10, e -> 0.7 / e), fold(2, 10, e -> 100));
        Costs costs = costs(new FoldCurves(Goal.MINIMIZE, validation, training));
        assertEquals(0.6, costs.training().get(0), 1e-12);
        assertEquals(2.0, costs.mean().get(0), 1e-12);
        assertEquals(1.0, costs.meanError().get(0), 1e-12);
    }

    @Test
    void oneFoldHasAnErrorOfTheCostByExperienceAndNoneOfItsMean() {
        Random random = new Random(3);
        Costs costs =
                costs(FoldCurves.of(Goal.MINIMIZE, List.of(fold(0, 30, e -> 1.0 / e + 0.002 * random.nextGaussian()))));
        assertTrue(Double.isNaN(costs.meanError().get(0)));
        assertTrue(costs.error().stream().allMatch(Double::isFinite));
        assertTrue(
                costs.error().get(10) > 0.002,
                () -> "30 deviations over the root of 4: " + costs.error().get(10));
    }

    @Test
    void longCurvesAreThinnedButKeepWhatRulesChose() {
        FoldCurves curves = FoldCurves.of(
                Goal.MINIMIZE,
                IntStream.range(0, 3)
                        .mapToObj(k -> fold(
                                k,
                                9001,
                                e -> Math.pow(Math.log(e / (2345.0 + 10 * k)), 2) + 0.01 * Math.sin(e * (k + 1))))
                        .toList());
        Advice advice = Advisor.advise(curves, 0.95);
        Costs costs = Costs.of(curves, advice);
        assertTrue(costs.epoch().size() <= Costs.MAX_EPOCHS, () -> costs.epoch().size() + " epochs");
        assertEquals(1, costs.epoch().get(0));
        assertEquals(9001, costs.epoch().get(costs.epoch().size() - 1));
        assertTrue(costs.epoch().containsAll(advice.rules().values()), () -> "rules at " + advice.rules());
        assertEquals(0, costs.loss().get(costs.epoch().indexOf(advice.epoch())), 1e-15);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }
}
