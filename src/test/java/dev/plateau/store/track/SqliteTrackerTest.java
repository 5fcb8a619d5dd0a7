package dev.plateau.store.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.track.Batch;
import dev.plateau.track.Found;
import dev.plateau.track.Input;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.LoggedModel;
import dev.plateau.track.Metric;
import dev.plateau.track.NewRun;
import dev.plateau.track.Point;
import dev.plateau.track.Query;
import dev.plateau.track.Query.Clause;
import dev.plateau.track.Query.Field;
import dev.plateau.track.Query.Kind;
import dev.plateau.track.Query.Operator;
import dev.plateau.track.Query.Order;
import dev.plateau.track.Query.View;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackException;
import dev.plateau.track.TrackedExperiment;
import dev.plateau.track.TrackedRun;
import dev.plateau.track.Tracker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every tracker must do. */
@SuppressWarnings("NullAway.Init")
final class SqliteTrackerTest {

    private static final long START = 1_700_000_000_000L;

    @TempDir
    Path folder;

    private Store store;
    private Tracker tracker;
    private long digits;

    @BeforeEach
    void open() {
        store = Stores.shared(folder.resolve("plateau.db"));
        tracker = store.tracker();
        tracker.defaultArtifacts("file:/artifacts");
        digits = tracker.createExperiment("digits", "", Map.of("team", "vision"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private TrackedRun begin(String name, String... tags) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < tags.length; i += 2) {
            map.put(tags[i], tags[i + 1]);
        }
        return tracker.createRun(new NewRun(digits, name, "ada", START, map));
    }

    private void log(TrackedRun run, String metric, long step, double value) {
        tracker.log(run.id(), Batch.ofMetrics(List.of(new Metric(metric, point(step, value)))));
    }

    private static Point point(long step, double value) {
        return new Point(step, START + 1000 * step, value);
    }

    private TrackedRun read(TrackedRun run) {
        return tracker.run(run.id()).orElseThrow();
    }

    private Point latest(TrackedRun run, String metric) {
        return Objects.requireNonNull(read(run).metrics().get(metric));
    }

    private static TrackException.Code refused(Runnable work) {
        return assertThrows(TrackException.class, work::run).code();
    }

    private static final TrackException.Code MISSING = TrackException.Code.RESOURCE_DOES_NOT_EXIST;
    private static final TrackException.Code EXISTS = TrackException.Code.RESOURCE_ALREADY_EXISTS;
    private static final TrackException.Code INVALID = TrackException.Code.INVALID_PARAMETER_VALUE;
    private static final TrackException.Code STATE = TrackException.Code.INVALID_STATE;

    @Test
    void anExperimentIsFoundByItsIdAndItsName() {
        TrackedExperiment found = tracker.experiment(digits).orElseThrow();
        assertEquals("digits", found.name());
        assertEquals("file:/artifacts/" + digits, found.artifacts());
        assertEquals(Map.of("team", "vision"), found.tags());
        assertEquals(Lifecycle.ACTIVE, found.lifecycle());
        assertEquals(Optional.of(found), tracker.experiment("digits"));
        assertEquals(Optional.empty(), tracker.experiment("iris"));
        assertEquals(Optional.empty(), tracker.experiment(digits + 1));
    }

    @Test
    void aNameIsTakenAlsoByADeletedExperiment() {
        assertEquals(EXISTS, refused(() -> tracker.createExperiment("digits", "", Map.of())));
        tracker.experimentLifecycle(digits, Lifecycle.DELETED);
        assertEquals(EXISTS, refused(() -> tracker.createExperiment("digits", "", Map.of())));
        long iris = tracker.createExperiment("iris", "s3://bucket/iris", Map.of());
        assertEquals("s3://bucket/iris", tracker.experiment(iris).orElseThrow().artifacts());
        assertEquals(EXISTS, refused(() -> tracker.renameExperiment(iris, "digits")));
    }

    @Test
    void anExperimentIsRenamedTaggedAndUntagged() {
        tracker.renameExperiment(digits, "numerals");
        tracker.renameExperiment(digits, "numerals");
        tracker.tagExperiment(digits, "team", "speech");
        tracker.tagExperiment(digits, Tags.NOTE, "what it is about");
        TrackedExperiment found = tracker.experiment("numerals").orElseThrow();
        assertEquals(Map.of("team", "speech", Tags.NOTE, "what it is about"), found.tags());
        assertEquals("what it is about", store.experiments().get(0).description());
        tracker.untagExperiment(digits, "team");
        tracker.untagExperiment(digits, "team");
        assertEquals(
                Map.of(Tags.NOTE, "what it is about"),
                tracker.experiment(digits).orElseThrow().tags());
    }

    @Test
    void theDefaultExperimentIsThereForThoseWhoAskAndClutteringNothing() {
        assertEquals("Default", tracker.experiment(0).orElseThrow().name());
        assertEquals(0, tracker.experiment("Default").orElseThrow().id());
        assertEquals(1, store.experiments().size());
        assertEquals(EXISTS, refused(() -> tracker.createExperiment("Default", "", Map.of())));
        TrackedRun run = tracker.createRun(new NewRun(0, "", "", START, Map.of()));
        assertEquals("file:/artifacts/0/" + run.id() + "/artifacts", run.artifacts());
        assertEquals(2, store.experiments().size());
        assertEquals(1, store.trials(0).size());
    }

    @Test
    void anExperimentIsDeletedWithItsRunsAndRestoredWithThoseThatWereNotDeletedBefore() {
        TrackedRun kept = begin("kept");
        TrackedRun gone = begin("gone");
        tracker.runLifecycle(gone.id(), Lifecycle.DELETED);
        tracker.experimentLifecycle(digits, Lifecycle.DELETED);
        tracker.experimentLifecycle(digits, Lifecycle.DELETED);
        assertEquals(Lifecycle.DELETED, read(kept).lifecycle());
        assertEquals(Lifecycle.DELETED, tracker.experiment(digits).orElseThrow().lifecycle());
        assertEquals(List.of(), store.experiments());
        assertEquals(STATE, refused(() -> begin("late")));
        assertEquals(STATE, refused(() -> log(kept, "loss", 1, 1)));
        assertEquals(2, ids(View.DELETED).size());
        tracker.experimentLifecycle(digits, Lifecycle.ACTIVE);
        assertEquals(List.of(kept.id()), ids(View.ACTIVE));
        assertEquals(List.of(gone.id()), ids(View.DELETED));
        assertEquals(1, store.trials(digits).size());
    }

    private List<String> ids(View view) {
        return find(view, List.of(), List.of()).stream().map(TrackedRun::id).toList();
    }

    @Test
    void experimentsAreFoundByNameAndTag() {
        long iris = tracker.createExperiment("iris", "", Map.of("team", "speech"));
        assertEquals(List.of("iris"), experiments(View.ACTIVE, clause(Kind.TAG, "team", Operator.EQUAL, "speech")));
        assertEquals(
                List.of("digits"), experiments(View.ACTIVE, clause(Kind.ATTRIBUTE, "name", Operator.LIKE, "dig%")));
        assertEquals(List.of(), experiments(View.ACTIVE, clause(Kind.ATTRIBUTE, "name", Operator.LIKE, "DIG%")));
        assertEquals(
                List.of("digits"), experiments(View.ACTIVE, clause(Kind.ATTRIBUTE, "name", Operator.ILIKE, "DIG%")));
        tracker.experimentLifecycle(iris, Lifecycle.DELETED);
        assertEquals(List.of("digits"), experiments(View.ACTIVE));
        assertEquals(List.of("iris"), experiments(View.DELETED));
        assertEquals(INVALID, refused(() -> experiments(View.ALL, clause(Kind.METRIC, "loss", Operator.LESS, 1.0))));
    }

    private List<String> experiments(View view, Clause... clauses) {
        Query query = new Query(List.of(), view, List.of(clauses), List.of(), 0, 10);
        return tracker.experiments(query).rows().stream()
                .map(TrackedExperiment::name)
                .toList();
    }

    @Test
    void aRunIsReadAsItWasCreated() {
        TrackedRun run = begin("first", "phase", "one");
        assertEquals(Optional.of(run), tracker.run(run.id()));
        assertTrue(run.id().matches("[0-9a-f]{32}"), run.id());
        assertEquals(Map.of("phase", "one", Tags.RUN_NAME, "first"), run.tags());
        assertEquals("file:/artifacts/" + digits + "/" + run.id() + "/artifacts", run.artifacts());
        assertEquals(Status.RUNNING, run.status());
        assertEquals("run-2", begin("").name());
        assertEquals("tagged", begin("", Tags.RUN_NAME, "tagged").name());
        assertEquals(Optional.empty(), tracker.run("0".repeat(32)));
        assertEquals(MISSING, refused(() -> tracker.createRun(new NewRun(99, "", "", START, Map.of()))));
    }

    @Test
    void statusEndAndNameChangeAndWhatIsEmptyStays() {
        TrackedRun run = begin("first");
        TrackedRun ended = tracker.updateRun(
                run.id(), Optional.of(Status.FINISHED), OptionalLong.of(START + 5), Optional.of("renamed"));
        assertEquals(ended, read(run));
        assertEquals(Status.FINISHED, ended.status());
        assertEquals(OptionalLong.of(START + 5), ended.ended());
        assertEquals("renamed", ended.tags().get(Tags.RUN_NAME));
        assertEquals(ended, tracker.updateRun(run.id(), Optional.empty(), OptionalLong.empty(), Optional.empty()));
        tracker.log(run.id(), Batch.ofTags(Map.of(Tags.RUN_NAME, "by tag")));
        assertEquals("by tag", read(run).name());
        assertEquals(
                MISSING,
                refused(() -> tracker.updateRun("x", Optional.empty(), OptionalLong.empty(), Optional.empty())));
    }

    @Test
    void paramsAreSetOnceAndTheSameAgainIsFine() {
        TrackedRun run = begin("first");
        Batch batch = new Batch(List.of(), Map.of("lr", "0.01", "optimizer", "adam"), Map.of("phase", "one"));
        tracker.log(run.id(), batch);
        tracker.log(run.id(), batch);
        Batch other = new Batch(
                List.of(new Metric("loss", point(1, 1))), Map.of("lr", "0.02", "depth", "3"), Map.of("phase", "two"));
        assertEquals(INVALID, refused(() -> tracker.log(run.id(), other)));
        TrackedRun read = read(run);
        assertEquals(batch.params(), read.params(), "nothing of the refused batch is there");
        assertEquals("one", read.tags().get("phase"));
        assertEquals(Map.of(), read.metrics());
    }

    @Test
    void aTagIsReplacedAndRemovedOnce() {
        TrackedRun run = begin("first");
        tracker.log(run.id(), Batch.ofTags(Map.of("phase", "one")));
        tracker.log(run.id(), Batch.ofTags(Map.of("phase", "two")));
        assertEquals("two", read(run).tags().get("phase"));
        tracker.untagRun(run.id(), "phase");
        assertEquals(MISSING, refused(() -> tracker.untagRun(run.id(), "phase")));
    }

    @Test
    void aDeletedRunTakesNothingUntilItIsRestored() {
        TrackedRun run = begin("first");
        tracker.runLifecycle(run.id(), Lifecycle.DELETED);
        tracker.runLifecycle(run.id(), Lifecycle.DELETED);
        assertEquals(STATE, refused(() -> log(run, "loss", 1, 1)));
        assertEquals(List.of(), store.trials(digits));
        assertEquals(List.of(), store.runs(digits));
        tracker.runLifecycle(run.id(), Lifecycle.ACTIVE);
        log(run, "loss", 1, 1);
        assertEquals(1, store.trials(digits).size());
        assertEquals(1, store.runs(digits).size());
    }

    @Test
    void whatIsTooLongIsRefusedInOneSentence() {
        TrackedRun run = begin("first");
        assertEquals(INVALID, refused(() -> log(run, "x".repeat(251), 1, 1)));
        assertEquals(INVALID, refused(() -> log(run, " ", 1, 1)));
        assertEquals(INVALID, refused(() -> tracker.log(run.id(), Batch.ofParams(Map.of("lr", "x".repeat(6001))))));
        assertEquals(INVALID, refused(() -> tracker.log(run.id(), Batch.ofTags(Map.of("t", "x".repeat(8001))))));
        assertEquals(INVALID, refused(() -> tracker.createExperiment("x".repeat(501), "", Map.of())));
        assertEquals(INVALID, refused(() -> tracker.createExperiment("", "", Map.of())));
        assertEquals(MISSING, refused(() -> tracker.log("nobody", Batch.ofTags(Map.of("t", "x")))));
    }

    @Test
    void dataSetsAreKeptOnceByNameAndDigest() {
        TrackedRun run = begin("first");
        Input input =
                new Input("digits", "abc", "local", "/digits.csv", "{}", "", Map.of("mlflow.data.context", "training"));
        tracker.logInputs(run.id(), List.of(input));
        tracker.logInputs(run.id(), List.of(input));
        assertEquals(List.of(input), read(run).inputs());
        begin("other");
        assertEquals(List.of("first"), names(clause(Kind.DATASET, "context", Operator.EQUAL, "training")));
        assertEquals(List.of(), names(clause(Kind.DATASET, "digest", Operator.EQUAL, "xyz")));
    }

    @Test
    void modelsAreKeptReplacedAndListed() {
        LoggedModel model = new LoggedModel(
                "m-1", digits, "", "net", "sklearn", "PENDING", "file:/m", 1, 1, Map.of("a", "\"b\"\n"), Map.of());
        assertEquals(model, tracker.createModel(model));
        LoggedModel ready = new LoggedModel(
                "m-1", digits, "", "net", "sklearn", "READY", "file:/m", 1, 2, model.params(), Map.of("t", "1"));
        tracker.updateModel(ready);
        assertEquals(Optional.of(ready), tracker.model("m-1"));
        assertEquals(List.of(ready), tracker.models(List.of(digits)));
        assertEquals(List.of(), tracker.models(List.of(digits + 1)));
        LoggedModel unknown = new LoggedModel("m-2", digits, "", "", "", "READY", "", 1, 1, Map.of(), Map.of());
        assertEquals(MISSING, refused(() -> tracker.updateModel(unknown)));
    }

    @Test
    void theLatestIsTheGreatestByStepThenTimeThenValue() {
        TrackedRun run = begin("first");
        log(run, "loss", 5, 0.5);
        log(run, "loss", 3, 0.9);
        assertEquals(point(5, 0.5), latest(run, "loss"));
        tracker.log(run.id(), Batch.ofMetrics(List.of(new Metric("loss", new Point(5, START, 0.1)))));
        assertEquals(0.5, latest(run, "loss").value());
        assertEquals(3, tracker.history(run.id(), "loss").size());
    }

    @Test
    void pointsThatAreThereAreNotAddedAgain() {
        TrackedRun run = begin("first");
        List<Metric> metrics = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            metrics.add(new Metric("loss", point(step, step)));
        }
        tracker.log(run.id(), Batch.ofMetrics(metrics));
        tracker.log(run.id(), Batch.ofMetrics(metrics));
        tracker.log(run.id(), Batch.ofMetrics(List.of(metrics.get(7), metrics.get(7), metrics.get(299))));
        assertEquals(metrics.stream().map(Metric::point).toList(), tracker.history(run.id(), "loss"));
    }

