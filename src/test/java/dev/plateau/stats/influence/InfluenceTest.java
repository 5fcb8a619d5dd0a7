package dev.plateau.stats.influence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reference numbers are SciPy 1.17.1's: kruskal, spearmanr, bootstrap, and its distributions in the formulas of the Javadoc. */
class InfluenceTest {

    private static final double[][] EPOCHS = {{3, 5, 8, 5}, {6, 9, 12, 20}, {15, 30, 22, 40}};

    private static List<double[]> logs() {
        return Arrays.stream(EPOCHS)
                .map(group -> Arrays.stream(group).map(Math::log).toArray())
                .toList();
    }

    /** A training of 1,000 rows. */
    private static Observation training(long batch, Object other, double epochs, boolean improving) {
        return new Observation(
                Map.of("batch_size", batch, "other", other), epochs, epochs * 1000 / batch, epochs * 1000, improving);
    }

    @Test
    void kruskalWallisWithTiesAgreesWithSciPy() {
        GroupTest test = Association.kruskalWallis(logs());
        assertEquals(8.68421052631579, test.statistic(), 1e-9);
        assertEquals(0.013009111750454485, test.p(), 1e-9);
    }

    @Test
    void etaSquaredAgreesWithNumPy() {
        assertEquals(0.747464076594256, Association.share(logs()), 1e-9);
        assertTrue(Double.isNaN(Association.share(List.of(new double[] {2, 2}, new double[] {2}))));
    }

    @Test
    void spearmanWithTiesAgreesWithSciPyAndItsIntervalWithTheFormula() {
        double[] values = {16, 16, 16, 16, 32, 32, 32, 32, 64, 64, 64, 64};
        Interval rho = Association.correlation(
                values, Arrays.stream(EPOCHS).flatMapToDouble(Arrays::stream).toArray(), 0.95);
        assertEquals(0.8885233166386386, rho.value(), 1e-9);
        assertEquals(0.5671434573598231, rho.low(), 1e-9);
        assertEquals(0.9750842610629684, rho.high(), 1e-9);
    }

    @Test
    void theExpandedPercentilesAgreeWithSciPy() {
        assertEquals(6.834137311941282e-08, Bootstrap.tail(3, 0.95), 1e-9);
        assertEquals(0.00011903073915322603, Bootstrap.tail(4, 0.95), 1e-9);
        assertEquals(0.008550639024406366, Bootstrap.tail(10, 0.95), 1e-9);
        assertEquals(0.020257536362843834, Bootstrap.tail(40, 0.95), 1e-9);
    }

    /** scipy.stats.bootstrap of the mean, 400,000 draws, at the same percentiles; 4,000 draws lie within 4 % of it. */
    @Test
    void theBootstrapAgreesWithSciPy() {
        double[] logs = Arrays.stream(new double[] {3, 5, 8, 5, 9, 12, 7, 20, 6, 11})
                .map(Math::log)
                .toArray();
        Interval mean = Bootstrap.geometricMean(logs, 0.95);
        assertEquals(7.5461372113388, mean.value(), 1e-9);
        assertEquals(5.16873064, mean.low(), 0.2);
        assertEquals(11.10459613, mean.high(), 0.4);
    }

    @Test
    void pairsCancelWhatOtherParametersDo() {
        List<Observation> all = new ArrayList<>();
        double[] rates = {0.0001, 0.001, 0.01, 0.1};
        for (int i = 0; i < rates.length; i++) {
            double epochs = Math.pow(4, 4 - i);
            all.add(training(16, rates[i], epochs, false));
            all.add(training(64, rates[i], epochs * (1.9 + 0.1 * i), false));
        }
        Influence batch = Influence.of(all, 0.95).stream()
                .filter(one -> one.parameter().equals("batch_size"))
                .findFirst()
                .orElseThrow();
        Ratio ratio = batch.ratio().orElseThrow();
        assertEquals("64", ratio.of());
        assertEquals(4, ratio.pairs());
        assertEquals(Math.pow(1.9 * 2.0 * 2.1 * 2.2, 0.25), ratio.epochs().value(), 1e-12);
        assertEquals(ratio.epochs().value() / 4, ratio.steps().value(), 1e-12);
        assertTrue(batch.tells());
        assertEquals(
                "batch_size: 64 takes 2.0 times [1.9–2.2] the epochs of 16, but 0.51 times [0.48–0.55] the steps",
                batch.sentence());
        assertEquals("batch_size", Influence.of(all, 0.95).get(0).parameter(), "the rates have two trainings each");
    }

