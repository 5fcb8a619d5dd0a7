package dev.plateau.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which parameters decide. */
class ImportanceTest {

    private static final double EXACT = 1e-9;

    private static List<Double> numbers(int trials, IntToDoubleFunction value) {
        return IntStream.range(0, trials).mapToObj(value::applyAsDouble).toList();
    }

    private static Map<String, Importance> byName(List<Importance> found) {
        return found.stream().collect(Collectors.toMap(Importance::name, Function.identity()));
    }

    private static Importance named(List<Importance> found, String name) {
        return Optional.ofNullable(byName(found).get(name)).orElseThrow();
    }

    /** 60 trials: a grid of rates and of batches, units at random, a kind that large batches alone have; two diverged. */
    private static List<Importance> sample() {
        List<Double> rate = numbers(60, i -> 1e-4 * Math.pow(10, i % 4));
        List<Double> batch = numbers(60, i -> 16 << ((i / 4) % 3));
        List<Double> units = numbers(60, i -> Math.pow((i * 37) % 61, 2) + 0.5);
        List<String> kinds = List.of("sgd", "adam", "rmsprop");
        List<Optional<String>> kind = IntStream.range(0, 60)
                .mapToObj(i -> batch.get(i) > 16
                        ? Optional.of(kinds.get(i % 7 == 0 ? 2 : i * 5 % 3))
                        : Optional.<String>empty())
                .toList();
        List<Double> scores = numbers(
                60,
                i -> i == 7 || i == 23
                        ? Double.NaN
                        : Math.abs(Math.log10(rate.get(i)) + 2.2)
                                + (kind.get(i).equals(Optional.of("sgd")) ? 0.3 : 0)
                                + (i * 29 % 31) / 40.0);
        return Importance.of(
                List.of(
                        new Column.Numbers("rate", rate),
                        new Column.Numbers("batch", batch),
                        new Column.Numbers("units", units),
                        new Column.Categories("kind", kind)),
                scores,
                Goal.MINIMIZE,
                42);
    }

    /**
     * Against NumPy 2.4.6 and SciPy 1.17.1: {@code explained} is there three ways, by theorem 1 of the paper over histograms,
     * as {@code chi2_contingency(table, correction=False).statistic / n} and as eta squared of {@code f_oneway}, which agree;
     * bootstrap and shuffles by a Java random generator written in Python from its Javadoc, {@code np.quantile}, {@code norm}.
     */
    @Test
    void agreesWithAnIndependentProgram() {
        List<Importance> found = sample();
        assertEquals(
                List.of("rate", "units", "kind", "batch"),
                found.stream().map(Importance::name).toList());
        check(named(found, "rate"), List.of(60.0, 0.6, 0.36113575865128644, 0.8909090909090909, 0.004));
        check(named(found, "batch"), List.of(60.0, 0.016, 8.4449590352869e-05, 0.07282051282051281, 0.846));
        check(named(found, "units"), List.of(60.0, 0.112, 0.01908347039483514, 0.2820062779348056, 0.846));
        check(
                named(found, "kind"),
                List.of(40.0, 0.053036437246963546, 0.0021686183807615527, 0.1691930326614521, 0.846));
    }

    private static void check(Importance found, List<Double> expected) {
        assertEquals(expected.get(0), found.trials());
        assertEquals(expected.get(1), found.explained(), EXACT, found.name());
        assertEquals(expected.get(2), found.interval().low(), EXACT, found.name());
        assertEquals(expected.get(3), found.interval().high(), EXACT, found.name());
        assertEquals(expected.get(4), found.p(), EXACT, found.name());
    }

    @Test
    void theSameArgumentsGiveTheSameNumbers() {
        assertEquals(sample(), sample());
    }

    /** 300 random trials; the score depends on the rate, and barely on the momentum; seed 3. */
    @Test
    void anIrrelevantParameterGetsNearNothing() {
        Random random = new Random(3);
        List<Double> rate = numbers(300, i -> Math.pow(10, -4 + 3 * random.nextDouble()));
        List<Double> momentum = numbers(300, i -> random.nextDouble());
        List<Double> idle = numbers(300, i -> random.nextDouble());
        List<Double> scores = numbers(300, i -> Math.pow(Math.log10(rate.get(i)) + 2.5, 2) + 0.05 * momentum.get(i));
        List<Importance> found = Importance.of(
                List.of(
                        new Column.Numbers("idle", idle),
                        new Column.Numbers("rate", rate),
                        new Column.Numbers("momentum", momentum)),
                scores,
                Goal.MINIMIZE,
                1);
        assertEquals("rate", found.get(0).name());
        assertTrue(named(found, "rate").explained() > 0.4, found.toString());
        assertTrue(named(found, "idle").explained() < 0.08, found.toString());
        assertTrue(named(found, "idle").p() > 0.05, found.toString());
        assertEquals(0.003, named(found, "rate").p(), EXACT, "the least that 999 shuffles can say of three");
    }

    @Test
    void theScaleOfAParameterDoesNotMatter() {
        Random random = new Random(9);
        List<Double> values = numbers(80, i -> random.nextDouble());
        List<Double> scores = numbers(80, i -> Math.abs(values.get(i) - 0.3) + 0.1 * random.nextDouble());
        List<Double> powers = values.stream().map(v -> Math.pow(10, 5 * v)).toList();
        Importance plain = Importance.of(List.of(new Column.Numbers("x", values)), scores, Goal.MINIMIZE, 1)
                .get(0);
        Importance logarithmic = Importance.of(List.of(new Column.Numbers("x", powers)), scores, Goal.MINIMIZE, 1)
                .get(0);
        assertTrue(plain.explained() > 0.3, plain.toString());
        assertEquals(plain, logarithmic);
        Importance mirrored = Importance.of(
                        List.of(new Column.Numbers("x", values)),
                        scores.stream().map(s -> -s).toList(),
                        Goal.MAXIMIZE,
                        1)
                .get(0);
        assertEquals(plain, mirrored);
    }

    @Test
    void aParameterThatAloneDecidesExplainsAll() {
        List<Double> scores = numbers(40, i -> i % 4 == 0 ? 0.1 : 0.9);
        List<Optional<String>> names =
                IntStream.range(0, 40).mapToObj(i -> Optional.of("v" + i % 4)).toList();
        Importance found = Importance.of(List.of(new Column.Categories("x", names)), scores, Goal.MINIMIZE, 1)
                .get(0);
        assertEquals(1, found.explained(), EXACT);
        assertEquals(0.001, found.p(), EXACT);
    }

    @Test
    void tooFewTrialsOneValueAndEqualScoresTellNothing() {
        Column few = new Column.Numbers("few", numbers(60, i -> i < 19 ? i : Double.NaN));
        Column one = new Column.Numbers("one", numbers(60, i -> 0.5));
        Column two = new Column.Numbers("two", numbers(60, i -> i % 2));
        List<Column> columns = new ArrayList<>(List.of(few, one, two));
        List<Importance> equal = Importance.of(columns, numbers(60, i -> 0.25), Goal.MINIMIZE, 1);
        assertEquals(List.of("two"), equal.stream().map(Importance::name).toList());
        assertEquals(0, equal.get(0).explained());
        assertEquals(1, equal.get(0).p());
        assertEquals(
                0,
                Importance.of(columns, numbers(60, i -> Double.NaN), Goal.MINIMIZE, 1)
                        .get(0)
                        .explained());
        assertThrows(
                IllegalArgumentException.class, () -> Importance.of(columns, numbers(59, i -> 1.0), Goal.MINIMIZE, 1));
    }
}