    @Test
    void everyNumberIsKept() {
        TrackedRun run = begin("first");
        List<Double> values = List.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                -0.0,
                Double.MAX_VALUE);
        for (int step = 0; step < values.size(); step++) {
            log(run, "loss", step, values.get(step));
        }
        log(run, "extreme", Long.MIN_VALUE, 1);
        log(run, "extreme", Long.MAX_VALUE, 2);
        assertEquals(
                values,
                tracker.history(run.id(), "loss").stream().map(Point::value).toList());
        log(run, "loss", 9, Double.NaN);
        assertEquals(Double.NaN, latest(run, "loss").value());
        assertEquals(Long.MAX_VALUE, latest(run, "extreme").step());
        assertEquals(2, tracker.history(run.id(), "extreme").size());
        assertEquals(List.of(), tracker.history(run.id(), "nothing"));
        assertEquals(List.of(), tracker.history("nobody", "loss"));
    }

    private static Clause clause(Kind kind, String name, Operator operator, Object... values) {
        return new Clause(new Field(kind, name), operator, List.of(values));
    }

    private List<TrackedRun> find(View view, List<Clause> clauses, List<Order> order) {
        return tracker.runs(new Query(List.of(digits), view, clauses, order, 0, 100))
                .rows();
    }

    private List<String> names(Clause... clauses) {
        return find(View.ACTIVE, List.of(clauses), List.of()).stream()
                .map(TrackedRun::name)
                .sorted()
                .toList();
    }

    private void threeRuns() {
        for (int i = 1; i <= 3; i++) {
            TrackedRun run = tracker.createRun(new NewRun(digits, "r" + i, "ada", START + i, Map.of()));
            tracker.log(
                    run.id(),
                    new Batch(
                            List.of(new Metric("loss", point(1, i == 3 ? Double.NaN : 1.0 / i))),
                            Map.of("optimizer", i == 1 ? "Adam" : "sgd_" + i),
                            Map.of("phase", "p" + i)));
        }
        tracker.createRun(new NewRun(digits, "bare", "bob", START, Map.of()));
    }

    @Test
    void conditionsHoldForNumbersTextsAndLists() {
        threeRuns();
        assertEquals(List.of("r2"), names(clause(Kind.METRIC, "loss", Operator.LESS, 1.0)));
        assertEquals(List.of("r1", "r2"), names(clause(Kind.METRIC, "loss", Operator.AT_MOST, 1.0)));
        assertEquals(List.of("r1"), names(clause(Kind.METRIC, "loss", Operator.EQUAL, 1.0)));
        assertEquals(List.of("r2", "r3"), names(clause(Kind.PARAM, "optimizer", Operator.NOT_EQUAL, "Adam")));
        assertEquals(List.of("r2", "r3"), names(clause(Kind.PARAM, "optimizer", Operator.LIKE, "sgd%")));
        assertEquals(List.of(), names(clause(Kind.PARAM, "optimizer", Operator.LIKE, "adam")));
        assertEquals(List.of("r1"), names(clause(Kind.PARAM, "optimizer", Operator.ILIKE, "a_am")));
        assertEquals(List.of(), names(clause(Kind.PARAM, "optimizer", Operator.LIKE, "*")));
        assertEquals(List.of("r1", "r3"), names(clause(Kind.TAG, "phase", Operator.IN, "p1", "p3")));
        assertEquals(List.of("r2"), names(clause(Kind.TAG, "phase", Operator.NOT_IN, "p1", "p3")));
        assertEquals(List.of("r3"), names(clause(Kind.ATTRIBUTE, "start_time", Operator.GREATER, START + 2.0)));
        assertEquals(List.of("bare"), names(clause(Kind.ATTRIBUTE, "user_id", Operator.EQUAL, "bob")));
        assertEquals(List.of(), names(clause(Kind.ATTRIBUTE, "status", Operator.EQUAL, "FINISHED")));
        assertEquals(
                List.of("r2"),
                names(
                        clause(Kind.METRIC, "loss", Operator.LESS, 1.0),
                        clause(Kind.TAG, "phase", Operator.EQUAL, "p2")));
        assertEquals(INVALID, refused(() -> names(clause(Kind.ATTRIBUTE, "x'; DROP TABLE run", Operator.EQUAL, "1"))));
        assertEquals(List.of(), names(clause(Kind.TAG, "x'; DROP TABLE run; --", Operator.EQUAL, "' OR 1=1")));
        assertEquals(4, store.runs(digits).size());
    }

    @Test
    void runsWithoutTheValueComeLastWhateverTheDirection() {
        threeRuns();
        assertEquals(List.of("r2", "r1", "r3", "bare"), ordered(Kind.METRIC, "loss", true));
        assertEquals(List.of("r1", "r2", "r3", "bare"), ordered(Kind.METRIC, "loss", false));
        assertEquals(List.of("r1", "r2", "r3", "bare"), ordered(Kind.PARAM, "optimizer", true));
        assertEquals(List.of("r3", "r2", "r1", "bare"), ordered(Kind.TAG, "phase", false));
        assertEquals(List.of("bare", "r1", "r2", "r3"), ordered(Kind.ATTRIBUTE, "start_time", true));
        assertEquals(List.of("r3", "r2", "r1", "bare"), ordered(Kind.ATTRIBUTE, "end_time", true), "ties by start");
    }

    private List<String> ordered(Kind kind, String name, boolean ascending) {
        return find(View.ACTIVE, List.of(), List.of(new Order(new Field(kind, name), ascending))).stream()
                .map(TrackedRun::name)
                .toList();
    }

    @Test
    void pagesFollowEachOther() {
        threeRuns();
        List<String> all = new ArrayList<>();
        for (int offset = 0; ; offset += 3) {
            Found<TrackedRun> page =
                    tracker.runs(new Query(List.of(digits), View.ALL, List.of(), List.of(), offset, 3));
            page.rows().forEach(run -> all.add(run.name()));
            if (!page.more()) {
                break;
            }
        }
        assertEquals(List.of("r3", "r2", "r1", "bare"), all);
    }
}
