package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The honest score from file to command line, with real trainings. */
class NestedTest {

    private static final int ROWS = 60;
    private static final int CONFIGURATIONS = 15;

    @TempDir
    Path folder;

    /** Epochs are chosen by the rule that trusts the curve most, so that there is luck to be found. Two classes and ten features that have nothing to do with them, fifteen networks. */
    private Path noise(int seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder rows = new StringBuilder("a,b,c,d,e,f,g,h,i,j,label\n");
        for (int row = 0; row < ROWS; row++) {
            for (int feature = 0; feature < 10; feature++) {
                rows.append((float) random.nextGaussian()).append(',');
            }
            rows.append(row % 2 == 0 ? "heads\n" : "tails\n");
        }
        Files.writeString(folder.resolve("noise" + seed + ".csv"), rows);
        return Files.writeString(folder.resolve("noise" + seed + ".yaml"), """
                name: noise%d
                data: {path: noise%d.csv, label: label, task: classification}
                model: {activation: tanh}
                metric: {name: val_accuracy, goal: maximize}
                parameters:
                  learning_rate: {values: [0.01, 0.03, 0.1]}
                  model.hidden: {values: [[2], [4], [6], [8], [12]]}
                  batch_size: {value: 16}
                  epochs: {value: 8}
                cross_validation: {folds: 4, nested: {folds: 2}}
                select_epochs: {rule: minimum}
                """.formatted(seed, seed));
    }

    private Console run(Path file, String... more) {
        List<String> words = new ArrayList<>(List.of("run", file.toString(), "--workers", "2", "--no-dashboard"));
        words.addAll(List.of("--db", folder.resolve("plateau.db").toString()));
        words.addAll(List.of(more));
        return Console.run(words.toArray(String[]::new));
    }

    private static JsonNode nested(Console console) throws IOException {
        assertEquals(0, console.code(), console.err());
        return new ObjectMapper().readTree(console.out()).get("nested");
    }

    /**
     * Nobody can do better than guess here, so every accuracy above 0.5 is the luck of the best of fifteen times eight. The standard
     * error of an accuracy of 0.5 over the 120 rows of two data sets is sqrt(0.25 / 120) = 0.046; the honest one must be within two of
     * them.
     */
    @Test
    void onNoiseTheBestScoreIsAboveChanceAndTheHonestOneIsNot() throws IOException {
        double optimistic = 0;
        double honest = 0;
        int sets = 2;
        for (int seed = 1; seed <= sets; seed++) {
            JsonNode nested = nested(run(noise(seed), "--json"));
            assertEquals(0, nested.get("pending").asInt());
            assertEquals(4, nested.get("folds").size());
            optimistic += nested.get("optimistic").asDouble() / sets;
            honest += nested.get("score").asDouble() / sets;
        }
        double error = Math.sqrt(0.25 / (sets * ROWS));
        double found = optimistic;
        double told = honest;
        assertTrue(found > 0.5 + 2 * error, () -> "the optimistic accuracy " + found);
        assertTrue(Math.abs(told - 0.5) < 2 * error, () -> "the honest accuracy " + told);
    }

    @Test
    void theHonestScoreIsToldEverywhereAndAsJson() throws IOException {
        Path file = noise(3);
        Console plan = Console.run("plan", file.toString());
        assertTrue(
                plan.out().startsWith("15 configurations = 15 trainings x (4 folds + 8 inner folds).\n"), plan.out());
        assertTrue(
                plan.out()
                        .contains(
                                "Nested: 960 of these epochs are for the honest score: the choice is made again without"
                                        + " each fold, on 2 inner folds of the other rows.\n"),
                plan.out());
        Console run = run(file);
        assertEquals(0, run.code(), run.err());
        assertTrue(
                run.err().contains("[" + CONFIGURATIONS * 12 + "/" + CONFIGURATIONS * 12 + " runs | 15/15"), run.err());
        String line = run.outLines().stream()
                .filter(one -> one.startsWith("honest score "))
                .findFirst()
                .orElseThrow();
        assertTrue(
                line.contains("(nested: configuration and epochs chosen without the fold that scores them; the best"
                        + " trial's own "),
                line);
        String db = folder.resolve("plateau.db").toString();
        assertTrue(Console.run("show", "noise3", "--db", db).out().contains(line + "\n"));
        JsonNode nested = nested(Console.run("show", "noise3", "--json", "--db", db));
        assertEquals(nested, nested(run(file, "--json")));
        assertTrue(Console.run("epochs", "noise3", "--db", db).out().contains(line + "\n"));
        assertEquals(nested, nested(Console.run("epochs", "noise3", "--json", "--db", db)));
        double sum = 0;
        TreeSet<Integer> numbers = new TreeSet<>();
        for (JsonNode fold : nested.get("folds")) {
            sum += fold.get("score").asDouble();
            numbers.add(fold.get("fold").asInt());
            assertTrue(fold.get("trial").asInt() >= 1 && fold.get("epoch").asInt() <= 8, fold.toString());
            assertEquals(fold.get("epoch"), fold.get("read"));
        }
        assertEquals(List.of(1, 2, 3, 4), List.copyOf(numbers));
        assertEquals(sum / 4, nested.get("score").asDouble(), 1e-12);
        assertEquals(
                nested.get("optimistic").asDouble() - nested.get("score").asDouble(),
                nested.get("optimism").asDouble(),
                1e-12);
        JsonNode best = new ObjectMapper()
                .readTree(Console.run("show", "noise3", "--json", "--db", db).out())
                .at("/leaderboard/trials/0");
        assertEquals(best.get("trial"), nested.at("/chosen/trial"), "the choice on all folds is the leaderboard's");
        assertEquals(4, best.get("foldsDone").asInt());
        Console export = Console.run("export", "noise3", "--db", db);
        assertEquals(1 + CONFIGURATIONS * 4 * 8, export.outLines().size(), "the folds that give scores");
        assertTrue(StreamSupport.stream(nested.get("folds").spliterator(), false)
                .noneMatch(fold -> fold.get("score").isNull()));
    }

    @Test
    void withoutNestingTheBestScoreIsCalledOptimistic() throws IOException {
        Path file = noise(4);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(", nested: {folds: 2}", "")
                        .replace("[0.01, 0.03, 0.1]", "[0.1]")
                        .replace("epochs: {value: 8}", "epochs: {value: 2}"));
        Console run = run(file);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains(" is optimistic: chosen on these very folds\n"), run.out());
        assertTrue(nested(run(file, "--json")).isNull());
    }
}
