package dev.plateau.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.plan.Forest;
import dev.plateau.run.Prepared;
import dev.plateau.train.Trainers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of {@code experiments/frameworks}, without training: the searches are the same, and the page shows what they are. */
class FrameworkFilesTest {

    private static final Path PAGE = Framework.FOLDER.resolve("README.md");

    @ParameterizedTest
    @EnumSource
    void everySearchIsTheSame(Framework framework) throws IOException {
        Experiment experiment = Experiments.read(framework.file());
        assertEquals(framework.experiment(), experiment.name());
        assertEquals(framework == Framework.DL4J ? Trainers.GENERAL : ScriptTrainer.NAME, experiment.trainer());
        Forest forest = Prepared.of(experiment, Prepared.Size.MODEST, Forest.Sharing.SHARED)
                .forest();
        assertEquals(2 * 2 * 2, forest.trials().size());
        assertEquals(2 * 2, forest.stages().size(), "the epoch counts share a training");
        assertEquals(search(Framework.DL4J), search(framework));
    }

    /** The lines of the file that say what is searched, on which rows. */
    private static List<String> search(Framework framework) throws IOException {
        List<String> lines = Files.readAllLines(framework.file());
        List<String> search = lines.stream()
                .filter(line -> !line.matches("(name|description|trainer|model|program|script):.*"))
                .map(line -> line.replace(", standardize: true", ""))
                .toList();
        assertTrue(search.size() > 8, search::toString);
        return search;
    }

    @Test
    void thePageShowsLinesThatTheScriptsHave() throws IOException {
        List<String> shown = new ArrayList<>();
        Matcher block = Pattern.compile("<!-- (train_\\w+\\.\\w+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        while (block.find()) {
            List<String> lines = Files.readAllLines(Framework.FOLDER.resolve(block.group(1))).stream()
                    .map(String::strip)
                    .toList();
            int from = 0;
            for (String line : block.group(2).lines().map(String::strip).toList()) {
                int found = lines.subList(from, lines.size()).indexOf(line);
                assertFalse(found < 0, () -> block.group(1) + " has not, in this order: " + line);
                from += found + 1;
            }
            shown.add(block.group(1));
        }
        assertEquals(List.of("train_sklearn.py", "train_pytorch.py", "train_keras.py", "train_tfjs.mjs"), shown);
    }

    @Test
    void thePageNamesTheCommandOfEverySearch() throws IOException {
        String page = Files.readString(PAGE);
        for (Framework framework : Framework.values()) {
            String command = "./plateau run experiments/frameworks/" + framework.lower() + ".yaml";
            assertTrue(page.lines().anyMatch(line -> line.startsWith(command)), command);
        }
    }

    /** A lock that names a registry could only be used where that registry is. */
    @Test
    void theLockOfThePackagesNamesNoHost() throws IOException {
        String lock = Files.readString(Framework.FOLDER.resolve("package-lock.json"));
        assertTrue(lock.contains("\"@tensorflow/tfjs-layers\": \"4.22.0\""), "the version that is tested");
        assertFalse(lock.contains("resolved") || lock.contains("://"), "npm install writes hosts only without .npmrc");
    }
}
