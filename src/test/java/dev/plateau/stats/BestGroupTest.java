package dev.plateau.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.curve.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many configurations at once. */
class BestGroupTest {

    private static final double EXACT = 1e-9;

    private static final List<List<Double>> SCORES = List.of(
            List.of(0.30, 0.34, 0.31, 0.33, 0.32),
            List.of(0.20, 0.23, 0.21, 0.24, 0.22),
            List.of(0.21, 0.22, 0.23, 0.24, 0.215));

    private static void same(List<Double> expected, List<Double> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), found.get(i), EXACT);
        }
    }

    /** Bisection in NumPy for the least alpha at which the step-down procedure of Holm (1979) still rejects each. */
    @Test
    void holmAgreesWithItsDefinition() {
        same(List.of(0.04, 0.09, 0.09, 0.025, 0.5), Holm.adjusted(List.of(0.01, 0.04, 0.03, 0.005, 0.5)));
        same(List.of(0.6, 0.0006, 0.08, 0.08, 0.065, 0.4), Holm.adjusted(List.of(0.6, 0.0001, 0.02, 0.02, 0.013, 0.2)));
        assertEquals(List.of(), Holm.adjusted(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Holm.adjusted(List.of(0.1, Double.NaN)));
    }

    @Test
    void whatIsClearlyWorseIsToldFromTheBestAndWhatIsNotIsNot() {
        BestGroup group = BestGroup.of(SCORES, Goal.MINIMIZE, 0.25, 0.05).orElseThrow();
        assertEquals(1, group.best());
        assertEquals(List.of(2), group.indistinguishable());
        double worse = CorrectedTTest.of(BestGroup.differences(SCORES.get(0), SCORES.get(1)), 0.25)
                .orElseThrow()
                .p();
        assertEquals(2 * worse, group.p().get(0), EXACT, "Holm doubles the smaller of two");
        BestGroup other = BestGroup.of(SCORES, Goal.MAXIMIZE, 0.25, 0.05).orElseThrow();
        assertEquals(0, other.best());
        assertEquals(List.of(), other.indistinguishable());
    }

    @Test
    void equalConfigurationsAreTheSameGroup() {
        BestGroup group = BestGroup.of(List.of(SCORES.get(1), SCORES.get(1)), Goal.MINIMIZE, 0.25, 0.05)
                .orElseThrow();
        assertEquals(List.of(1), group.indistinguishable());
        assertEquals(List.of(1.0, 1.0), group.p());
    }

    @Test
    void oneFoldOrNoConfigurationIsNoComparison() {
        assertEquals(Optional.empty(), BestGroup.of(List.of(), Goal.MINIMIZE, 0.25, 0.05));
        assertEquals(Optional.empty(), BestGroup.of(List.of(List.of(0.1), List.of(0.2)), Goal.MINIMIZE, 0.25, 0.05));
        assertThrows(
                IllegalArgumentException.class,
                () -> BestGroup.of(List.of(SCORES.get(0), List.of(0.1, 0.2)), Goal.MINIMIZE, 0.25, 0.05));
        assertThrows(
                IllegalArgumentException.class,
                () -> BestGroup.of(List.of(List.of(0.1, 0.1), List.of(0.2, Double.NaN)), Goal.MINIMIZE, 0.25, 0.05));
    }

    /** If nothing differs, a false finding in at most 5 % of the sets: plain normal noise, no overlap; seed 11. */
    @Test
    void setsWithoutDifferencesAreTornApartSeldom() {
        Random random = new Random(11);
        int torn = 0;
        for (int set = 0; set < 400; set++) {
            List<List<Double>> scores = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                scores.add(List.of(
                        random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian()));
            }
            torn += BestGroup.of(scores, Goal.MINIMIZE, 0, 0.05)
                            .orElseThrow()
                            .indistinguishable()
                            .isEmpty()
                    ? 1
                    : 0;
        }
        assertEquals(20, torn, 14, "400 sets at 5 %, within 3.2 standard deviations of a binomial");
    }

    @Test
    void tenThousandConfigurationsAreCompared() {
        Random random = new Random(5);
        List<List<Double>> scores = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            double worse = i == 777 ? -1 : i;
            scores.add(random.doubles(5).mapToObj(noise -> worse + 0.01 * noise).toList());
        }
        BestGroup group = BestGroup.of(scores, Goal.MINIMIZE, 0.25, 0.05).orElseThrow();
        assertEquals(777, group.best());
        assertEquals(10_000, group.p().size());
        assertEquals(List.of(), group.indistinguishable());
    }
}