    @Test
    void trainingsThatStillImprovedMakeABound() {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(training(16, i, 10 + i, false));
            all.add(training(64, i, 40, i > 1));
        }
        Influence batch = Influence.of(all, 0.95).get(0);
        assertEquals(Ratio.Bound.AT_LEAST, batch.ratio().orElseThrow().bound());
        assertTrue(
                batch.sentence().startsWith("batch_size: 64 takes at least 3.5 times [from 3.1] the epochs of 16"),
                batch.sentence());
        assertEquals(2, batch.levels().get(1).improving());
        assertEquals(Double.POSITIVE_INFINITY, batch.levels().get(1).epochs().high());
        all.add(training(16, 9L, 40, true));
        assertTrue(
                Influence.of(all, 0.95).stream()
                        .anyMatch(
                                one -> one.sentence()
                                        .equals(
                                                "batch_size: cannot be told; trainings of 64 and of 16 were still improving at their last epoch")));
    }

    @Test
    void fewTrainingsDoNotTell() {
        List<Influence> two = Influence.of(List.of(training(16, 1L, 5, false), training(64, 1L, 50, false)), 0.95);
        assertEquals(1, two.size(), "a parameter with one value decides nothing");
        assertEquals("batch_size: 2 trainings are too few to tell", two.get(0).sentence());
        assertFalse(two.get(0).tells());
        assertEquals(List.of(), Influence.of(List.of(), 0.95));
    }

    @Test
    void whatDoesNotMatterDoesNotTell() {
        List<Observation> all = new ArrayList<>();
        double[] noise = {9, 14, 11, 8, 13, 10};
        for (int i = 0; i < noise.length; i++) {
            all.add(training(16, i, noise[i], false));
            all.add(training(64, i, noise[noise.length - 1 - i], false));
        }
        Influence batch = Influence.of(all, 0.95).stream()
                .filter(one -> one.parameter().equals("batch_size"))
                .findFirst()
                .orElseThrow();
        assertFalse(batch.tells());
        assertEquals(0, batch.share(), 1e-12);
        assertEquals(1, batch.ratio().orElseThrow().epochs().value(), 1e-12);
        assertTrue(batch.sentence().startsWith("batch_size: the trainings do not tell"), batch.sentence());
    }

    @Test
    void valuesThatDoNotRepeatAreGroupedInRangesOfEqualSize() {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(new Observation(
                    Map.of("rate", Math.pow(10, -4 + i * 0.15)), 100 - 4 * i, Double.NaN, Double.NaN, false));
        }
        Influence rate = Influence.of(all, 0.95).get(0);
        assertEquals(
                List.of("0.0001–0.0003981", "0.0005623–0.002239", "0.003162–0.01259", "0.01778–0.07079"),
                rate.levels().stream().map(Level::value).toList());
        assertEquals(5, rate.levels().get(3).trainings());
        assertEquals(-1, rate.correlation().orElseThrow().value(), 1e-12);
        assertEquals(0, rate.ratio().orElseThrow().pairs());
        assertTrue(rate.tells());
        // 100, 96, ... 84 against 40, 36, ... 24: all of the one against all of the other
        assertEquals(2.916002, rate.ratio().orElseThrow().epochs().value(), 1e-6);
        assertFalse(rate.sentence().contains("steps"), rate.sentence());
    }

    @Test
    void categoriesAreComparedWhereTheyDifferMostAtAHigherConfidence() {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(new Observation(Map.of("updater", "adam"), 10 + i, 1, 1, false));
            all.add(new Observation(Map.of("updater", "sgd"), 50 + i, 1, 1, false));
            all.add(new Observation(Map.of("updater", "rmsprop"), 20 + i, 1, 1, false));
        }
        Influence updater = Influence.of(all, 0.95).get(0);
        assertFalse(updater.ordered());
        assertEquals("sgd", updater.ratio().orElseThrow().of());
        assertEquals("adam", updater.ratio().orElseThrow().to());
        assertTrue(updater.correlation().isEmpty());
        assertTrue(updater.tells());
    }
}
