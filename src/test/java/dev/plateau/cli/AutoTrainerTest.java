package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches whose file leaves the trainer to Plateau, from the file to predictions, with real workers. */
class AutoTrainerTest {

    private static final String SEARCH = """
            name: flowers
            data: {path: %s, label: label, task: classification}
            model: {hidden: [4], activation: tanh}
            parameters:
              learning_rate: {value: 0.05}
              epochs: {values: [2]}
            cross_validation: {folds: 2}
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("flowers.yaml");
        Files.writeString(
                file, SEARCH.formatted(Path.of("experiments/data/iris.csv").toAbsolutePath()));
    }

    private Console console(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--db", folder.resolve("t.db").toString()));
        Console console = Console.run(all.toArray(String[]::new));
        assertEquals(0, console.code(), console.err());
        return console;
    }

    private Console run() {
        return console("run", file.toString(), "--workers", "1", "--no-dashboard");
    }

    private void change(String sql, int rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
                Statement statement = connection.createStatement()) {
            assertEquals(rows, statement.executeUpdate(sql));
        }
    }

    private void sameAgain() {
        Console verified = console("verify", "flowers", "--workers", "1");
        assertTrue(verified.out().contains("of 2 runs compared: all the same, bit for bit"), verified.out());
    }

    @Test
    void aCompiledSearchIsVerifiedRefittedAndPredictsAsTheCompiledTrainersOwn() {
        run();
        String shown = console("show", "flowers").out();
        assertTrue(shown.contains("trainer_name: compiled\n"), shown);
        sameAgain();
        String model = folder.resolve("flowers.plateau").toString();
        console("refit", "flowers", "--epochs", "2", "--out", model);
        Console predicted = Console.run("predict", model, "experiments/data/iris.csv");
        assertEquals(0, predicted.code(), predicted.err());
        assertEquals(151, predicted.outLines().size(), "a header and a line for each flower");
    }

    /** As it stands in databases of before: a file without a trainer, trained by Deeplearning4j, and no fact that names it. */
    @Test
    void aSearchFromBeforeIsStillKnownAndVerifiedWithDeeplearning4j() throws IOException, SQLException {
        String text = Files.readString(file);
        Files.writeString(file, text + "trainer: dl4j\n");
        run();
        change("UPDATE experiment SET text = REPLACE(text, 'trainer: dl4j', '')", 1);
        change("DELETE FROM provenance WHERE name = 'trainer_name'", 1);
        Files.writeString(file, text);
        assertEquals(List.of("flowers is complete: nothing to train"), run().errLines());
        sameAgain();
        assertEquals(
                List.of("flowers is complete: nothing to train"),
                console("resume", "flowers", "--workers", "1", "--no-dashboard").errLines());
    }
}
