package dev.plateau.rates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expected numbers come from numpy 2.4.6 by other ways than the code's: the average as weighted sums (weights 0.9^(n - i)), slopes by {@code
 * polyfit}, the standard deviation by {@code std(ddof=1)}. Rates are compared to 1e-9 of their size.
 */
class SuggestionTest {

    private static final Ramp RAMP = new Ramp(1e-6, 10, 300);

    /** Falls by 2 around a rate of 10^-(3 + shift), rises with the square of the rate, and ripples. */
    private static double loss(double rate, int step, double shift, double noise) {
        double x = Math.log10(rate);
        return 0.3 + 2 / (1 + Math.exp(3 * (x + 3 + shift))) + rate / 0.3 * rate / 0.3 + noise * Math.sin(1.7 * step);
    }

    private static List<Double> test(Ramp ramp, double shift, double noise) {
        int[] step = {0};
        return ramp.losses(rate -> loss(rate, step[0]++, shift, noise));
    }

    @ParameterizedTest(name = "{0} steps, shift {1}, noise {2}")
    @CsvSource({
        "300, 0, 0.02, 248, 2.2990357135332995, 2.7213387683753057e-4, 1.5273778503907124e-3, 5.655986461065002e-2, 0.4386725591048494",
        "300, 0.3, 0.02, 248, 2.2978457283799876, 1.4251026703029977e-4, 7.578768863625923e-4, 4.558929499981059e-2, 0.4386725591048494",
        "300, -0.3, 0.02, 248, 2.2995200705156686, 5.484416576121015e-4, 2.916640776023704e-3, 7.017038286703822e-2, 0.4386725591048494",
        "300, 0, 0, 248, 2.299183619321934, 2.7213387683753057e-4, 1.5273778503907124e-3, 5.359163290848515e-2, 0.4386725591048494",
        "60, 0, 0.02, 50, 2.302958683889179, 2.3598334667821938e-4, 1.2154742500762872e-3, 5.568813990945267e-2, 0.37693909753883637"
    })
    void marksAreThoseOfNumpy(
            int steps,
            double shift,
            double noise,
            int count,
            double start,
            double falls,
            double steepest,
            double minimum,
            double diverges) {
        Ramp ramp = new Ramp(1e-6, 10, steps);
        List<Double> losses = test(ramp, shift, noise);
        assertEquals(count, losses.size(), "stopped where the average is above 4 times its best and above the start");
        Marks marks = Marks.of(ramp, losses);
        assertEquals(start, marks.start(), 1e-12);
        assertEquals(falls, marks.falls().orElseThrow(), 1e-9 * falls);
        assertEquals(steepest, marks.steepest(), 1e-9 * steepest);
        assertEquals(minimum, marks.minimum(), 1e-9 * minimum);
        assertEquals(diverges, marks.diverges().orElseThrow(), 1e-9 * diverges);
    }

    @Test
    void theAverageIsThatOfNumpy() {
        List<Double> losses = IntStream.range(0, 300)
                .mapToObj(i -> loss(RAMP.rate(i), i, 0, 0.02))
                .toList();
        List<Double> smoothed = Smoothing.of(losses, 300);
        assertEquals(2.2997532108591385, smoothed.get(0), 1e-12);
        assertEquals(2.3101823384282847, smoothed.get(1), 1e-12);
        assertEquals(2.298877889312494, smoothed.get(10), 1e-12);
        assertEquals(0.8979208875777404, smoothed.get(150), 1e-12);
    }

    @Test
    void suggestsFromTheMedianFallToAThirdOfTheMedianMinimum() {
        Suggestion suggestion =
                Suggestion.of(RAMP, List.of(test(RAMP, 0.3, 0.02), test(RAMP, -0.3, 0.02), test(RAMP, 0, 0.02)));
        // 2.72e-4, and 5.66e-2 / 3 = 1.89e-2, to one digit.
        assertEquals(Optional.of(new Suggestion.Range(3e-4, 2e-2)), suggestion.range());
        assertEquals(
                "the loss falls clearly from 2.7e-4 [1.4e-4–5.5e-4] on, most steeply at 1.5e-3 [7.6e-4–2.9e-3], and is lowest at"
                        + " 5.7e-2 [4.6e-2–7e-2]; it diverges at 0.44",
                suggestion.reason());
        assertEquals(300, suggestion.smoothed().size());
        assertTrue(suggestion.smoothed().get(299).isNaN(), "no test came so far");
    }

