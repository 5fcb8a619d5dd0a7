package dev.plateau.store;

import static dev.plateau.store.Samples.report;
import static dev.plateau.store.Samples.search;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.store.Desk.Subject;
import dev.plateau.store.Desk.View;
import dev.plateau.store.Report.Score;
import dev.plateau.store.Rows.AttemptRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.sqlite.Database;
import dev.plateau.store.sqlite.DatabaseLock;
import dev.plateau.store.sqlite.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What people write, through the store that trains and through one that is only shared. */
@SuppressWarnings("NullAway.Init")
class DeskTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private Path file;
    private Store training;
    private Store shared;
    private long id;

    @BeforeEach
    void open() {
        file = folder.resolve("plateau.db");
        training = Stores.sqlite(file, Clock.fixed(NOW, ZoneOffset.UTC));
        id = training.create(search("digits", 2, 2));
        shared = Stores.shared(file);
    }

    @AfterEach
    void close() {
        shared.close();
        training.close();
    }

    private static String refusal(Runnable write) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, write::run).getMessage());
    }

    @Test
    void notesOfAnExperimentAndItsTrialsAreReadAsTheyWereWritten() {
        String note = "warm-up helps\n<b>not markup</b> \u2713\n";
        shared.desk().note(Subject.experiment(id), note);
        training.desk().note(new Subject(id, 3), "best so far");
        assertEquals(Map.of(0, note, 3, "best so far"), shared.desk().notes(id));
        shared.desk().note(new Subject(id, 3), "");
        assertEquals(Map.of(0, note), training.desk().notes(id));
    }

    @Test
    void aNoteOfWhatIsNotThereAndOneThatIsTooLongAreRefused() {
        assertEquals(
                "the experiment has no trial 5", refusal(() -> shared.desk().note(new Subject(id, 5), "x")));
        assertEquals("there is no experiment 99", refusal(() -> shared.desk().note(Subject.experiment(99), "x")));
        assertEquals(
                "a note has at most 65536 bytes of UTF-8, this one has 65538",
                refusal(() -> shared.desk().note(Subject.experiment(id), "\u00e9".repeat(32_769))));
        shared.desk().note(Subject.experiment(id), "\u00e9".repeat(32_768));
        assertEquals(32_768, String.valueOf(training.desk().notes(id).get(0)).length());
    }

    @Test
    void tagsReplaceEachOtherWithoutBlanksAndDoubles() {
        shared.desk().tags(Subject.experiment(id), List.of(" paper ", "baseline", "paper"));
        shared.desk().tags(new Subject(id, 1), List.of("keep"));
        assertEquals(
                Map.of(0, List.of("baseline", "paper"), 1, List.of("keep")),
                training.desk().tags(id));
        assertEquals(Map.of(id, List.of("baseline", "paper")), training.desk().tagsOfExperiments());
        shared.desk().tags(Subject.experiment(id), List.of());
        assertEquals(Map.of(1, List.of("keep")), training.desk().tags(id));
    }

    @Test
    void tagsHaveBounds() {
        Subject subject = Subject.experiment(id);
        assertEquals("a tag must not be empty", refusal(() -> shared.desk().tags(subject, List.of(" "))));
        assertEquals(
                "a tag has at most 64 characters, this one has 65",
                refusal(() -> shared.desk().tags(subject, List.of("x".repeat(65)))));
        assertEquals(
                "a tag is one line without control characters",
                refusal(() -> shared.desk().tags(subject, List.of("a\nb"))));
        List<String> many = IntStream.rangeClosed(1, 33).mapToObj(i -> "t" + i).toList();
        assertEquals("there can be 32 tags, not 33", refusal(() -> shared.desk().tags(subject, many)));
        assertEquals(Map.of(), shared.desk().tags(id));
    }

    @Test
    void anExperimentIsArchivedAndBroughtBack() {
        shared.desk().archive(id, true);
        shared.desk().archive(id, true);
        assertEquals(Set.of(id), training.desk().archived());
        shared.desk().archive(id, false);
        assertEquals(Set.of(), training.desk().archived());
    }

    @Test
    void viewsAreSavedReplacedAndDeletedByExperimentAndName() {
        View all = new View(OptionalLong.empty(), "fast", "sort=epochs");
        View own = new View(OptionalLong.of(id), "fast", "t=1,2");
        shared.desk().saveView(all);
        shared.desk().saveView(own);
        assertEquals(List.of(all, own), training.desk().views());
        View changed = new View(OptionalLong.empty(), "fast", "sort=score");
        shared.desk().saveView(changed);
        assertEquals(List.of(own, changed), training.desk().views());
        assertTrue(shared.desk().deleteView(OptionalLong.of(id), "fast"));
        assertFalse(shared.desk().deleteView(OptionalLong.of(id), "fast"));
        assertEquals(List.of(changed), training.desk().views());
    }

    @Test
    void viewsHaveBounds() {
        assertEquals("the name of a view must not be empty", refusal(() -> new View(OptionalLong.empty(), " ", "q=1")));
        assertEquals(
                "the query of a view has at most 8192 characters, this one has 8193",
                refusal(() -> new View(OptionalLong.empty(), "long", "x".repeat(8193))));
        for (int i = 0; i < Desk.MOST_VIEWS; i++) {
            training.desk().saveView(new View(OptionalLong.empty(), "view " + i, ""));
        }
        assertEquals(
                "there are 256 saved views already: delete one before saving another",
                refusal(() -> shared.desk().saveView(new View(OptionalLong.empty(), "one more", ""))));
        shared.desk().saveView(new View(OptionalLong.empty(), "view 7", "t=3"));
        assertEquals(256, shared.desk().views().size());
    }

    @Test
    void aRequestToStopIsSeenByOthersUntilItIsCleared() {
        long before = training.version();
        shared.desk().requestStop(id);
        shared.desk().requestStop(id);
        assertNotEquals(before, training.version());
        assertTrue(training.desk().stopRequested(id));
        training.desk().clearStop(id);
        assertFalse(shared.desk().stopRequested(id));
    }

    @Test
    void aRunThatIsCancelledElsewhereIsFencedOff() {
        RunRow run = training.runs(id).get(0);
        int attempt = training.begin(run.id(), "slot-0");
        assertTrue(training.report(report(run, attempt, 1, 0.5)).join());
        assertEquals(1, shared.desk().cancel(List.of(run.id())));
        assertEquals(0, shared.desk().cancel(List.of(run.id())), "it has ended already");
        assertFalse(training.report(report(run, attempt, 2, 0.25)).join());
        training.end(run.id(), attempt, State.COMPLETED, Optional.empty(), List.of());
        RunRow ended = shared.run(run.id()).orElseThrow();
        assertEquals(State.CANCELLED, ended.state());
        assertEquals(1, ended.epochs());
        assertEquals(Optional.of("cancelled by hand"), ended.message());
        assertEquals(
                List.of(State.CANCELLED, State.CANCELLED, State.QUEUED, State.QUEUED),
                shared.trials(id).stream().map(TrialRow::state).toList());
        assertEquals(0, training.begin(run.id(), "slot-0"), "it may not begin again by itself");
        assertEquals(State.CANCELLED, shared.run(run.id()).orElseThrow().state());
    }

    @Test
    void aFailedFoldThatIsRequeuedLetsItsTrialsCompleteWithTheScoresThatTheyHave() {
        training.experimentState(id, State.COMPLETED);
        RunRow one = training.runs(id).get(0);
        RunRow two = training.runs(id).get(1);
        long first = training.trials(id).get(0).id();
        long second = training.trials(id).get(1).id();
        training.begin(one.id(), "slot-0");
        training.begin(two.id(), "slot-1");
        training.report(report(one, 1, 2, 1, new Score(first, 1))).join();
        training.report(report(two, 1, 2, 3, new Score(first, 3))).join();
        training.report(report(one, 1, 4, 1, new Score(second, 1))).join();
        training.end(one.id(), 1, State.COMPLETED, Optional.empty(), List.of());
        training.end(two.id(), 1, State.FAILED, Optional.of("out of memory"), List.of());

        assertEquals(1, shared.desk().requeue(List.of(one.id(), two.id())), "the other one is complete");
        assertEquals(State.QUEUED, training.experiment("digits").orElseThrow().state());
        assertEquals(State.COMPLETED, training.trials(id).get(0).state());
        TrialRow waiting = training.trials(id).get(1);
        assertEquals(State.QUEUED, waiting.state());
        assertEquals(Optional.empty(), waiting.message());
        assertEquals(1, waiting.foldsDone());

        assertEquals(2, training.begin(two.id(), "slot-0"));
        training.report(report(two, 2, 4, 3, new Score(second, 3))).join();
        assertEquals(State.COMPLETED, training.trials(id).get(1).state());
        assertEquals(2, training.trials(id).get(1).score().orElseThrow());
    }

    @Test
    void aTrialStaysFailedWhileAnotherOfItsFoldsHasFailed() {
        List<RunRow> runs = training.runs(id).subList(0, 2);
        runs.forEach(run -> training.begin(run.id(), "slot-0"));
        runs.forEach(run -> training.end(run.id(), 1, State.FAILED, Optional.of("no luck"), List.of()));
        shared.desk().requeue(List.of(runs.get(0).id()));
        assertEquals(State.FAILED, training.trials(id).get(0).state());
        shared.desk().requeue(List.of(runs.get(1).id()));
        assertEquals(State.QUEUED, training.trials(id).get(0).state());
    }

    @Test
    void foldsThatWereGivenUpWithAMissingOneWaitAgainWithIt() {
        List<RunRow> runs = training.runs(id).subList(0, 2);
        for (RunRow run : runs) {
            int attempt = training.begin(run.id(), "slot-0");
            training.report(report(run, attempt, 1, 1)).join();
        }
        training.end(runs.get(0).id(), 1, State.QUEUED, Optional.empty(), List.of());
        training.end(runs.get(1).id(), 1, State.FAILED, Optional.of("no luck"), List.of());
        training.settle(new Settlement(runs.get(0).stageId(), 1, "another fold did not get there", List.of()));
        assertEquals(
                State.COMPLETED, training.run(runs.get(0).id()).orElseThrow().state());
        shared.desk().requeue(List.of(runs.get(1).id()));
        for (RunRow run : runs) {
            assertEquals(State.QUEUED, training.run(run.id()).orElseThrow().state());
        }
        assertEquals(State.QUEUED, training.trials(id).get(0).state());
        assertEquals(State.QUEUED, training.trials(id).get(2).state(), "of another stage, untouched");
    }

    @Test
    void attemptsSayWhenAndWhereRunsTrained() {
        RunRow run = training.runs(id).get(0);
        training.begin(run.id(), "slot-0");
        training.report(report(run, 1, 1, 0.5)).join();
        assertEquals(
                List.of(new AttemptRow(run.id(), 1, "slot-0", NOW, Optional.empty(), 1, 1, State.RUNNING)),
                shared.attempts(id));
        training.requeueLost(id);
        training.begin(run.id(), "slot-1");
        training.report(report(run, 2, 2, 0.5)).join();
        training.end(run.id(), 2, State.COMPLETED, Optional.empty(), List.of());
        assertEquals(
                List.of(
                        new AttemptRow(run.id(), 1, "slot-0", NOW, Optional.of(NOW), 1, 1, State.LOST),
                        new AttemptRow(run.id(), 2, "slot-1", NOW, Optional.of(NOW), 2, 2, State.COMPLETED)),
                shared.attempts(id));
    }

    @Test
    void aStoreForReadingOnlyHasADeskForReadingOnly() {
        shared.desk().tags(Subject.experiment(id), List.of("seen"));
        try (Store reading = Stores.readOnly(file)) {
            assertEquals(Map.of(0, List.of("seen")), reading.desk().tags(id));
            assertThrows(IllegalStateException.class, () -> reading.desk().archive(id, true));
        }
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws InterruptedException {
        List<Integer> trials = List.of(1, 2, 3, 4);
        List<Throwable> failures = Collections.synchronizedList(new java.util.ArrayList<>());
        try (Store other = Stores.shared(file)) {
            List<Thread> threads = trials.stream()
                    .map(trial -> new Thread(() -> {
                        try {
                            for (int i = 0; i < 40; i++) {
                                Store store = trial == 1 ? training : trial == 2 ? other : shared;
                                store.desk().note(new Subject(id, trial), "note " + i);
                            }
                        } catch (RuntimeException e) {
                            failures.add(e);
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(List.of(), failures);
        assertEquals(
                Map.of(1, "note 39", 2, "note 39", 3, "note 39", 4, "note 39"),
                shared.desk().notes(id));
    }

    private Path versionThree() throws SQLException {
        Path old = folder.resolve("old.db");
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + old);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db")
                .placeholders(
                        Map.of("identity", "INTEGER PRIMARY KEY", "without_rowid", "WITHOUT ROWID", "bytes", "BLOB"))
                .target("3")
                .load()
                .migrate();
        try (Connection connection = new Database(old).open(false);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO experiment (name, description, definition, text, metric, goal, state, created, last_activity)"
                            + " VALUES ('old', '', '', '', 'val_loss', 'MINIMIZE', 'COMPLETED', 0, 0)");
        }
        return old;
    }

    @Test
    void anOlderDatabaseIsReadWithAnEmptyDeskAndSharedWithAFullOne() throws SQLException {
        Path old = versionThree();
        try (Store reading = Stores.readOnly(old)) {
            long experiment = reading.experiment("old").orElseThrow().id();
            assertEquals(Map.of(), reading.desk().notes(experiment));
            assertEquals(List.of(), reading.attempts(experiment));
            assertEquals(Set.of(), reading.desk().archived());
            assertEquals(List.of(), reading.desk().views());
            assertFalse(reading.desk().stopRequested(experiment));
        }
        try (Store store = Stores.shared(old)) {
            long experiment = store.experiment("old").orElseThrow().id();
            store.desk().note(Subject.experiment(experiment), "it still works");
            assertEquals(Map.of(0, "it still works"), store.desk().notes(experiment));
        }
        assertFalse(DatabaseLock.held(old), "the lock was given back");
    }

    @Test
    void anOlderDatabaseThatSomebodyWritesIsChangedByTheFirstWriteAfterHeIsGone() throws SQLException {
        Path old = versionThree();
        DatabaseLock other = DatabaseLock.take(old, Clock.systemUTC());
        try (Store store = Stores.shared(old)) {
            long experiment = store.experiment("old").orElseThrow().id();
            assertEquals(Map.of(), store.desk().notes(experiment));
            String refusal = String.valueOf(assertThrows(
                            StoreException.class, () -> store.desk().note(Subject.experiment(experiment), "too early"))
                    .getMessage());
            assertEquals(
                    "nothing can be written here yet: old.db is of an older Plateau, and it cannot be brought up to date now"
                            + " (old.db is in use by this process; wait for it, or use another --db)",
                    refusal);
            other.close();
            store.desk().note(Subject.experiment(experiment), "now it works");
            assertEquals(Map.of(0, "now it works"), store.desk().notes(experiment));
        }
    }
}
