package dev.plateau.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.curve.Goal;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.track.Batch;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.Metric;
import dev.plateau.track.NewRun;
import dev.plateau.track.Point;
import dev.plateau.track.Query;
import dev.plateau.track.Query.Clause;
import dev.plateau.track.Query.Field;
import dev.plateau.track.Query.Kind;
import dev.plateau.track.Query.Operator;
import dev.plateau.track.Query.Order;
import dev.plateau.track.RunIds;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackException;
import dev.plateau.track.TrackedRun;
import dev.plateau.track.Tracker;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Logged runs as the pages read them, and searches as clients of the tracker read them. */
@SuppressWarnings("NullAway.Init")
final class LoggedRunsTest {

    private static final long START = 1_700_000_000_000L;

    @TempDir
    Path folder;

    private Store store;
    private Tracker tracker;
    private long id;

    @BeforeEach
    void open() {
        store = Stores.shared(folder.resolve("plateau.db"));
        tracker = store.tracker();
        id = tracker.createExperiment("logged", "", Map.of());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String begin(String... tags) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < tags.length; i += 2) {
            map.put(tags[i], tags[i + 1]);
        }
        return tracker.createRun(new NewRun(id, "", "ada", START, map)).id();
    }

    private void log(String run, String metric, long step, double value) {
        tracker.log(
                run, Batch.ofMetrics(List.of(new Metric(metric, new Point(step, START + 500 * (step + 1), value)))));
    }

    private void finish(String run) {
        tracker.updateRun(run, Optional.of(Status.FINISHED), OptionalLong.of(START + 60_000), Optional.empty());
    }

    private ExperimentRow experiment() {
        return store.experiment("logged").orElseThrow();
    }

    private TrialRow trial(int number) {
        return store.trial(id, number).orElseThrow();
    }

    private List<List<Double>> curves(TrialRow trial, String metric) {
        return store.series(List.of(trial.stageId()), metric).stream()
                .map(series -> series.curve().values())
                .toList();
    }

    @Test
    void aLoggedRunIsATrialWithACurveAndAxes() {
        String run = begin();
        tracker.log(run, Batch.ofParams(Map.of("lr", "0.010", "optimizer", "adam", "big", "1e999", "zero", "01")));
        log(run, "val_loss", 1, 0.5);
        log(run, "val_loss", 2, Double.NaN);
        log(run, "val_loss", 4, 0.25);
        log(run, "val_loss", 4_000_000, 9);
        TrialRow trial = trial(1);
        assertEquals("{\"big\":\"1e999\",\"lr\":0.010,\"optimizer\":\"adam\",\"zero\":\"01\"}", trial.configuration());
        assertEquals(4, trial.epochs());
        assertEquals(State.RUNNING, trial.state());
        assertEquals(List.of(List.of(0.5, Double.NaN, Double.NaN, 0.25)), curves(trial, "val_loss"));
        Progress axes = store.progress(List.of(trial.stageId())).get(0);
        assertEquals(List.of(1, 2, 4), axes.epoch());
        assertEquals(List.of(1L, 2L, 4L), axes.step());
        assertEquals(List.of(1.0, 1.5, 2.5), axes.seconds());
        RunRow row = store.runs(id).get(0);
        assertEquals(4, row.epochs());
        assertEquals(1, row.attempt());
        SeriesRow series = store.seriesOfRun(row.id()).get(0);
        assertEquals("val_loss", series.name());
        assertEquals(4, tracker.history(run, "val_loss").size(), "history has all");
        assertEquals(List.of("val_loss"), store.metrics(id));
    }

    @Test
    void stepsFromZeroAreEpochsFromOneAndTheLatestOfAnEpochWins() {
        String run = begin();
        log(run, "loss", 0, 3);
        log(run, "loss", 1, 2);
        tracker.log(run, Batch.ofMetrics(List.of(new Metric("loss", new Point(1, START + 90_000, 1)))));
        log(run, "loss", -5, 7);
        assertEquals(List.of(List.of(3.0, 1.0)), curves(trial(1), "loss"));
        assertEquals(4, tracker.history(run, "loss").size());
    }

    @Test
    void statesFollowTheRunsAndNobodyIsLost() {
        assertEquals(State.COMPLETED, experiment().state());
        String run = begin();
        assertEquals(State.RUNNING, experiment().state());
        log(run, "val_loss", 1, 0.5);
        finish(run);
        assertEquals(State.COMPLETED, experiment().state());
        assertEquals(State.COMPLETED, trial(1).state());
        assertEquals(OptionalDouble.of(0.5), experiment().bestScore());
        tracker.updateRun(run, Optional.of(Status.KILLED), OptionalLong.empty(), Optional.empty());
        assertEquals(State.CANCELLED, trial(1).state());
        assertEquals(State.CANCELLED, store.runs(id).get(0).state());
        assertEquals(State.CANCELLED, store.attempts(id).get(0).state());
    }

    @Test
    void theObjectiveIsChosenByNameAndSetByTags() {
        String one = begin();
        log(one, "whatever", 1, 7);
        assertEquals("whatever", experiment().metric());
        assertEquals(OptionalDouble.of(7), trial(1).score());
        log(one, "accuracy", 1, 0.8);
        assertEquals("accuracy", experiment().metric());
        assertEquals(Goal.MAXIMIZE, experiment().goal());
        log(one, "val_accuracy", 1, 0.7);
        log(one, "val_loss", 1, 0.4);
        log(one, "loss", 1, 0.3);
        assertEquals("val_loss", experiment().metric());
        assertEquals(Goal.MINIMIZE, experiment().goal());
        assertEquals(OptionalDouble.of(0.4), trial(1).score());
        tracker.tagExperiment(id, Tags.OBJECTIVE, "accuracy");
        assertEquals(OptionalDouble.of(0.8), trial(1).score());
        assertEquals(Goal.MAXIMIZE, experiment().goal());
        tracker.tagExperiment(id, Tags.GOAL, "minimize");
        assertEquals(Goal.MINIMIZE, experiment().goal());
        tracker.untagExperiment(id, Tags.OBJECTIVE);
        assertEquals("val_loss", experiment().metric());
        log(one, "val_loss", 2, 0.2);
        assertEquals(OptionalDouble.of(0.2), trial(1).score(), "the latest value");
        assertEquals(
                List.of(0.2),
                store.scores(id).stream().map(Rows.ScoreRow::value).toList());
    }

    private String fold(String parent, int fold, double score) {
        String child = begin(Tags.PARENT, parent, "mlflow.user", "ada");
        log(child, "val_loss", 1, score + 1);
        tracker.log(child, Batch.ofParams(Map.of("fold", String.valueOf(fold))));
        log(child, "val_loss", 2, score);
        finish(child);
        return child;
    }

    @Test
    void runsInsideOfARunThatSayWhichAreItsFolds() {
        String parent = begin();
        log(parent, "val_loss", 1, 99);
        String zero = fold(parent, 0, 1);
        fold(parent, 1, 3);
        finish(parent);
        assertEquals(List.of(1), store.trials(id).stream().map(TrialRow::number).toList());
        TrialRow trial = trial(1);
        assertEquals(2, trial.foldsDone());
        assertEquals(OptionalDouble.of(2), trial.score());
        assertEquals(OptionalDouble.of(1), trial.scoreError());
        assertEquals(2, trial.epochs());
        assertEquals(List.of(List.of(2.0, 1.0), List.of(4.0, 3.0)), curves(trial, "val_loss"));
        assertEquals(List.of(0, 1), store.runs(id).stream().map(RunRow::fold).toList());
        assertEquals(3, tracker.runs(all()).rows().size(), "clients see all three");

        tracker.runLifecycle(zero, Lifecycle.DELETED);
        assertEquals(OptionalDouble.of(3), trial(1).score());
        tracker.runLifecycle(zero, Lifecycle.ACTIVE);
        assertEquals(OptionalDouble.of(2), trial(1).score());

        tracker.runLifecycle(parent, Lifecycle.DELETED);
        assertEquals(
                List.of(2, 3), store.trials(id).stream().map(TrialRow::number).toList());
        tracker.runLifecycle(parent, Lifecycle.ACTIVE);
        assertEquals(OptionalDouble.of(2), trial(1).score());
        assertEquals(1, store.trials(id).size());
    }

    @Test
    void aParentThatLosesItsFoldsIsARunOfItsOwnAgain() {
        String parent = begin();
        log(parent, "val_loss", 1, 99);
        String child = begin(Tags.PARENT, parent, Tags.FOLD, "0");
        log(child, "val_loss", 1, 1);
        assertEquals(OptionalDouble.of(1), trial(1).score());
        tracker.untagRun(child, Tags.FOLD);
        assertEquals(OptionalDouble.of(99), trial(1).score());
        assertEquals(OptionalDouble.of(1), trial(2).score());
        assertEquals(List.of(List.of(99.0)), curves(trial(1), "val_loss"));
    }

    @Test
    void nestedRunsThatSayNothingAndSecondClaimsToAFoldAreTrials() {
        String parent = begin();
        begin(Tags.PARENT, parent);
        fold(parent, 0, 1);
        fold(parent, 0, 2);
        begin(Tags.PARENT, "f".repeat(32), Tags.FOLD, "1");
        assertEquals(
                List.of(1, 2, 4, 5),
                store.trials(id).stream().map(TrialRow::number).toList());
    }

    private Query all() {
        return new Query(List.of(id), Query.View.ALL, List.of(), List.of(), 0, 100);
    }

    @Test
    void twoStoresOfOneFileSeeAndContinueEachOthersRuns() {
        String run = begin();
        try (Store other = Stores.shared(folder.resolve("plateau.db"))) {
            for (int step = 1; step <= 200; step++) {
                log(run, "val_loss", step, step);
                other.tracker()
                        .log(run, Batch.ofMetrics(List.of(new Metric("val_loss", new Point(step, START, -step)))));
            }
            assertEquals(400, other.tracker().history(run, "val_loss").size());
        }
        assertEquals(400, tracker.history(run, "val_loss").size());
        assertEquals(200, trial(1).epochs());
    }

    @Test
    void aSearchTrainsWhileOthersLogAndIsReadThroughTheSameDoor() {
        try (Store training = Stores.sqlite(folder.resolve("plateau.db"))) {
            long search = training.create(Samples.search("digits", 1, 2));
            RunRow run = training.runs(search).get(0);
            TrialRow trial = training.trials(search).get(0);
            training.begin(run.id(), "slot-0");
            String logged = begin();
            training.report(Samples.report(run, 1, 1, 0.5)).join();
            log(logged, "val_loss", 1, 1);
            training.report(Samples.report(run, 1, 2, 0.25, new Report.Score(trial.id(), 0.25)))
                    .join();
            log(logged, "val_loss", 2, 2);
            assertEquals(2, tracker.history(logged, "val_loss").size());
            searchAsRuns(search, trial, run);
        }
    }

    private static double loss(TrackedRun run) {
        return Objects.requireNonNull(run.metrics().get("val_loss")).value();
    }

    private void searchAsRuns(long search, TrialRow trial, RunRow run) {
        String trialId = RunIds.ofTrial(trial.id());
        TrackedRun read = tracker.run(trialId).orElseThrow();
        assertEquals("t01", read.name());
        assertEquals(0.25, loss(read));
        TrackedRun fold = tracker.run(RunIds.ofRun(run.id())).orElseThrow();
        assertEquals(Status.RUNNING, fold.status());
        assertEquals(
                List.of(0.5, 0.25),
                tracker.history(RunIds.ofRun(run.id()), "val_loss").stream()
                        .map(Point::value)
                        .toList());
        assertEquals(2, tracker.history(trialId, "val_loss").size());
        tracker.log(trialId, new Batch(List.of(), Map.of("note", "x"), Map.of("phase", "p")));
        assertEquals("p", tracker.run(trialId).orElseThrow().tags().get("phase"));
        assertEquals("x", tracker.run(trialId).orElseThrow().params().get("note"));
        assertThrows(TrackException.class, () -> log(trialId, "loss", 1, 1));
        assertThrows(TrackException.class, () -> tracker.runLifecycle(trialId, Lifecycle.DELETED));
        assertThrows(TrackException.class, () -> tracker.experimentLifecycle(search, Lifecycle.DELETED));
        assertThrows(TrackException.class, () -> tracker.createRun(new NewRun(search, "", "", START, Map.of())));
        Clause better = new Clause(new Field(Kind.METRIC, "val_loss"), Operator.LESS, List.of(3.0));
        Order best = new Order(new Field(Kind.METRIC, "val_loss"), true);
        List<TrackedRun> found = tracker.runs(
                        new Query(List.of(search, id), Query.View.ACTIVE, List.of(better), List.of(best), 0, 10))
                .rows();
        assertEquals(
                List.of(0.25, 0.25, 2.0),
                found.stream().map(LoggedRunsTest::loss).toList());
    }

    @Test
    void sqlAndMemoryAnswerEveryQuestionAlike() {
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            String run = begin("phase", "p" + random.nextInt(3));
            if (random.nextInt(4) > 0) {
                log(run, "val_loss", 1, random.nextInt(5) == 0 ? Double.NaN : random.nextInt(6));
            }
            if (random.nextBoolean()) {
                tracker.log(run, Batch.ofParams(Map.of("o%_p", random.nextBoolean() ? "A*b" : "a_B")));
            }
        }
        long search = searchWithoutTrials();
        int questions = 0;
        for (Operator operator : Operator.values()) {
            for (Clause clause : clauses(operator)) {
                for (Order order : orders()) {
                    Query alone = new Query(List.of(id), Query.View.ALL, List.of(clause), List.of(order), 3, 10);
                    Query both = new Query(List.of(id, search), Query.View.ALL, List.of(clause), List.of(order), 3, 10);
                    assertEquals(tracker.runs(alone), tracker.runs(both), () -> clause + " " + order);
                    questions++;
                }
            }
        }
        assertEquals(10 * 3 * 4, questions);
    }

    /** With it a question is answered in memory. */
    private long searchWithoutTrials() {
        try (Store training = Stores.sqlite(folder.resolve("plateau.db"))) {
            return training.create(new Search(
                    "empty", "", "hash", "text", "val_loss", Goal.MINIMIZE, Map.of(), List.of(), List.of(), List.of()));
        }
    }

    private static List<Clause> clauses(Operator operator) {
        boolean texts = operator == Operator.LIKE || operator == Operator.ILIKE;
        List<Clause> clauses = new ArrayList<>();
        clauses.add(
                texts
                        ? new Clause(new Field(Kind.ATTRIBUTE, "run_name"), operator, List.of("RUN-1_"))
                        : new Clause(new Field(Kind.METRIC, "val_loss"), operator, List.of(3.0)));
        clauses.add(new Clause(new Field(Kind.PARAM, "o%_p"), operator, List.of("a*_")));
        clauses.add(new Clause(new Field(Kind.TAG, "phase"), operator, List.of("p1")));
        return clauses;
    }

    private static List<Order> orders() {
        return List.of(
                new Order(new Field(Kind.METRIC, "val_loss"), true),
                new Order(new Field(Kind.METRIC, "val_loss"), false),
                new Order(new Field(Kind.PARAM, "o%_p"), false),
                new Order(new Field(Kind.ATTRIBUTE, "run_name"), true));
    }

    @Test
    void aStoreForReadingOnlyReadsAndRefusesToWrite() {
        String run = begin();
        log(run, "val_loss", 1, 0.5);
        try (Store reading = Stores.readOnly(folder.resolve("plateau.db"))) {
            assertEquals(1, reading.tracker().history(run, "val_loss").size());
            assertEquals(1, reading.trials(id).size());
            assertThrows(IllegalStateException.class, () -> reading.tracker().createExperiment("other", "", Map.of()));
        }
    }

    @Test
    void aDatabaseOfVersionFourIsReadAsItIsAndMigratedToBeLoggedTo() throws SQLException {
        Path old = folder.resolve("old.db");
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + old);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db")
                .placeholders(
                        Map.of("identity", "INTEGER PRIMARY KEY", "without_rowid", "WITHOUT ROWID", "bytes", "BLOB"))
                .target("4")
                .load()
                .migrate();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO experiment (name, description, definition, text, metric, goal, state, created, last_activity)"
                            + " VALUES ('old', '', 'hash', '', 'val_loss', 'MINIMIZE', 'COMPLETED', 0, 0)");
        }
        try (Store reading = Stores.readOnly(old)) {
            assertEquals(
                    "old", reading.tracker().experiment("old").orElseThrow().name());
            assertEquals(List.of(), reading.tracker().runs(all()).rows());
            assertEquals(List.of(), reading.tracker().models(List.of(id)));
            assertEquals(List.of(), reading.trials(id));
        }
        try (Store writing = Stores.shared(old)) {
            long fresh = writing.tracker().createExperiment("fresh", "", Map.of());
            writing.tracker().createRun(new NewRun(fresh, "", "", START, Map.of()));
            assertEquals(1, writing.trials(fresh).size());
            assertEquals(2, writing.experiments().size());
        }
    }
}
