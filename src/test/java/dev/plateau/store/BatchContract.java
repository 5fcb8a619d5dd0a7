package dev.plateau.store;

import static dev.plateau.store.Samples.report;
import static dev.plateau.store.Samples.search;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.store.Report.Score;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.train.EpochReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store must do with several epochs that are reported together. */
@SuppressWarnings("NullAway.Init")
abstract class BatchContract {

    private Store store;
    private long id;
    private List<RunRow> runs;

    abstract Store empty();

    @BeforeEach
    void open() {
        store = empty();
        id = store.create(search("digits", 2, 4));
        runs = store.runs(id);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Report of(RunRow run, int epoch, Map<String, Double> metrics) {
        return new Report(run.id(), 1, new EpochReport(epoch, epoch, epoch, 0.25, metrics), List.of());
    }

    private Map<String, List<Double>> curves(RunRow run) {
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        for (SeriesRow series : store.seriesOfRun(run.id())) {
            curves.put(series.name(), series.curve().values());
        }
        return curves;
    }

    @Test
    void storesAllEpochsOfABatchWithTheirScores() {
        RunRow run = runs.get(0);
        long trial = store.trials(id).get(0).id();
        store.begin(run.id(), "w");
        assertTrue(store.report(List.of(
                        report(run, 1, 1, 0.5), report(run, 1, 2, 0.25, new Score(trial, 0.25)), report(run, 1, 3, 1)))
                .join());
        assertEquals(Map.of("val_loss", List.of(0.5, 0.25, 1.0)), curves(run));
        assertEquals(3, store.run(run.id()).orElseThrow().epochs());
        assertEquals(0.75, store.run(run.id()).orElseThrow().seconds()); // exact: quarters have no rounding
        assertEquals(OptionalDouble.of(0.25), store.trials(id).get(0).score());
    }

    @Test
    void aBatchOfNothingIsStored() {
        assertTrue(store.report(List.of()).join());
    }

    @Test
    void aBatchIsOfOneAttempt() {
        store.begin(runs.get(0).id(), "w");
        store.begin(runs.get(1).id(), "w");
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> store.report(List.of(report(runs.get(0), 1, 1, 0), report(runs.get(1), 1, 1, 0))));
        assertEquals(
                "reports that are stored together are of one attempt, found attempt 1 of run "
                        + runs.get(0).id() + " and attempt 1 of run "
                        + runs.get(1).id(),
                e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> store.report(List.of(report(runs.get(0), 1, 1, 0), report(runs.get(0), 2, 2, 0))));
        assertEquals(Map.of(), curves(runs.get(0)));
    }

    @Test
    void nothingOfABatchIsStoredWhenOneOfItsEpochsCannotBe() {
        RunRow run = runs.get(0);
        store.begin(run.id(), "w");
        store.report(report(run, 1, 1, 0.5)).join();
        Report impossible = report(run, 1, 0, 7);
        CompletableFuture<Boolean> failed =
                store.report(List.of(report(run, 1, 2, -1), report(run, 1, 3, 99), impossible));
        CompletableFuture<Boolean> after = store.report(report(run, 1, 4, 0.75));
        assertThrows(RuntimeException.class, failed::join);
        assertTrue(after.join());
        assertEquals(Map.of("val_loss", List.of(0.5, Double.NaN, Double.NaN, 0.75)), curves(run));
        assertEquals(4, store.run(run.id()).orElseThrow().epochs());
        assertEquals(0.5, store.run(run.id()).orElseThrow().seconds());
    }

    @Test
    void nothingOfABatchIsStoredWhenOneOfItsScoresIsOfAnotherStage() {
        RunRow run = runs.get(0);
        long elsewhere = store.trials(id).get(2).id();
        store.begin(run.id(), "w");
        CompletableFuture<Boolean> failed =
                store.report(List.of(report(run, 1, 1, 0.5), report(run, 1, 2, 0.5, new Score(elsewhere, 0.5))));
        assertThrows(RuntimeException.class, failed::join);
        assertEquals(Map.of(), curves(run));
        assertEquals(List.of(), store.metrics(id));
        assertTrue(store.report(List.of(report(run, 1, 1, 0.125))).join());
        assertEquals(Map.of("val_loss", List.of(0.125)), curves(run));
    }

    @Test
    void batchesAreFencedOffFromTheMomentTheRunBeginsAnew() {
        RunRow run = runs.get(0);
        store.begin(run.id(), "w");
        CompletableFuture<Boolean> before = store.report(List.of(report(run, 1, 1, 0.5), report(run, 1, 2, 0.5)));
        int second = store.begin(run.id(), "w");
        CompletableFuture<Boolean> late = store.report(List.of(report(run, 1, 2, 7), report(run, 1, 3, 7)));
        assertTrue(before.join());
        assertFalse(late.join());
        assertTrue(store.report(List.of(report(run, second, 3, 0.25))).join());
        assertEquals(Map.of("val_loss", List.of(0.5, 0.5, 0.25)), curves(run));
        store.end(run.id(), second, State.FAILED, Optional.empty(), List.of());
        assertFalse(store.report(List.of(report(run, second, 4, 0.25))).join());
        assertEquals(3, store.run(run.id()).orElseThrow().epochs());
    }

