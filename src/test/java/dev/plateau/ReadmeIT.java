package dev.plateau;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.cli.Main;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.ExperimentException;
import dev.plateau.experiment.Experiments;
import dev.plateau.plan.Forest;
import dev.plateau.run.Prepared;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the README shows. The one command it leaves to the build on a clean clone is the first, which takes minutes. */
class ReadmeIT {

    private static final Path FILE = Path.of("my-digits.yaml");

    /** Files that the tour writes. */
    private static final Set<String> WRITTEN = Set.of("iris-epochs.csv", "iris.plateau", "iris-predictions.csv");

    @TempDir
    Path folder;

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme());
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    @Test
    void theExperimentFileIsRightAndPlansWhatTheTextSays() throws IOException {
        Experiment experiment = Experiments.parse(blocks("yaml").get(0), FILE);
        Prepared prepared = Prepared.of(experiment, Prepared.Size.MODEST, Forest.Sharing.SHARED);
        assertEquals(4 * 2 * 2 * 3, prepared.forest().trials().size());
        assertEquals(4 * 2 * 2, prepared.forest().stages().size());
    }

    @Test
    void theMistakeIsToldInTheseWords() throws IOException {
        String wrong = blocks("yaml").get(0).replace("min: 1e-4", "min: 1");
        String told = "";
        try {
            Experiments.parse(wrong, FILE);
        } catch (ExperimentException e) {
            told = e.mistakes().get(0);
        }
        assertEquals(blocks("text").get(0).strip(), told);
    }

    @Test
    void theDigitsSearchHasTheNumbersOfTheText() {
        Experiment digits = Experiments.read(Path.of("experiments/digits.yaml"));
        Forest forest =
                Prepared.of(digits, Prepared.Size.MODEST, Forest.Sharing.SHARED).forest();
        assertEquals(48, forest.trials().size());
        assertEquals(3200, forest.epochsToTrain());
        assertEquals(5600, forest.epochsAsked());
    }

    @Test
    void everyCommandOfTheTourWorks() throws IOException {
        Path database = folder.resolve("plateau.db");
        List<String> commands = blocks("sh")
                .get(1)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .toList();
        assertTrue(commands.size() > 5, () -> "commands " + commands);
        for (String command : commands) {
            List<String> words = new ArrayList<>(List.of(command.split("\\s+")));
            assertEquals("./plateau", words.remove(0));
            words.replaceAll(
                    word -> WRITTEN.contains(word) ? folder.resolve(word).toString() : word);
            words.addAll(List.of("--db", database.toString()));
            if (words.get(0).equals("run")) {
                words.add("--no-dashboard");
            }
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int code = Main.run(words.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
            assertEquals(0, code, () -> command + "\n" + out + err);
        }
        assertEquals(
                151, Files.readAllLines(folder.resolve("iris-predictions.csv")).size());
        assertTrue(Files.size(folder.resolve("iris-epochs.csv")) > 10_000, "600 epochs, a line each");
    }

    @Test
    void theScriptThatIsShownTrains() throws IOException {
        String yaml = blocks("yaml").stream()
                .filter(block -> block.contains("program: train.py"))
                .findFirst()
                .orElseThrow();
        Files.writeString(folder.resolve("own.yaml"), yaml);
        Files.writeString(folder.resolve("train.py"), blocks("python").get(0));
        StringBuilder points = new StringBuilder("x,y\n");
        for (int i = 1; i <= 12; i++) {
            points.append(i / 12.0).append(',').append(i / 6.0).append('\n');
        }
        Files.writeString(folder.resolve("points.csv"), points);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String database = folder.resolve("own.db").toString();
        String[] words = {"run", folder.resolve("own.yaml").toString(), "--no-dashboard", "--db", database};
        assertEquals(0, Main.run(words, new PrintWriter(out), new PrintWriter(err)), () -> out + "" + err);
        assertTrue(err.toString().contains("60 epochs to train instead of 90"), err::toString);
        assertTrue(out.toString().contains("completed"), out::toString);
    }

    @Test
    void theTableOfRoomsIsTheListOfRooms() throws IOException {
        String readme = readme();
        Map<String, String> missing = new java.util.TreeMap<>();
        try (var rooms = Files.list(Path.of("src/main/java/dev/plateau"))) {
            rooms.filter(Files::isDirectory)
                    .map(room -> String.valueOf(room.getFileName()))
                    .filter(room -> !readme.contains("`" + room + "`"))
                    .forEach(room -> missing.put(room, "not in the README"));
        }
        assertEquals(Map.of(), missing);
    }
}
