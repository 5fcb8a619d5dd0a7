package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plateau.compare.SampleScores;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code compare}, {@code importance}, and the group of the best in {@code show}. */
class CompareTest {

    private static final double EXACT = 1e-9;

    @TempDir
    Path folder;

    private String db;

    @BeforeEach
    void write() {
        Path file = folder.resolve("scores.db");
        List<Double> good = List.of(0.20, 0.23, 0.21, 0.24, 0.22);
        try (Store store = Stores.sqlite(file)) {
            SampleScores.store(
                    store,
                    SampleScores.search("five", "val_loss", 6, 5),
                    List.of(
                            List.of(0.30, 0.34, 0.31, 0.33, 0.32),
                            good,
                            List.of(0.221, 0.226, 0.223, 0.27, 0.228),
                            List.of(0.3, 0.3),
                            List.of(0.3, 0.3, Double.NaN, 0.3, 0.3),
                            good));
            SampleScores.store(
                    store, SampleScores.search("twin", "val_loss", 1, 5), List.of(List.of(0.5, 0.6, 0.55, 0.5, 0.52)));
            SampleScores.store(store, SampleScores.search("three", "val_loss", 1, 3), List.of(List.of(0.1, 0.2, 0.3)));
            SampleScores.store(
                    store,
                    SampleScores.search("right", "val_accuracy", 1, 5),
                    List.of(List.of(0.9, 0.8, 0.9, 0.8, 0.9)));
            SampleScores.store(
                    store, SampleScores.search("once", "val_loss", 2, 1), List.of(List.of(0.2), List.of(0.3)));
            SampleScores.store(
                    store,
                    SampleScores.search("many", "val_loss", 60, 2),
                    IntStream.range(0, 60)
                            .mapToObj(i -> List.of(i % 4 + i / 100.0, i % 4 + i / 90.0))
                            .toList());
        }
        db = file.toString();
    }

    private Console run(String arguments) {
        List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
        all.addAll(List.of("--db", db));
        return Console.run(all.toArray(String[]::new));
    }

    private JsonNode json(String arguments) throws IOException {
        Console console = run(arguments + " --json");
        assertEquals(0, console.code(), console.err());
        return new ObjectMapper().readTree(console.out());
    }

    /**
     * NumPy 2.4.6 and SciPy 1.17.1 on d = t03 - t02: se = sqrt((1/5 + 1/4) d.var(ddof=1)), 2 stats.t(4).sf(|t|),
     * stats.wilcoxon(d), and special.gamma for the effect as in PairedTestsTest; Holm over three.
     */
    @Test
    void compareTellsDifferencesFromTheFirstTrial() throws IOException {
        JsonNode rows = json("compare five 2 t03 1 6").get("rows");
        JsonNode third = rows.get(1).get("difference");
        assertEquals(0.013600000000000006, third.get("mean").asDouble(), EXACT);
        JsonNode finding = third.get("finding").get("interval");
        assertEquals(-0.010418256178136668, finding.get("low").asDouble(), EXACT);
        assertEquals(0.03761825617813668, finding.get("high").asDouble(), EXACT);
        assertEquals(0.19102348876564185, third.get("finding").get("p").asDouble(), EXACT);
        assertEquals(0.3820469775312837, third.get("finding").get("holm").asDouble(), EXACT);
        assertEquals(0.125, third.get("finding").get("wilcoxon").asDouble(), EXACT);
        assertEquals(0.8414587779014747, third.get("finding").get("effect").asDouble(), EXACT);
        assertEquals("CANNOT_TELL", third.get("finding").get("verdict").asText());
        assertTrue(rows.get(0).get("difference").isNull());
        assertEquals("WORSE", verdict(rows.get(2)));
        assertEquals("SAME", verdict(rows.get(3)));
        assertEquals("BETTER", verdict(json("compare five 1 2").get("rows").get(1)));
    }

    private static String verdict(JsonNode row) {
        return row.get("difference").get("finding").get("verdict").asText();
    }

    @Test
    void compareShowsATableAChartAndWhatDiffers() {
        Console compare = run("compare five 2 3 1");
        assertEquals(0, compare.code(), compare.err());
        assertTrue(compare.out().contains("trial  epoch  val_loss"), compare.out());
        assertTrue(compare.out().contains("  baseline\n"), compare.out());
        assertTrue(compare.out().contains("  cannot be told apart\n"), compare.out());
        assertTrue(compare.out().contains("  worse\n"), compare.out());
        assertTrue(compare.out().contains("(Wilcoxon's p cannot fall below 0.063 with 5 folds)"), compare.out());
        assertTrue(compare.out().contains("val_loss minus that of t02, with its 95 % interval:\n"), compare.out());
        assertTrue(compare.out().contains("""
                trial  learning_rate  hidden
                t02             0.02     [2]
                t03             0.03     [3]
                t01             0.01     [1]
                """), compare.out());
    }

