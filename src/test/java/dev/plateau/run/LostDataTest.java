package dev.plateau.run;

import static dev.plateau.run.TestSearch.choice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.plan.Forest;
import dev.plateau.space.Parameter;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.work.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing around a search stops it; its runs have no part in that and wait. */
class LostDataTest {

    private static final Path IRIS = Path.of("experiments/data/iris.csv");

    @TempDir
    Path folder;

    /** A search of two trainings and two folds on a file that can be taken away. */
    private TestSearch search(String trainer, Parameter... more) throws IOException {
        Files.copy(IRIS, file(), StandardCopyOption.REPLACE_EXISTING);
        return new TestSearch(
                trainer,
                folder.resolve("gone").toString(),
                Map.of("hidden", List.of(8L)),
                Stream.concat(Stream.of(choice("learning_rate", 0.01, 0.1)), Stream.of(more))
                        .toList(),
                2,
                Optional.empty(),
                Optional.empty(),
                0,
                Duration.ofMinutes(5));
    }

    private Path file() {
        return folder.resolve("gone.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void aSearchWhoseDataAreGoneWaitsForThemAndGoesOnToTheSameBits(String trainer)
            throws InterruptedException, IOException {
        TestSearch search = search(trainer, choice("epochs", 4L));
        Map<String, List<Double>> whole = new TreeMap<>();
        search.run(
                folder.resolve("whole"), 2, (store, experiment) -> whole.putAll(TestSearch.curves(store, experiment)));
        Prepared planned = search.prepared(Forest.Sharing.SHARED);
        Files.delete(file());
        String said = halted(search, planned);
        assertTrue(said.startsWith("the data cannot be read any more: " + file() + " does not exist"), said);
        everythingWaits();
        search(trainer, choice("epochs", 4L));
        State state = search.run(
                folder.resolve("halted"),
                2,
                (store, experiment) -> assertEquals(whole, TestSearch.curves(store, experiment)));
        assertEquals(State.COMPLETED, state);
        assertFalse(whole.isEmpty());
    }

    @Test
    void dataThatComeBackChangedAreNotTrainedOn() throws InterruptedException, IOException {
        TestSearch search = search("compiled", choice("epochs", 4L));
        Prepared planned = search.prepared(Forest.Sharing.SHARED);
        Files.delete(file());
        halted(search, planned);
        Files.writeString(file(), Files.readString(IRIS).replaceFirst("5\\.1", "5.2"));
        String before = halted(search, planned);
        assertTrue(before.startsWith(file() + " has changed since the search was planned; bring the old"), before);
        everythingWaits();
        Prepared again = search.prepared(Forest.Sharing.SHARED);
        SearchException refused = assertThrows(SearchException.class, () -> run(search, again));
        assertTrue(String.valueOf(refused.getMessage()).contains("bring the old file back"), refused::getMessage);
        everythingWaits();
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoints", "logs"})
    void aSearchThatCannotWriteBesideItsDatabaseWaits(String what) throws InterruptedException, IOException {
        TestSearch search = search("compiled").withAutoEpochs(5, 10);
        Path place = Files.createDirectories(folder.resolve("halted")).resolve(what);
        Files.writeString(place, "a file where the folder should be");
        String said = halted(search, search.prepared(Forest.Sharing.SHARED));
        assertTrue(said.startsWith("cannot write " + what + " beside the database ("), said);
        everythingWaits();
        Files.delete(place);
        assertEquals(State.COMPLETED, search.run(folder.resolve("halted"), 2, (store, experiment) -> {}));
    }

    private String halted(TestSearch search, Prepared prepared) {
        return String.valueOf(
                assertThrows(WorkException.class, () -> run(search, prepared)).getMessage());
    }

    private void run(TestSearch search, Prepared prepared) throws InterruptedException {
        search.run(folder.resolve("halted"), 2, prepared, engine -> event -> {}, (store, experiment) -> {});
    }

    private void everythingWaits() {
        try (Store store = Stores.sqlite(folder.resolve("halted/test.db"))) {
            ExperimentRow experiment = store.experiment("test").orElseThrow();
            assertEquals(State.QUEUED, experiment.state());
            store.runs(experiment.id()).forEach(run -> assertEquals(State.QUEUED, run.state()));
        }
    }
}
