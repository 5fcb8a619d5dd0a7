package dev.plateau.store;

import static dev.plateau.store.Samples.nested;
import static dev.plateau.store.Samples.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.store.Report.Score;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.sqlite.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inner folds are there for those who ask for them, and for nobody else. */
@SuppressWarnings("NullAway.Init")
class InnerFoldsTest {

    @TempDir
    Path folder;

    private Store store;
    private long id;

    @BeforeEach
    void open() {
        store = Stores.sqlite(folder.resolve("plateau.db"));
        id = store.create(nested("digits", 2));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<State> states() {
        return store.trials(id).stream().map(TrialRow::state).toList();
    }

    /** Reports epochs from 1 on and ends the run. */
    private void train(RunRow run, State state, double... losses) {
        int attempt = store.begin(run.id(), "w");
        for (int epoch = 1; epoch <= losses.length; epoch++) {
            store.report(report(run, attempt, epoch, losses[epoch - 1])).join();
        }
        store.end(run.id(), attempt, state, Optional.empty(), List.of());
    }

    @Test
    void areReadAsTheyWereStoredAndApartFromTheOthers() {
        Search search = nested("digits", 2);
        assertEquals(search.folds(), store.folds(id));
        assertEquals(search.inner(), store.innerFolds(id));
        assertEquals(4, store.runs(id).size());
        List<RunRow> inner = store.innerRuns(id);
        assertEquals(
                List.of(2, 3, 4, 5, 2, 3, 4, 5),
                inner.stream().map(RunRow::fold).toList());
        assertEquals(
                List.of(3L, 4L, 5L, 6L),
                inner.subList(0, 4).stream().map(RunRow::seed).toList());
        assertEquals(
                Map.of(State.QUEUED, 12),
                store.experiment("digits").orElseThrow().runs());
    }

    @Test
    void haveCurvesThatNoReaderOfTheOthersSees() {
        RunRow outer = store.runs(id).get(0);
        RunRow inner = store.innerRuns(id).get(0);
        train(outer, State.COMPLETED, 0.5, 0.4);
        train(inner, State.COMPLETED, 0.9, 0.8, 0.7);
        List<Long> stage = List.of(inner.stageId());
        assertEquals(
                List.of(List.of(0.5, 0.4)),
                store.series(stage, "val_loss").stream()
                        .map(s -> s.curve().values())
                        .toList());
        assertEquals(
                List.of(List.of(0.9, 0.8, 0.7)),
                store.innerSeries(stage, "val_loss").stream()
                        .map(s -> s.curve().values())
                        .toList());
        assertEquals(
                List.of(outer.id()),
                store.progress(stage).stream().map(Rows.Progress::runId).toList());
        assertEquals(5, store.experiment("digits").orElseThrow().epochs());
    }

    @Test
    void changeNoTrialWhenTheirRunsBeginFailOrWait() {
        List<RunRow> inner = store.innerRuns(id);
        int attempt = store.begin(inner.get(0).id(), "w");
        List<State> queued = List.of(State.QUEUED, State.QUEUED, State.QUEUED, State.QUEUED);
        assertEquals(queued, states());
        store.end(inner.get(0).id(), attempt, State.FAILED, Optional.of("diverged"), List.of());
        assertEquals(queued, states());

        store.begin(inner.get(1).id(), "w");
        int outer = store.begin(store.runs(id).get(0).id(), "w");
        store.end(store.runs(id).get(0).id(), outer, State.QUEUED, Optional.empty(), List.of());
        assertEquals(queued, states(), "a trial does not run because an inner fold does");
    }

    @Test
    void doNotKeepATrialFromBeingComplete() {
        TrialRow trial = store.trials(id).get(0);
        for (RunRow run : store.runs(id).subList(0, 2)) {
            int attempt = store.begin(run.id(), "w");
            store.report(report(run, attempt, 2, 0.25, new Score(trial.id(), 0.25)))
                    .join();
        }
        assertEquals(State.COMPLETED, store.trials(id).get(0).state());
        assertEquals(2, store.trials(id).get(0).foldsDone());
    }

    @Test
    void scoreNoTrial() {
        RunRow inner = store.innerRuns(id).get(0);
        int attempt = store.begin(inner.id(), "w");
        Score score = new Score(store.trials(id).get(0).id(), 0.5);
        assertThrows(
                CompletionException.class,
                () -> store.report(report(inner, attempt, 1, 0.5, score)).join());
        assertEquals(List.of(), store.scores(id));
    }

    /** Trials of stage 0 are read at epochs 2 and 4. */
    @Test
    void giveTheValuesThatWouldScoreTheTrials() {
        List<RunRow> inner = store.innerRuns(id);
        train(inner.get(0), State.COMPLETED, 0.9, 0.8, 0.7, 0.6);
        train(inner.get(1), State.COMPLETED, 0.9, 0.8, 0.75); // stopped early
        train(inner.get(2), State.FAILED, 0.9, 0.85); // its last epoch may be the one at which it diverged
        train(inner.get(3), State.FAILED, 0.9, 0.81, Double.NaN);
        assertEquals(
                List.of("1/2 0.8", "1/3 0.8", "1/5 0.81", "2/2 0.6", "2/3 0.75"),
                store.innerScores(id).stream()
                        .map(score -> number(score) + "/" + score.fold() + " " + score.value())
                        .toList());
    }

    private int number(ScoreRow score) {
        return store.trials(id).stream()
                .filter(trial -> trial.id() == score.trialId())
                .mapToInt(TrialRow::number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDatabaseOfVersionOneHasNoneBeforeAndAfterItIsBroughtUpToDate() throws SQLException, IOException {
        Path old = folder.resolve("old.db");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + old, null, null)
                .locations("classpath:db")
                .placeholders(
                        Map.of("identity", "INTEGER PRIMARY KEY", "without_rowid", "WITHOUT ROWID", "bytes", "BLOB"))
                .target("1")
                .load()
                .migrate();
        try (Connection connection = new Database(old).open(false);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO experiment VALUES (1, 'old', '', 'x', '', 'val_loss', 'MINIMIZE', 'COMPLETED', 1, 1)");
            statement.execute("INSERT INTO fold VALUES (1, 0, 0, x'00', x'02')");
            statement.execute("INSERT INTO stage VALUES (1, 1, 0, '{}', 1)");
            statement.execute(
                    "INSERT INTO run (id, stage_id, repeat, fold, state, seed) VALUES (1, 1, 0, 0, 'QUEUED', 7)");
        }
        try (Store opened = Stores.readOnly(old)) {
            assertOldSearch(opened);
        }
        try (Store opened = Stores.sqlite(old)) {
            assertOldSearch(opened);
        }
    }

    private static void assertOldSearch(Store opened) {
        assertEquals(1, opened.runs(1).size());
        assertEquals(List.of(), opened.innerRuns(1));
        assertEquals(List.of(), opened.innerFolds(1));
        assertEquals(List.of(new Search.StoredFold(0, 0, List.of(0), List.of(1))), opened.folds(1));
        assertEquals(
                Map.of(State.QUEUED, 1), opened.experiment("old").orElseThrow().runs());
    }
}
