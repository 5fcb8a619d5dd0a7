package dev.plateau.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.api.Plateau;
import dev.plateau.api.Result;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.track.Point;
import dev.plateau.track.Query;
import dev.plateau.track.Status;
import dev.plateau.track.TrackedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of a Java program, and holds the README to their words. */
class ExamplesTest {

    private static final Path SOURCES = Path.of("src/test/java/dev/plateau/examples");

    @TempDir
    Path folder;

    @Test
    void aTrainingOfTheProgramsOwnIsSearched() throws InterruptedException {
        Path database = folder.resolve("plateau.db");
        OwnTraining.main(new String[] {database.toString()});
        Result result = Plateau.result(database, "iris-in-java");
        assertEquals(State.COMPLETED, result.state());
        assertEquals(18, result.trials().size());
        Result.Trial best = result.best().orElseThrow();
        assertEquals(1.0, best.values().get("learning_rate"));
        assertTrue(best.score() < 0.2, () -> "val_loss " + best.score());
    }

    @Test
    void aTrainingInPlainDeeplearning4jIsLogged() throws IOException {
        Path database = folder.resolve("plateau.db");
        LoggedTraining.main(new String[] {database.toString()});
        try (Store store = Stores.readOnly(database)) {
            ExperimentRow experiment = store.experiment("iris-in-dl4j").orElseThrow();
            TrackedRun run = store.tracker()
                    .runs(new Query(List.of(experiment.id()), Query.View.ACTIVE, List.of(), List.of(), 0, 10))
                    .rows()
                    .get(0);
            assertEquals("first try", run.name());
            assertEquals(Status.FINISHED, run.status());
            List<Point> losses = store.tracker().history(run.id(), "loss");
            assertEquals(20, losses.size());
            assertEquals(1, losses.get(0).step());
            assertEquals(20, losses.get(19).step());
            assertTrue(losses.get(19).value() < losses.get(0).value() / 2, losses::toString);
            List<Point> accuracies = store.tracker().history(run.id(), "val_accuracy");
            assertTrue(accuracies.get(19).value() > 0.9, accuracies::toString);
        }
    }

    @Test
    void theReadmeShowsTheExamplesWordForWord() throws IOException {
        String examples = words(Files.readString(SOURCES.resolve("OwnTraining.java")))
                + words(Files.readString(SOURCES.resolve("LoggedTraining.java")));
        Matcher block =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        int found = 0;
        while (block.find()) {
            String shown = words(block.group(1));
            assertTrue(examples.contains(shown), () -> "no example has these words: " + shown);
            found++;
        }
        assertEquals(2, found);
    }

    /** Without what the place of code in its file adds: indentation. */
    private static String words(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> a + b + "\n");
    }
}
