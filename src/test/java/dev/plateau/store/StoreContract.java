package dev.plateau.store;

import static dev.plateau.store.Samples.report;
import static dev.plateau.store.Samples.search;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.Goal;
import dev.plateau.store.Report.Score;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.train.EpochReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does. */
@SuppressWarnings("NullAway.Init")
abstract class StoreContract {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Store store;

    /** An empty store whose clock stands at {@link #NOW}. */
    abstract Store empty();

    @BeforeEach
    void open() {
        store = empty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<RunRow> runs(long experiment) {
        return store.runs(experiment);
    }

    private TrialRow trial(long experiment, int number) {
        return store.trials(experiment).get(number - 1);
    }

    private boolean stored(Report report) {
        return store.report(report).join();
    }

    @Test
    void returnsASearchAsItWasStored() {
        Search search = search("digits", 2, 3);
        long id = store.create(search);

        assertEquals(search.folds(), store.folds(id));
        assertEquals(search.provenance(), store.provenance(id));
        ExperimentRow row = store.experiment("digits").orElseThrow();
        ExperimentRow expected = new ExperimentRow(
                id,
                "digits",
                search.description(),
                search.definition(),
                search.text(),
                "val_loss",
                Goal.MINIMIZE,
                State.QUEUED,
                NOW,
                NOW,
                OptionalDouble.empty(),
                Map.of(State.QUEUED, 4),
                Map.of(State.QUEUED, 6),
                0);
        assertEquals(expected, row);
        assertEquals(List.of(row), store.experiments());
        List<StageRow> stages = store.stages(id);
        assertEquals(
                search.stages().stream().map(Search.NewStage::settings).toList(),
                stages.stream().map(StageRow::settings).toList());
        assertEquals(List.of(0, 1), stages.stream().map(StageRow::number).toList());
        TrialRow last = trial(id, 4);
        assertEquals(
                new TrialRow(
                        last.id(),
                        4,
                        "{\"epochs\":4}",
                        stages.get(1).id(),
                        4,
                        State.QUEUED,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        0,
                        Optional.empty()),
                last);
        RunRow run = runs(id).get(5);
        assertEquals(
                new RunRow(
                        run.id(),
                        stages.get(1).id(),
                        0,
                        2,
                        0,
                        State.QUEUED,
                        -14,
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty()),
                run);
        assertEquals(Optional.of(run), store.run(run.id()));
    }

    @Test
    void remembersTheFilesOfAnExperiment() {
        long id = store.create(search("digits", 1, 1));
        long other = store.create(search("iris", 1, 1));
        assertEquals(List.of(), store.artifacts(id));
        Artifact one = new Artifact(
                2,
                "digits-t02-e4.plateau",
                Artifact.Kind.MODEL,
                "artifacts/digits-t02-e4.plateau",
                1234,
                "0a".repeat(32),
                "{}");
        Artifact two = new Artifact(
                1, "mine.plateau", Artifact.Kind.MODEL, "/elsewhere/mine.plateau", 0, "ff".repeat(32), "{\"trial\":1}");
        long first = store.add(id, one);
        long second = store.add(id, two);
        assertEquals(
                List.of(new Rows.ArtifactRow(first, one, NOW), new Rows.ArtifactRow(second, two, NOW)),
                store.artifacts(id));
        assertEquals(List.of(), store.artifacts(other));
        assertThrows(StoreException.class, () -> store.add(99, one), "an experiment that is not there");
        assertEquals(2, store.artifacts(id).size());
    }

    @Test
    void saysThatANameIsTakenAndStoresNothing() {
        store.create(search("digits", 1, 2));
        StoreException e = assertThrows(StoreException.class, () -> store.create(search("digits", 2, 2)));
        assertEquals(
                "there is already an experiment named digits: give this one another name, or use another --db",
                e.getMessage());
        assertEquals(1, store.experiments().size());
    }

    @Test
    void storesAllOfASearchOrNothing() {
        Search good = search("iris", 1, 2);
        Search bad = new Search(
                good.name(),
                good.description(),
                good.definition(),
                good.text(),
                good.metric(),
                good.goal(),
                good.provenance(),
                good.folds(),
                good.stages(),
                List.of(new Search.NewTrial(1, "{}", 0, 1), new Search.NewTrial(1, "{}", 0, 2)));
        assertThrows(StoreException.class, () -> store.create(bad));
        assertEquals(List.of(), store.experiments());
        store.create(good);
        assertEquals(2, store.trials(store.experiments().get(0).id()).size());
    }

    @Test
    void beginRaisesTheAttemptAndStartsTheTrials() {
        long id = store.create(search("digits", 2, 2));
        RunRow run = runs(id).get(0);
        assertEquals(1, store.begin(run.id(), "thread 1"));
        assertEquals(2, store.begin(run.id(), "thread 2"));
        RunRow after = store.run(run.id()).orElseThrow();
        assertEquals(State.RUNNING, after.state());
        assertEquals(Optional.of("thread 2"), after.worker());
        assertEquals(
                List.of(State.RUNNING, State.RUNNING, State.QUEUED, State.QUEUED),
                store.trials(id).stream().map(TrialRow::state).toList());
    }

    @Test
    void storesAnEpochOnceAndTheFirstReportStands() {
        long id = store.create(search("digits", 1, 2));
        RunRow run = runs(id).get(0);
        int attempt = store.begin(run.id(), "w");
        assertTrue(stored(report(run, attempt, 1, 0.5)));
        assertTrue(stored(report(run, attempt, 1, 0.75)));
        assertTrue(stored(new Report(
                run.id(),
                attempt,
                new EpochReport(1, 10, 320, 9, Map.of("val_loss", 0.1, "val_accuracy", 0.9)),
                List.of())));

        RunRow after = store.run(run.id()).orElseThrow();
        assertEquals(1, after.epochs());
        assertEquals(0.25, after.seconds()); // exact: stored, not computed
        assertEquals(List.of("val_loss", "val_accuracy"), store.metrics(id));
        assertEquals(
                List.of(List.of(0.5), List.of(0.9)),
                store.seriesOfRun(run.id()).stream()
                        .map(s -> s.curve().values())
                        .toList());
    }

    @Test
    void refusesReportsOfAnAttemptThatIsOver() {
        long id = store.create(search("digits", 1, 2));
        RunRow run = runs(id).get(0);
        assertFalse(stored(report(run, 0, 1, 0.5)), "before it began");
        int first = store.begin(run.id(), "w");
        int second = store.begin(run.id(), "w");
        assertFalse(stored(report(run, first, 1, 0.5)), "begun again");
        assertTrue(stored(report(run, second, 1, 0.25)));
        store.end(run.id(), first, State.FAILED, Optional.of("late"), List.of());
        assertEquals(State.RUNNING, store.run(run.id()).orElseThrow().state());
        store.end(run.id(), second, State.COMPLETED, Optional.empty(), List.of());
        assertFalse(stored(report(run, second, 2, 0.5)), "ended");
        assertEquals(1, store.run(run.id()).orElseThrow().epochs());
    }

    @Test
    void scoresATrialOverItsFoldsInTheTransactionOfTheEpoch() {
        long id = store.create(search("digits", 1, 2));
        RunRow one = runs(id).get(0);
        RunRow two = runs(id).get(1);
        long trial = trial(id, 1).id();
        store.begin(one.id(), "w");
        store.begin(two.id(), "w");

        stored(report(two, 1, 2, 3, new Score(trial, 3)));
        assertEquals(OptionalDouble.of(3), trial(id, 1).score());
        assertEquals(OptionalDouble.empty(), trial(id, 1).scoreError());
        assertEquals(State.RUNNING, trial(id, 1).state());

        stored(report(one, 1, 2, 1, new Score(trial, 1)));
        stored(report(one, 1, 2, 1, new Score(trial, 1)));
        TrialRow scored = trial(id, 1);
        assertEquals(OptionalDouble.of(2), scored.score());
        assertEquals(OptionalDouble.of(1), scored.scoreError()); // sd of {1, 3} is sqrt(2); / sqrt(2)
        assertEquals(2, scored.foldsDone());
        assertEquals(State.COMPLETED, scored.state());
        assertEquals(
                List.of(new ScoreRow(trial, one.id(), 0, 0, 1), new ScoreRow(trial, two.id(), 0, 1, 3)),
                store.scores(id));
        assertEquals(
                OptionalDouble.of(2), store.experiment("digits").orElseThrow().bestScore());
        assertEquals(State.RUNNING, trial(id, 2).state());
    }

    @Test
    void aTrialScoredNaNIsDoneAndNeverTheBest() {
        long id = store.create(search("digits", 1, 1));
        RunRow run = runs(id).get(0);
        store.begin(run.id(), "w");
        stored(report(run, 1, 2, Double.NaN, new Score(trial(id, 1).id(), Double.NaN)));
        assertEquals(State.COMPLETED, trial(id, 1).state());
        assertEquals(OptionalDouble.of(Double.NaN), trial(id, 1).score());
        assertEquals(
                OptionalDouble.empty(), store.experiment("digits").orElseThrow().bestScore());
        stored(report(run, 1, 4, 0.5, new Score(trial(id, 2).id(), Double.POSITIVE_INFINITY)));
        assertEquals(OptionalDouble.of(Double.POSITIVE_INFINITY), trial(id, 2).score());
    }

    @Test
    void anEndClosesTrialsThatAskedForMoreEpochs() {
        long id = store.create(search("digits", 1, 1));
        RunRow run = runs(id).get(0);
        store.begin(run.id(), "w");
        stored(report(run, 1, 2, 0.5, new Score(trial(id, 1).id(), 0.5)));
        store.end(
                run.id(),
                1,
                State.COMPLETED,
                Optional.of("stopped early at epoch 2"),
                List.of(new Score(trial(id, 2).id(), 0.5)));
        assertEquals(State.COMPLETED, trial(id, 2).state());
        RunRow ended = store.run(run.id()).orElseThrow();
        assertEquals(State.COMPLETED, ended.state());
        assertEquals(Optional.of("stopped early at epoch 2"), ended.message());
    }

    @Test
    void aFailedFoldFailsTheTrialsThatWaitForItAndLaterScoresDoNotHealThem() {
        long id = store.create(search("digits", 1, 2));
        RunRow one = runs(id).get(0);
        RunRow two = runs(id).get(1);
        long done = trial(id, 1).id();
        long open = trial(id, 2).id();
        store.begin(one.id(), "w");
        store.begin(two.id(), "w");
        stored(report(one, 1, 2, 1, new Score(done, 1)));
        stored(report(two, 1, 2, 1, new Score(done, 1)));
        stored(report(one, 1, 4, 1, new Score(open, 1)));
        store.end(two.id(), 1, State.FAILED, Optional.of("out of memory"), List.of());
        assertEquals(State.COMPLETED, trial(id, 1).state());
        assertEquals(State.FAILED, trial(id, 2).state());
        assertEquals(Optional.of("out of memory"), trial(id, 2).message());

        store.begin(two.id(), "w");
        stored(report(two, 2, 4, 3, new Score(open, 3)));
        assertEquals(State.FAILED, trial(id, 2).state());
        assertEquals(OptionalDouble.of(2), trial(id, 2).score());
        assertEquals(2, trial(id, 2).foldsDone());
    }

    @Test
    void aQueuedRunCanBeCancelledAndAPausedOneWaitsWithItsTrials() {
        long id = store.create(search("digits", 2, 1));
        RunRow paused = runs(id).get(0);
        RunRow cancelled = runs(id).get(1);
        store.begin(paused.id(), "w");
        store.end(paused.id(), 1, State.QUEUED, Optional.of("interrupted"), List.of());
        store.end(paused.id(), 1, State.COMPLETED, Optional.empty(), List.of());
        store.end(cancelled.id(), 0, State.CANCELLED, Optional.of("timeout"), List.of());
        assertEquals(
                List.of(State.QUEUED, State.CANCELLED),
                runs(id).stream().map(RunRow::state).toList());
        assertEquals(
                List.of(State.QUEUED, State.QUEUED, State.CANCELLED, State.CANCELLED),
                store.trials(id).stream().map(TrialRow::state).toList());
    }

    @Test
    void lostRunsWaitAgainAndKeepTheirEpochs() {
        long id = store.create(search("digits", 1, 3));
        RunRow lost = runs(id).get(1);
        store.begin(lost.id(), "w");
        stored(report(lost, 1, 1, 0.5));
        assertEquals(1, store.requeueLost(id));
        assertEquals(0, store.requeueLost(id));
        RunRow after = store.run(lost.id()).orElseThrow();
        assertEquals(State.QUEUED, after.state());
        assertEquals(1, after.epochs());
        assertEquals(State.QUEUED, trial(id, 1).state());
        assertFalse(stored(report(lost, 1, 2, 0.5)));
        assertEquals(2, store.begin(lost.id(), "w"));
    }

    @Test
    void keepsNaNAndInfinitiesAndGapsInCurves() {
        long id = store.create(search("digits", 1, 1));
        RunRow run = runs(id).get(0);
        store.begin(run.id(), "w");
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e308};
        for (int i = 0; i < values.length; i++) {
            stored(report(run, 1, i < 4 ? i + 1 : 6, values[i]));
        }
        List<Long> stages = store.stages(id).stream().map(StageRow::id).toList();
        SeriesRow series = store.series(stages, "val_loss").get(0);
        assertEquals(
                List.of(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        Double.NaN,
                        1e308),
                series.curve().values());
        assertEquals(List.of(), store.series(stages, "loss"));
    }

