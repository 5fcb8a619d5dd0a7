package dev.plateau.compare;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.compare.Budget.Unit;
import dev.plateau.compare.Comparison.Entry;
import dev.plateau.curve.Estimate;
import dev.plateau.stats.Interval;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials beside each other that cannot all be tested. */
@SuppressWarnings("NullAway.Init")
class FieldTest {

    private static final List<Double> GOOD = List.of(0.20, 0.23, 0.21, 0.24, 0.22);

    private Store store;

    @BeforeEach
    void write(@TempDir Path folder) {
        store = Stores.sqlite(folder.resolve("scores.db"));
        SampleScores.store(
                store,
                SampleScores.search("five", "val_loss", 4, 5),
                List.of(
                        List.of(0.30, 0.34, 0.31, 0.33, 0.32),
                        GOOD,
                        List.of(0.3, 0.3),
                        List.of(0.3, 0.3, Double.NaN, 0.3, 0.3)));
        SampleScores.store(store, SampleScores.search("three", "val_loss", 1, 3), List.of(List.of(0.1, 0.2, 0.3)));
        SampleScores.store(
                store, SampleScores.search("right", "val_accuracy", 1, 5), List.of(List.of(0.9, 0.8, 0.9, 0.8, 0.9)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void saysOfThoseThatCanBeTestedWhatAComparisonSaysAndOfTheOthersWhyNot() {
        Field field = Field.of(
                store,
                List.of(entry("five", 3), entry("five", 1), entry("five", 2), entry("three", 1), entry("five", 4)),
                1,
                new At.Last());
        assertEquals(
                Optional.of(Comparison.of(store, List.of(entry("five", 1), entry("five", 2)), new At.Last())),
                field.comparison());
        assertEquals(
                List.of(-1, 0, 1, -1, -1),
                field.rows().stream().map(Field.Row::place).toList());
        assertAll(
                () -> assertTrue(why(field, 0).startsWith("t03 of five has 2 of 5 folds"), why(field, 0)),
                () -> assertEquals("", why(field, 1)),
                () -> assertTrue(why(field, 3).contains("five and three differ in their folds"), why(field, 3)),
                () -> assertTrue(why(field, 4).startsWith("t04 of five has a score that is no number"), why(field, 4)));
    }

    @Test
    void aBaselineThatLacksAFoldLeavesNothingToTest() {
        Field field = Field.of(store, List.of(entry("five", 1), entry("five", 3)), 1, new At.Last());
        assertEquals(Optional.empty(), field.comparison());
        assertEquals(why(field, 1), why(field, 0));
        assertEquals(0.32, field.rows().get(0).score().mean(), 1e-12);
    }

    @Test
    void trialsOfOtherMetricsStandBesideEachOther() {
        Field field = Field.of(store, List.of(entry("five", 2), entry("right", 1)), 0, new At.Last());
        assertTrue(why(field, 1).contains("five has val_loss, right has val_accuracy"), why(field, 1));
        assertEquals(0.86, field.rows().get(1).score().mean(), 1e-12);
    }

    /** 0.22 +- 2.776445 sqrt(1/5 + 1/4) 0.0158114: t(0.975; 4) from a printed table, the rest by hand. */
    @Test
    void intervalOfAMeanIsWidenedForTheOverlapOfTheTrainingRows() {
        Interval interval = Field.of(store, List.of(entry("five", 2)), 0, new At.Last())
                .rows()
                .get(0)
                .interval()
                .orElseThrow();
        assertEquals(0.22 - 0.0294486, interval.low(), 1e-6);
        assertEquals(0.22 + 0.0294486, interval.high(), 1e-6);
    }

    @Test
    void budgetIsReadAtTheLastEpochThatItIsEnoughFor() {
        Entry trial = entry("five", 2);
        assertEquals(2, Budget.spent(store, trial.trial(), Unit.SAMPLES));
        assertSpent(2, 0.22, spent(trial, 2));
        assertSpent(2, 0.22, spent(trial, 1000));
        assertSpent(1, 1.22, spent(trial, 1.9));
        assertEquals(new At.Reading(0, List.of()), spent(trial, 0.5));
        Field field = Field.of(store, List.of(trial, entry("five", 1)), 0, new At.Spent(new Budget(Unit.SAMPLES, 0.5)));
        assertEquals("t02 of five has no epoch that the budget is enough for", why(field, 1));
    }

    private static void assertSpent(int epoch, double mean, At.Reading reading) {
        assertEquals(epoch, reading.epoch());
        assertEquals(5, reading.scores().size());
        assertEquals(mean, Estimate.of(reading.scores()).mean(), 1e-12);
    }

    private At.Reading spent(Entry entry, double samples) {
        return new At.Spent(new Budget(Unit.SAMPLES, samples)).read(store, entry.experiment(), entry.trial());
    }

    private static String why(Field field, int row) {
        return field.rows().get(row).why();
    }

    private Entry entry(String name, int trial) {
        ExperimentRow experiment = store.experiment(name).orElseThrow();
        return new Entry(experiment, store.trials(experiment.id()).get(trial - 1));
    }
}