    @Test
    void aRangeIsAtLeastADecade() {
        // Falls at 1e-1 only, where the rise begins soon.
        Suggestion suggestion = Suggestion.of(RAMP, List.of(test(RAMP, -2.5, 0.0)));
        Suggestion.Range range = suggestion.range().orElseThrow();
        assertTrue(range.max() / range.min() >= 9.9, range.toString());
    }

    @Test
    void noiseAloneIsNoFall() {
        int falls = 0;
        int suggestions = 0;
        for (int trio = 0; trio < 200; trio++) {
            Random random = new Random(trio);
            List<List<Double>> tests = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                tests.add(RAMP.losses(rate -> 1 + 0.3 * random.nextGaussian()));
            }
            Suggestion suggestion = Suggestion.of(RAMP, tests);
            falls += (int) suggestion.marks().stream()
                    .filter(marks -> marks.falls().isPresent())
                    .count();
            suggestions += suggestion.reason().startsWith("no rate") ? 0 : 1;
        }
        // 600 tests of noise: 1 in 100 falls by numpy (60 of 6,000), 6 of these, and two of a trio in 3 of 10,000
        // trios.
        assertTrue(falls <= 15, falls + " of 600 tests of pure noise fell");
        assertTrue(suggestions <= 1, suggestions + " of 200 trios of pure noise fell");
        Random random = new Random(1);
        Suggestion suggestion = Suggestion.of(RAMP, List.of(RAMP.losses(rate -> 1 + 0.3 * random.nextGaussian())));
        assertEquals(Optional.empty(), suggestion.range());
        assertEquals("no rate from 1e-6 to 10 lowers the loss clearly", suggestion.reason());
    }

    @Test
    void withoutDivergenceThereIsNoUpperEnd() {
        Suggestion suggestion = Suggestion.of(RAMP, List.of(RAMP.losses(rate -> 2 / (1 + 1000 * rate))));
        assertEquals(Optional.empty(), suggestion.range());
        assertTrue(
                suggestion
                        .reason()
                        .endsWith("it never diverges up to 10, so the upper end is not known: give a higher --max"),
                suggestion.reason());
    }

    @Test
    void endsWithTheFirstLossThatIsNoNumber() {
        int[] step = {0};
        List<Double> losses = RAMP.losses(rate -> step[0]++ < 250 ? loss(rate, step[0], 0, 0) / 1e3 + 1 : Double.NaN);
        assertEquals(251, losses.size());
        Marks marks = Marks.of(RAMP, losses);
        assertEquals(OptionalDouble.of(RAMP.rate(250)), marks.diverges());
        List<Double> atOnce = RAMP.losses(rate -> Double.POSITIVE_INFINITY);
        assertEquals(1, atOnce.size());
        assertEquals(
                "no rate from 1e-6 to 10 lowers the loss clearly, and it diverges at 1e-6",
                Suggestion.of(RAMP, List.of(atOnce)).reason());
    }

    @Test
    void aLossNearZeroThatQuadruplesByChanceDoesNotEndTheTest() {
        List<Double> losses = new ArrayList<>(RAMP.losses(rate -> rate < 1e-3 ? 1 : rate < 1e-2 ? 1e-4 : 1e-1));
        assertEquals(300, losses.size());
    }

    @Test
    void refusesARampThatIsNone() {
        assertEquals("min must be above 0, found 0", mistake(0, 1, 100));
        assertEquals("max must be above min, found min 1 and max 1e-3", mistake(1, 1e-3, 100));
        assertEquals("max must be above min, found min 1 and max NaN", mistake(1, Double.NaN, 100));
        assertEquals("steps must be from 20 to 100000, found 19", mistake(1e-3, 1, 19));
        assertEquals("steps must be from 20 to 100000, found 100001", mistake(1e-3, 1, 100_001));
        assertEquals(10, RAMP.rate(299));
        assertEquals(1e-6, RAMP.rate(0));
    }

    private static String mistake(double min, double max, int steps) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> new Ramp(min, max, steps))
                .getMessage());
    }
}