    @Test
    void compareTakesAnotherBaselineEpochAndExperiment() throws IOException {
        JsonNode turned = json("compare five 1 2 --baseline 3").get("rows");
        assertEquals(3, turned.get(0).get("trial").asInt());
        assertEquals(3, turned.size());
        JsonNode first = json("compare five 1 2 --at 1").get("rows").get(0);
        assertEquals(1.32, first.get("score").get("mean").asDouble(), EXACT);
        assertEquals(1, first.get("epoch").asInt());
        assertEquals(
                2,
                json("compare five 1 2 --at best")
                        .get("rows")
                        .get(0)
                        .get("epoch")
                        .asInt());
        JsonNode both = json("compare five/2 twin/1").get("rows");
        assertEquals("twin", both.get(1).get("experiment").asText());
        assertEquals("WORSE", verdict(both.get(1)));
        assertTrue(
                run("compare five 2 twin/1").out().contains("\ntwin/t01 "),
                run("compare five 2 twin/1").out());
    }

    @Test
    void oneFoldComparesNothingAndSaysSo() {
        String sentence = "one fold: no trial can be compared with another\n";
        Console compare = run("compare once 1 2");
        assertEquals(0, compare.code(), compare.err());
        assertTrue(compare.out().contains(sentence), compare.out());
        assertTrue(run("show once").out().contains(sentence), run("show once").out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            compare five 2 9          | five has the trials 1 to 6, not 9
            compare five 2 x9         | has no experiment x9
            compare five/2 five/x9    | a trial is a number such as 7 or t07, found x9
            compare five              | compare wants at least two trials, found 0; five has the trials 1 to 6
            compare five 2            | compare wants at least two trials, found 1; five has the trials 1 to 6
            compare five 2 2          | t02 of five is named twice
            compare fiv 1 2           | did you mean five?
            compare five 2 4          | t04 of five has 2 of 5 folds at epoch 2 (failed); only trials with all folds can be compared
            compare five 2 5          | t05 of five has a score that is no number at epoch 2, so it diverged; leave it out
            compare five/2 three/1    | scores on different folds cannot be paired: five and three differ in their folds
            compare five/2 right/1    | trials of different metrics cannot be compared: five has val_loss, right has val_accuracy
            compare five 1 2 --at 3   | t01 of five has 0 of 5 folds at epoch 3 (completed)
            compare five 1 2 --at 0   | --at must be last, best or an epoch from 1 on, found 0
            compare five 1 2 --baseline 77 | five has the trials 1 to 6, not 77
            importance fiv            | did you mean five?
            """)
    void aMistakeIsASentence(String arguments, String sentence) {
        Console console = run(arguments);
        assertEquals(1, console.code(), console.out());
        assertEquals(1, console.errLines().size(), console.err());
        assertTrue(console.err().contains(sentence), console.err());
        assertEquals("", console.out());
    }

    @Test
    void showMarksTheTrialsThatCannotBeToldFromTheBest() throws IOException {
        Console show = run("show five");
        assertTrue(show.out().contains("\nt03 ~  "), show.out());
        assertTrue(show.out().contains("\nt06 ~  "), show.out());
        assertFalse(show.out().contains("\nt01 ~"), show.out());
        assertTrue(show.out().contains("""
                                ~ not distinguishable from t02 (corrected paired t test, Holm, 5 %): t03 t06
                                the score of t02 is optimistic: chosen on these very folds
                                """), show.out());
        JsonNode standing = json("show five --top 1").get("leaderboard").get("standing");
        assertEquals(2, standing.get("best").asInt());
        assertEquals("[3,6]", standing.get("indistinguishable").toString());
        assertEquals(3, standing.get("compared").asInt());
        assertFalse(run("show twin").out().contains("optimistic"), "one trial was not chosen");
    }

    @Test
    void importanceRanksParametersAndSaysWhenItCannot() throws IOException {
        JsonNode many = json("importance many");
        assertEquals("learning_rate", many.get("parameters").get(0).get("name").asText());
        assertTrue(many.get("parameters").get(0).get("explained").asDouble() > 0.5, many.toString());
        assertEquals("[\"seed\",\"epochs\"]", many.get("untold").toString());
        Console shown = run("importance many");
        assertTrue(shown.out().contains("\nlearning_rate  "), shown.out());
        assertTrue(shown.out().contains("  decides\n"), shown.out());
        assertTrue(shown.out().contains("  no more than chance\n"), shown.out());
        assertEquals(
                List.of("too few trials to tell: 6 have ended, it takes at least 20"),
                run("importance five").outLines());
    }
}
