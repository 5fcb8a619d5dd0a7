package dev.plateau.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.space.Range.Scale;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {

    @Test
    void aLogGridHoldsThePowersOfTenExactly() {
        assertEquals(
                List.of(1e-4, 1e-3, 1e-2, 1e-1),
                range(1e-4, 1e-1, Scale.LOG, false, 0, 4).grid());
    }

    @Test
    void aLinearGridHoldsDecimalFractionsExactly() {
        assertEquals(
                List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
                range(0, 1, Scale.LINEAR, false, 0, 11).grid());
    }

    @Test
    void aGridOverStepsListsThemAll() {
        assertEquals(
                List.of(8L, 16L, 24L, 32L),
                range(8, 32, Scale.LINEAR, true, 8, 0).grid());
        assertEquals(List.of(1L, 4L, 7L), range(1, 9, Scale.LINEAR, true, 3, 0).grid());
    }

    @Test
    void aStepThatMissesItsBoundInBinaryStillReachesIt() {
        assertEquals(
                List.of(0.1, 0.2, 0.3),
                range(0.1, 0.3, Scale.LINEAR, false, 0.1, 0).grid());
    }

    @Test
    void aLogGridOfWholeNumbersRounds() {
        assertEquals(
                List.of(1L, 10L, 100L, 1000L),
                range(1, 1000, Scale.LOG, true, 1, 4).grid());
        assertEquals(
                List.of(16L, 32L, 64L, 128L),
                range(16, 128, Scale.LOG, true, 1, 4).grid());
    }

    @Test
    void aGridWithoutCountIsRefused() {
        refused(
                "rate is a range, and a grid needs its count (how many points), for example count: 4",
                () -> range(1e-4, 1, Scale.LOG, false, 0, 0).grid());
    }

    @Test
    void aGridWhosePointsCoincideOnceRoundedIsRefused() {
        refused(
                "rate.count asks for 10 points, of which only 3 differ once rounded; list the values instead",
                () -> range(1, 3, Scale.LINEAR, true, 0, 10).grid());
    }

    @Test
    void aStepTooFineForAGridIsRefused() {
        refused(
                "rate.step gives a grid of 1000001 values; the most is 100000",
                () -> range(0, 1, Scale.LINEAR, false, 1e-6, 0).grid());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 1 | LINEAR | false | 0 | 0 | rate.min must be below max, found min 2 and max 1",
                "1 | 1 | LINEAR | false | 0 | 0 | rate.min must be below max, found min 1 and max 1",
                "NaN | 1 | LINEAR | false | 0 | 0 | rate.min must be below max, found min NaN and max 1",
                "0.10001 | 0.1 | LINEAR | false | 0 | 0 | rate.min must be below max, found min 0.10001 and max 0.1",
                "-Infinity | 1 | LINEAR | false | 0 | 0 | rate.min must be a finite number, found -Infinity",
                "0 | Infinity | LINEAR | false | 0 | 0 | rate.max must be a finite number, found Infinity",
                "-1 | 1 | LOG | false | 0 | 0 | rate.min must be above 0 on a log scale, found -1",
                "0 | 1 | LOG | false | 0 | 0 | rate.min must be above 0 on a log scale, found 0",
                "1 | 2.5 | LINEAR | true | 0 | 0"
                        + " | rate.min and max must be whole numbers of at most 1e9, found 1 and 2.5",
                "1 | 2e9 | LINEAR | true | 0 | 0"
                        + " | rate.min and max must be whole numbers of at most 1e9, found 1 and 2e+09",
                "1 | 9 | LINEAR | true | 0.5 | 0 | rate.step must be a whole number as the bounds are, found 0.5",
                "0 | 1 | LINEAR | false | 2 | 0 | rate.step must be above 0 and at most max - min, found 2",
                "0 | 1 | LINEAR | false | -1 | 0 | rate.step must be above 0 and at most max - min, found -1",
                "0 | 1 | LINEAR | false | 0 | 1 | rate.count must be from 2 to 100000, found 1",
                "0 | 1 | LINEAR | false | 0 | 100001 | rate.count must be from 2 to 100000, found 100001",
            })
    void refusesWhatCannotBe(
            double min, double max, Scale scale, boolean integral, double step, int count, String sentence) {
        refused(sentence, () -> range(min, max, scale, integral, step, count));
    }

    @Test
    void theCubesEndsAreTheBounds() {
        for (Range range : List.of(
                range(1e-4, 0.1, Scale.LOG, false, 0, 0),
                range(-2, 3, Scale.LINEAR, false, 0, 0),
                range(0.1, 0.3, Scale.LINEAR, false, 0.1, 0))) {
            assertEquals(range.min(), (Double) at(range, 0), 1e-16, range.toString());
            assertEquals(range.max(), (Double) at(range, 1), 0, range.toString());
        }
        Range whole = range(1, 1000, Scale.LOG, true, 1, 0);
        assertEquals(List.of(1L, 1000L), List.of(at(whole, 0), at(whole, 1)));
    }

    @Test
    void theMiddleOfALogRangeIsItsGeometricMean() {
        assertEquals(0.01, (Double) at(range(1e-3, 1e-1, Scale.LOG, false, 0, 0), 0.5), 1e-15);
    }

    /** Five values share the cube in equal parts, the ends included; 1e5 evenly spaced points, so to 1 in 1e5. */
    @Test
    void steppedValuesAreEquallyLikely() {
        Range range = range(1, 9, Scale.LINEAR, true, 2, 0);
        long[] seen = new long[10];
        for (int i = 0; i < 100_000; i++) {
            seen[((Long) at(range, (i + 0.5) / 100_000)).intValue()]++;
        }
        for (int value = 1; value <= 9; value += 2) {
            assertEquals(20_000.0, (double) seen[value], 1.0, "value " + value);
        }
    }

    private static Object at(Range range, double coordinate) {
        ParameterSpace<Configuration> space = new Space(List.of(range)).continuous();
        space.collectLeaves().get(0).setIndices(0);
        return space.getValue(new double[] {coordinate}).value(range.name()).orElseThrow();
    }

    private static void refused(String sentence, org.junit.jupiter.api.function.Executable code) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, code).getMessage());
    }

    /** Zero stands for no step and no count. */
    private static Range range(double min, double max, Scale scale, boolean integral, double step, int count) {
        return new Range(
                "rate",
                min,
                max,
                scale,
                integral,
                step == 0 ? OptionalDouble.empty() : OptionalDouble.of(step),
                count == 0 ? OptionalInt.empty() : OptionalInt.of(count),
                Optional.empty());
    }
}
