package dev.plateau.run;

import static dev.plateau.run.TestSearch.choice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.plan.Forest;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.work.ProcessExecutor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    private static final TestSearch SEARCH =
            TestSearch.faulty(Map.of(), choice("turn", 2L, 3L), choice("epochs", 2L, 4L));

    @TempDir
    Path folder;

    private Verification verify() throws InterruptedException {
        return verify(SEARCH);
    }

    private Verification verify(TestSearch search) throws InterruptedException {
        Prepared prepared = search.prepared(Forest.Sharing.SHARED);
        try (Store store = Stores.readOnly(folder.resolve("test.db"));
                ProcessExecutor executor =
                        new ProcessExecutor("faulty", 1, folder.resolve("again"), Duration.ofMinutes(1))) {
            ExperimentRow experiment = store.experiment("test").orElseThrow();
            return Verification.of(experiment, store, prepared, executor, event -> {});
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
                Statement statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate(sql));
        }
    }

    @Test
    void aSearchThatWasLeftAloneIsEqualInEveryPoint() throws InterruptedException {
        SEARCH.run(folder, 2, (store, experiment) -> {});
        Verification verification = verify();
        assertEquals(4, verification.runs());
        assertEquals(4 * 4 * 2, verification.points(), "4 runs of 4 epochs with loss and val_loss");
        assertEquals(List.of(), verification.differences());
    }

    @Test
    void aSearchThatDecidedItsEpochsInTrainingDecidesTheSameAgain() throws InterruptedException {
        TestSearch search = TestSearch.faulty(Map.of("turn", 12L)).withAutoEpochs(10, 60);
        search.run(folder, 2, (store, experiment) -> {});
        Verification verification = verify(search);
        assertEquals(2, verification.runs());
        assertEquals(2 * 19 * 2, verification.points(), "2 runs over the rungs 10, 14 and 19 with loss and val_loss");
        assertEquals(List.of(), verification.differences());
    }

    @Test
    void onePointThatIsNotWhatTheTrainingGivesIsFound() throws InterruptedException, SQLException {
        SEARCH.run(folder, 2, (store, experiment) -> {});
        change("""
                UPDATE point SET value = 0.5 WHERE epoch = 3 AND series_id =
                    (SELECT series.id FROM series JOIN run ON run.id = series.run_id
                     WHERE series.name = 'val_loss' ORDER BY run.id LIMIT 1)""");
        List<String> differences = verify().differences();
        assertEquals(1, differences.size());
        String start = "training 1 fold 1: val_loss differs from epoch 3 on: stored 0.5, now ";
        assertEquals(start, differences.get(0).substring(0, start.length()));
    }

    @Test
    void anotherDataFileIsRefused() throws InterruptedException, SQLException {
        SEARCH.run(folder, 2, (store, experiment) -> {});
        change("UPDATE provenance SET value = 'another' WHERE name = 'data_sha256'");
        assertEquals(
                "experiments/data/iris.csv has changed since the experiment test began; bring the old file back, "
                        + "or give the experiment another name",
                assertThrows(SearchException.class, this::verify).getMessage());
    }
}
