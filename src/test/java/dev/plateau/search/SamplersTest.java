package dev.plateau.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.space.Choice;
import dev.plateau.space.Condition;
import dev.plateau.space.Configuration;
import dev.plateau.space.Parameter;
import dev.plateau.space.Range;
import dev.plateau.space.Range.Scale;
import dev.plateau.space.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class SamplersTest {

    private static final Choice EPOCHS = choice("epochs", 10L, 20L, 40L);
    private static final Choice BATCH = choice("batch_size", 16L, 32L);

    @Test
    void aGridIsTheFullCrossProductTheFirstParameterChangingFastest() {
        Range rate = range("rate", 1e-3, 1e-1, Scale.LOG, false, 0, 3);
        List<Configuration> expected = new ArrayList<>();
        for (Object epochs : EPOCHS.values()) {
            for (Object batch : BATCH.values()) {
                for (Object value : List.of(1e-3, 1e-2, 1e-1)) {
                    expected.add(configuration("rate", value, "batch_size", batch, "epochs", epochs));
                }
            }
        }
        assertEquals(expected, all(Samplers.grid(new Space(List.of(rate, BATCH, EPOCHS))), 100));
    }

    @Test
    void aGridWithConstantsInAnyPlaceIsComplete() {
        Space space = new Space(List.of(choice("a", 1L), BATCH, choice("b", 2L), EPOCHS, choice("c", 3L)));
        List<Configuration> given = all(Samplers.grid(space), 100);
        assertEquals(6, given.size());
        assertEquals(6, new HashSet<>(given).size());
    }

    @Test
    void aGridOfConstantsHasOnePoint() {
        assertEquals(List.of(configuration("a", 1L)), all(Samplers.grid(new Space(List.of(choice("a", 1L)))), 100));
    }

    @Test
    void aGridLeavesOutRepeatsThatConditionsMake() {
        Choice updater = choice("updater", "adam", "nesterovs");
        Choice momentum = new Choice("momentum", List.of(0.5, 0.9), when("updater", "nesterovs"));
        assertEquals(
                List.of(
                        configuration("updater", "adam"),
                        configuration("updater", "nesterovs", "momentum", 0.5),
                        configuration("updater", "nesterovs", "momentum", 0.9)),
                all(Samplers.grid(new Space(List.of(updater, momentum))), 100));
    }

    @Test
    void aLongRowOfRepeatsDoesNotEndAGrid() {
        Object[] many = LongStream.range(0, 15_000).boxed().toArray();
        Choice switched = choice("on", true, false);
        Choice width = new Choice("width", List.of(many), when("on", false));
        Choice last = choice("last", 1L, 2L);
        List<Configuration> given = all(Samplers.grid(new Space(List.of(switched, width, last))), 100_000);
        assertEquals(2 * 15_001, given.size());
    }

    @Test
    void aGridTooLargeToListIsRefusedWithAWayOut() {
        Object[] many = LongStream.range(0, 10_000).boxed().toArray();
        Space space = new Space(List.of(choice("a", many), choice("b", many)));
        assertEquals(
                "the grid has 100,000,000 points, and the most is 10,000,000; take fewer values, or method: random with max_trials",
                assertThrows(IllegalArgumentException.class, () -> Samplers.grid(space))
                        .getMessage());
    }

    @Test
    void randomIsRepeatableBySeedAndDiffersBetweenSeeds() {
        Space space = new Space(List.of(range("rate", 1e-4, 1e-1, Scale.LOG, false, 0, 0), EPOCHS));
        List<Configuration> first = all(Samplers.random(space, 42), 50);
        assertEquals(first, all(Samplers.random(space, 42), 50));
        assertEquals(first.subList(0, 20), all(Samplers.random(space, 42), 20));
        assertTrue(java.util.Collections.disjoint(first, all(Samplers.random(space, 43), 50)));
    }

    @Test
    void theOrderOfParametersDoesNotChangeWhatIsDrawn() {
        Range rate = range("rate", 1e-4, 1e-1, Scale.LOG, false, 0, 0);
        assertEquals(
                all(Samplers.random(new Space(List.of(rate, BATCH, EPOCHS)), 7), 30),
                all(Samplers.random(new Space(List.of(EPOCHS, rate, BATCH)), 7), 30));
    }

    @Test
    void randomGivesEveryPointOfASmallSpaceOnceAndEnds() {
        List<Configuration> given = all(Samplers.random(new Space(List.of(EPOCHS, BATCH)), 1), 100);
        assertEquals(6, given.size());
        assertEquals(6, new HashSet<>(given).size());
    }

    /** p below 0.01 rejects; the seed is fixed, so this passes always or never. */
    @Test
    void randomDrawsFromTheLogUniformDistribution() {
        double[] logs = drawn(range("x", 1e-4, 1e-1, Scale.LOG, false, 0, 0), 2_000).stream()
                .mapToDouble(value -> Math.log10((Double) value))
                .toArray();
        double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(-4, -1), logs);
        assertTrue(p > 0.01, "p = " + p);
    }

    /** p below 0.01 rejects; the seed is fixed, so this passes always or never. */
    @Test
    void randomDrawsFromTheUniformDistribution() {
        double[] values = drawn(range("x", -2, 3, Scale.LINEAR, false, 0, 0), 2_000).stream()
                .mapToDouble(value -> (Double) value)
                .toArray();
        double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(-2, 3), values);
        assertTrue(p > 0.01, "p = " + p);
    }

    @Test
    void randomStaysWithinBoundsAndOnSteps() {
        for (Object value : drawn(range("x", 0.1, 0.95, Scale.LINEAR, false, 0.1, 0), 9)) {
            double tenths = (Double) value * 10;
            assertEquals(Math.rint(tenths), tenths, 1e-9);
            assertTrue(tenths > 0.9 && tenths < 9.1, value.toString());
        }
        assertEquals(
                9,
                drawn(range("x", 0.1, 0.95, Scale.LINEAR, false, 0.1, 0), 100).size());
        assertEquals(64, new HashSet<>(drawn(range("x", 1, 64, Scale.LOG, true, 1, 0), 100)).size());
        assertEquals(10, new HashSet<>(drawn(range("x", 1, 10, Scale.LINEAR, true, 0, 0), 100)).size());
    }

    @Test
    void randomGivesAConditionalParameterOnlyWhereItsConditionHolds() {
        Choice updater = choice("updater", "adam", "nesterovs");
        Range momentum = new Range(
                "momentum",
                0.5,
                0.99,
                Scale.LINEAR,
                false,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                when("updater", "nesterovs"));
        List<Configuration> given = all(Samplers.random(new Space(List.of(updater, momentum)), 5), 50);
        assertEquals(50, given.size());
        for (Configuration one : given) {
            assertEquals(
                    one.value("updater").equals(Optional.of("nesterovs")),
                    one.value("momentum").isPresent());
        }
    }

    private static List<Object> drawn(Parameter parameter, int most) {
        return all(Samplers.random(new Space(List.of(parameter)), 2026), most).stream()
                .map(one -> one.value(parameter.name()).orElseThrow())
                .toList();
    }

    private static List<Configuration> all(Sampler sampler, int most) {
        List<Configuration> given = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            Optional<Configuration> next = sampler.ask();
            if (next.isEmpty()) {
                break;
            }
            given.add(next.get());
        }
        return given;
    }

    private static Configuration configuration(Object... pairs) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return new Configuration(values);
    }

    private static Optional<Condition> when(String name, Object value) {
        return Optional.of(new Condition(name, List.of(value)));
    }

    private static Choice choice(String name, Object... values) {
        return new Choice(name, List.of(values), Optional.empty());
    }

    /** Zero stands for no step and no count. */
    private static Range range(
            String name, double min, double max, Scale scale, boolean integral, double step, int count) {
        return new Range(
                name,
                min,
                max,
                scale,
                integral,
                step == 0 ? OptionalDouble.empty() : OptionalDouble.of(step),
                count == 0 ? OptionalInt.empty() : OptionalInt.of(count),
                Optional.empty());
    }
}