    @Test
    void returnsCurvesAndAxesInOrderOfStageRepeatAndFold() {
        long id = store.create(search("digits", 2, 2));
        List<RunRow> runs = runs(id);
        for (int i = runs.size() - 1; i >= 0; i--) {
            store.begin(runs.get(i).id(), "w");
            stored(report(runs.get(i), 1, 1, i));
            stored(report(runs.get(i), 1, 2, i));
        }
        List<Long> stages = store.stages(id).stream().map(StageRow::id).toList();
        List<Long> ids = runs.stream().map(RunRow::id).toList();
        assertEquals(
                ids,
                store.series(stages, "val_loss").stream().map(SeriesRow::runId).toList());
        List<Progress> progress = store.progress(stages);
        assertEquals(ids, progress.stream().map(Progress::runId).toList());
        assertEquals(
                new Progress(ids.get(0), List.of(1, 2), List.of(10L, 20L), List.of(320L, 640L), List.of(0.25, 0.5)),
                progress.get(0)); // exact: quarters have no rounding
    }

    @Test
    void theVersionChangesWithEveryWriteAndWithNothingElse() {
        long before = store.version();
        long id = store.create(search("digits", 1, 1));
        long created = store.version();
        assertNotEquals(before, created);
        store.runs(id);
        assertEquals(created, store.version());
        store.experimentState(id, State.RUNNING);
        assertNotEquals(created, store.version());
        assertEquals(State.RUNNING, store.experiment("digits").orElseThrow().state());
    }

    @Test
    void aReportOfAnUnknownRunFailsAlone() {
        long id = store.create(search("digits", 1, 1));
        RunRow run = runs(id).get(0);
        store.begin(run.id(), "w");
        var unknown = store.report(new Report(4711, 1, Samples.epoch(1, 0), List.of()));
        var good = store.report(report(run, 1, 1, 0.5));
        assertThrows(RuntimeException.class, unknown::join);
        assertTrue(good.join());
    }
}