    @Test
    void theFirstReportOfAnEpochStandsInsideOfABatchToo() {
        RunRow run = runs.get(0);
        store.begin(run.id(), "w");
        store.report(List.of(
                        of(run, 1, Map.of("loss", 0.5)),
                        of(run, 1, Map.of("loss", 9.0)),
                        of(run, 1, Map.of("val_loss", 0.75)),
                        of(run, 1, Map.of("val_loss", 9.0)),
                        of(run, 2, Map.of("accuracy", 0.25, "loss", Double.NaN)),
                        of(run, 2, Map.of("loss", 9.0))))
                .join();
        Map<String, List<Double>> expected = new LinkedHashMap<>();
        expected.put("loss", List.of(0.5, Double.NaN));
        expected.put("val_loss", List.of(0.75));
        expected.put("accuracy", List.of(Double.NaN, 0.25));
        assertEquals(List.copyOf(expected.entrySet()), List.copyOf(curves(run).entrySet()));
        assertEquals(List.of("loss", "val_loss", "accuracy"), store.metrics(id));
        assertEquals(0.5, store.run(run.id()).orElseThrow().seconds(), "two epochs, not six");
    }

    @Test
    void epochsMayComeOutOfOrder() {
        RunRow run = runs.get(0);
        store.begin(run.id(), "w");
        store.report(List.of(report(run, 1, 5, 5), report(run, 1, 2, 2))).join();
        store.report(List.of(report(run, 1, 4, 4), report(run, 1, 1, 1))).join();
        assertEquals(Map.of("val_loss", List.of(1.0, 2.0, Double.NaN, 4.0, 5.0)), curves(run));
        assertEquals(5, store.run(run.id()).orElseThrow().epochs());
        Progress axis = store.progress(List.of(run.stageId())).get(0);
        assertEquals(List.of(1, 2, 4, 5), axis.epoch());
    }

    /** More than the statement of most rows takes, and remainders of all sizes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 31, 32, 33, 63, 71, 300})
    void aBatchOfAnySizeIsStored(int epochs) {
        RunRow run = runs.get(0);
        store.begin(run.id(), "w");
        store.report(IntStream.rangeClosed(1, epochs)
                        .mapToObj(epoch -> report(run, 1, epoch, epoch))
                        .toList())
                .join();
        assertEquals(
                IntStream.rangeClosed(1, epochs)
                        .mapToObj(epoch -> (double) epoch)
                        .toList(),
                curves(run).get("val_loss"));
    }

    @Test
    void manyRunsReportBatchesAtOnceFromThreadsOfTheirOwn() throws InterruptedException {
        Queue<CompletableFuture<Boolean>> taken = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (RunRow run : runs) {
            Thread thread = new Thread(() -> {
                store.begin(run.id(), "w");
                for (int from = 1; from <= 60; from += 6) {
                    taken.add(store.report(IntStream.range(from, from + 6)
                            .mapToObj(epoch -> report(run, 1, epoch, run.id() + 0.5 * epoch))
                            .toList()));
                }
                store.end(run.id(), 1, State.COMPLETED, Optional.empty(), List.of());
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(taken.stream().allMatch(CompletableFuture::join));
        for (RunRow run : runs) {
            List<Double> expected = IntStream.rangeClosed(1, 60)
                    .mapToObj(epoch -> run.id() + 0.5 * epoch)
                    .toList();
            assertEquals(Map.of("val_loss", expected), curves(run));
        }
        assertEquals(60L * runs.size(), store.experiments().get(0).epochs());
    }

    /** The twin of the search gets the same reports one by one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void batchesLeaveTheSameBehindAsTheirReportsOneByOne(long seed) {
        Random random = new Random(seed);
        long twinId = store.create(search("twin", 2, 4));
        List<RunRow> twins = store.runs(twinId);
        for (int i = 0; i < runs.size(); i++) {
            store.begin(runs.get(i).id(), "w");
            store.begin(twins.get(i).id(), "w");
        }
        for (int round = 0; round < 40; round++) {
            int which = random.nextInt(runs.size());
            List<Report> batch = new ArrayList<>();
            for (int size = random.nextInt(12); size > 0; size--) {
                batch.add(of(runs.get(which), 1 + random.nextInt(40), metrics(random)));
            }
            store.report(batch).join();
            for (Report report : batch) {
                store.report(new Report(twins.get(which).id(), 1, report.epoch(), List.of()))
                        .join();
            }
        }
        assertEquals(store.metrics(id), store.metrics(twinId), () -> "seed " + seed);
        for (int i = 0; i < runs.size(); i++) {
            assertEquals(
                    List.copyOf(curves(runs.get(i)).entrySet()),
                    List.copyOf(curves(twins.get(i)).entrySet()),
                    () -> "seed " + seed);
            RunRow one = store.run(runs.get(i).id()).orElseThrow();
            RunRow other = store.run(twins.get(i).id()).orElseThrow();
            assertEquals(one.epochs(), other.epochs(), () -> "seed " + seed);
            assertEquals(one.seconds(), other.seconds(), () -> "seed " + seed);
        }
    }

    private static Map<String, Double> metrics(Random random) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c")) {
            if (random.nextInt(3) > 0) {
                metrics.put(name, random.nextInt(6) == 0 ? Double.NaN : random.nextInt(4) - 2.0);
            }
        }
        return metrics;
    }
}
