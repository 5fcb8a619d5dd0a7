package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plateau.work.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read, on a database of known content. */
class CommandsTest {

    @TempDir
    Path folder;

    private String db;

    @BeforeEach
    void write() {
        Path file = folder.resolve("tiny.db");
        SampleDatabase.write(file, false);
        db = file.toString();
    }

    private Console run(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--db", db));
        return Console.run(all.toArray(String[]::new));
    }

    private static JsonNode json(Console console) throws IOException {
        return new ObjectMapper().readTree(console.out());
    }

    @Test
    void helpNamesEveryCommandAndExitCode() {
        Console help = Console.run("--help");
        assertEquals(0, help.code());
        for (String command : List.of(
                "run",
                "plan",
                "show",
                "ls",
                "epochs",
                "compare",
                "importance",
                "resume",
                "logs",
                "export",
                "import",
                "verify",
                "serve",
                "doctor",
                "init",
                "refit",
                "predict")) {
            assertTrue(help.out().contains("  " + command + " "), command);
            assertEquals(0, Console.run(command, "--help").code(), command);
        }
        assertTrue(help.out().contains("130   interrupted"), help.out());
        assertFalse(help.out().contains("warm-up"), help.out());
        assertEquals(help, Console.run());
    }

    @Test
    void showOrdersTrialsByScoreAndTellsWhereTheyComeFrom() {
        Console show = run("show", "tiny");
        assertEquals(0, show.code());
        assertTrue(show.out().contains("""
                trials: 4 completed; runs: 6 completed; 48 epochs stored

                trial  val_loss         folds  epochs  learning_rate  state
                t01    0.6100 ± 0.0058    3/3       4           0.01  completed
                t04    0.6350 ± 0.0058    3/3       8            0.1  completed
                t02    0.7600 ± 0.0058    3/3       4            0.1  completed
                t03    0.8100 ± 0.0058    3/3       8           0.01  completed
                t01 differs from each of the 3 others (corrected paired t test, Holm, 5 %)
                the score of t01 is optimistic: chosen on these very folds

                command: plateau run tiny.yaml
                """), show.out());
    }

    @Test
    void showSaysUnderTheTableWhyTrialsFailed() {
        Path failing = folder.resolve("failing.db");
        SampleDatabase.write(failing, true);
        Console show = Console.run("show", "tiny", "--db", failing.toString());
        assertTrue(show.out().contains("trials: 2 completed, 2 failed; runs: 5 completed, 1 failed"), show.out());
        assertTrue(show.out().contains("0.1  failed\n"), show.out());
        assertTrue(show.out().contains("\nt02: diverged: loss, \"NaN\"\n"), show.out());
    }

    @Test
    void showSortsByWhatIsAskedAndSaysWhatItHides() {
        List<String> lines =
                run("show", "tiny", "--sort", "learning_rate", "--top", "3").outLines();
        assertEquals(
                List.of("t01", "t03", "t04", "t01", "the", "(1 m"),
                lines.subList(5, 11).stream()
                        .map(line ->
                                line.substring(0, Math.min(4, line.length())).strip())
                        .toList());
        Console unknown = run("show", "tiny", "--sort", "rate");
        assertEquals(1, unknown.code());
        assertEquals(
                List.of("plateau: --sort must be one of score, trial, epochs, state, learning_rate, found rate"),
                unknown.errLines());
    }

    @Test
    void showAsJsonIsOneDocument() throws IOException {
        JsonNode shown = json(run("show", "tiny", "--json", "--top", "2"));
        assertEquals(2, shown.get("leaderboard").get("trials").size());
        assertEquals(
                1, shown.get("leaderboard").get("trials").get(0).get("trial").asInt());
        assertEquals(
                0.01,
                shown.get("leaderboard")
                        .get("trials")
                        .get(0)
                        .get("parameters")
                        .get("learning_rate")
                        .asDouble());
        assertEquals("COMPLETED", shown.get("state").asText());
    }

    @Test
    void lsListsExperiments() throws IOException {
        List<String> lines = run("ls").outLines();
        assertTrue(
                lines.get(0).startsWith("experiment  state      best             trials       epochs  last written"));
        assertTrue(
                lines.get(1).startsWith("tiny        completed  val_loss 0.6100  4 completed      48  "), lines.get(1));
        assertEquals("(the best of several is optimistic: chosen on these very folds)", lines.get(2));
        assertEquals("tiny", json(run("ls", "--json")).get(0).get("experiment").asText());
    }

    @Test
    void epochsAdvisesTheBestTrialFromAllEpochsOfItsTraining() {
        Console epochs = run("epochs", "tiny");
        assertEquals(0, epochs.code());
        assertTrue(
                epochs.out().startsWith("t01: 5 epochs\nTrain 5 epochs: the mean of 3 folds is best about there"),
                epochs.out());
        assertTrue(
                epochs.out().contains("at 90 % confidence"),
                "the confidence of the experiment's file: " + epochs.out());
        assertTrue(epochs.out().contains("val_loss (line), loss (dotted) over epochs; ▲ epoch 5"), epochs.out());
    }

    @Test
    void epochsAdvisesAnyTrialAtAnyConfidence() throws IOException {
        JsonNode advised = json(run("epochs", "tiny", "--trial", "2", "--confidence", "0.5", "--json"));
        assertEquals(8, advised.get("epoch").asInt());
        assertTrue(advised.get("still_improving").asBoolean());
        assertEquals(0.5, advised.get("confidence").asDouble());
        assertEquals(8, advised.get("curves").get("val_loss").size());
        assertEquals(1, run("epochs", "tiny", "--confidence", "1").code());
        assertEquals(
                List.of("plateau: tiny has the trials 1 to 4, not 9"),
                run("epochs", "tiny", "--trial", "9").errLines());
    }

    @Test
    void epochsAnswersFilesInOrderAndBadOnesInTheirPlace() throws IOException {
        Path good = Files.writeString(
                folder.resolve("good.csv"), "fold,epoch,val_loss\n1,1,3\n1,2,1\n1,3,2\n2,1,3\n2,2,1\n2,3,2\n");
        Path bad = Files.writeString(folder.resolve("bad.csv"), "epoch,val_loss\nx,1\n");
        String sentence = bad + " line 2, column \"epoch\": expected a whole number from 0 to 1,000,000, found \"x\"";
        Console epochs = Console.run("epochs", "--curves", bad.toString(), good.toString(), bad.toString(), "--json");
        assertEquals(1, epochs.code());
        assertEquals(List.of("plateau: " + sentence, "plateau: " + sentence), epochs.errLines());
        List<JsonNode> lines = new java.util.ArrayList<>();
        for (String line : epochs.outLines()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertEquals(3, lines.size());
        assertEquals(sentence, lines.get(0).get("error").asText());
        assertEquals(good.toString(), lines.get(1).get("file").asText());
        assertEquals(2, lines.get(1).get("epoch").asInt());
        assertEquals("minimize", lines.get(1).get("goal").asText());
        assertEquals(2, lines.get(1).get("rules").get("minimum").asInt());
        for (String field :
                List.of("low", "high", "confidence", "estimate", "diagnosis", "shortest_equivalent", "metric")) {
            assertTrue(lines.get(1).has(field), field);
        }
        assertEquals(bad.toString(), lines.get(2).get("file").asText());
    }

    @Test
    void epochsReadsWhatExportWrites() throws IOException {
        Path export = folder.resolve("points.csv");
        assertEquals(0, run("export", "tiny", "--out", export.toString()).code());
        Console several = Console.run("epochs", "--curves", export.toString());
        assertEquals(
                List.of("plateau: " + export + " has several trials; --trial names one of 1, 2, 3, 4"),
                several.errLines());
        JsonNode advised = json(Console.run("epochs", "--curves", export.toString(), "--trial", "3", "--json"));
        JsonNode stored = json(run("epochs", "tiny", "--trial", "3", "--confidence", "0.95", "--json"));
        assertEquals(stored.get("epoch"), advised.get("epoch"));
        assertEquals(stored.get("low"), advised.get("low"));
        assertEquals(stored.get("high"), advised.get("high"));
    }

    @Test
    void epochsWantsEitherAnExperimentOrFiles() {
        assertEquals(
                List.of("plateau: name an experiment, or files with --curves"),
                run("epochs").errLines());
        assertEquals(
                List.of("plateau: name an experiment or files with --curves, not both"),
                Console.run("epochs", "tiny", "--curves", "a.csv").errLines());
        assertEquals(
                List.of("plateau: --metric goes with --curves; an experiment has its metric and goal in its file"),
                run("epochs", "tiny", "--metric", "loss").errLines());
        assertEquals(
                List.of("plateau: --by-parameter compares the trainings of an experiment; it goes without --trial"),
                run("epochs", "tiny", "--by-parameter", "--trial", "1").errLines());
    }

    @Test
    void epochsByParameterSaysWhatFewTrainingsDoNotTell() throws IOException {
        Console shown = run("epochs", "tiny", "--by-parameter");
        assertEquals(0, shown.code(), shown.err());
        assertTrue(shown.out().contains("learning_rate: 2 trainings are too few to tell.\n"), shown.out());
        JsonNode influence = json(run("epochs", "tiny", "--by-parameter", "--json"))
                .get("influence")
                .get(0);
        JsonNode first = influence.get("levels").get(0);
        assertEquals("0.01", first.get("value").asText());
        assertEquals(
                10 * first.get("epochs").get("value").asDouble(),
                first.get("steps").get("value").asDouble(),
                1e-9);
        assertEquals(
                320 * first.get("epochs").get("value").asDouble(),
                first.get("samples").get("value").asDouble(),
                1e-9);
    }

    @Test
    void exportWritesEachTrialsWholeCurve() {
        List<String> lines = run("export", "tiny").outLines();
        assertEquals("trial,stage,repeat,fold,epoch,step,samples,elapsed_seconds,loss,val_loss", lines.get(0));
        assertEquals(1 + 3 * (4 + 4 + 8 + 8), lines.size());
        assertEquals("1,1,1,1,1,10,320,0.25,0.8,0.9", lines.get(1));
        assertEquals(24, lines.stream().filter(line -> line.startsWith("3,")).count());
    }

    @Test
    void exportWritesJsonLinesToAFile() throws IOException {
        Path out = folder.resolve("tiny.jsonl");
        Console export = run("export", "tiny", "--format", "jsonl", "--out", out.toString());
        assertEquals("", export.out());
        assertEquals(List.of("72 rows written to " + out), export.errLines());
        JsonNode first = new ObjectMapper().readTree(Files.readAllLines(out).get(0));
        assertEquals(0.9, first.get("val_loss").asDouble());
        assertEquals(72, Files.readAllLines(out).size());
    }

    @Test
    void exportQuotesWhatCsvWantsQuoted() {
        Path failing = folder.resolve("failing.db");
        SampleDatabase.write(failing, true);
        List<String> lines = Console.run("export", "tiny", "--what", "trials", "--db", failing.toString())
                .outLines();
        assertEquals("trial,state,val_loss,val_loss_error,folds,epochs,learning_rate,message", lines.get(0));
        assertTrue(lines.get(2).startsWith("2,failed,"), lines.get(2));
        assertTrue(lines.get(2).endsWith(",2,4,0.1,\"diverged: loss, \"\"NaN\"\"\""), lines.get(2));
    }

    @Test
    void exportWritesOverNothing() throws IOException {
        Path data = Files.writeString(folder.resolve("tiny.csv"), "my data");
        Console export = run("export", "tiny", "--out", data.toString());
        assertEquals(1, export.code());
        assertEquals(
                List.of("plateau: " + data + " is there already; give another name, or move it away"),
                export.errLines());
        assertEquals("my data", Files.readString(data));
    }

    @Test
    void exportLeavesAFileAloneThatItCannotReplace() {
        Console export = run("export", "tiny", "--out", folder.toString());
        assertEquals(1, export.code());
        assertEquals(
                List.of("plateau: --out must be a file in a folder that exists, found " + folder), export.errLines());
    }

    @Test
    void logsFindsARunByItsPlaceAndByItsNumber() throws IOException {
        Path logs = folder.resolve("tiny.db.files").resolve("logs");
        Files.createDirectories(logs);
        Files.writeString(RunLog.file(logs, 2), "epoch 1 to 8\n\u001b[2Jred\n");
        assertEquals("epoch 1 to 8\n?[2Jred\n", run("logs", "tiny:t01:2").out());
        assertEquals("epoch 1 to 8\n?[2Jred\n", run("logs", "2").out());
    }

    @Test
    void logsSaysWhatItDoesNotFind() {
        assertTrue(run("logs", "1").err().startsWith("plateau: run 1 has no log: "));
        assertEquals(1, run("logs", "99").code());
        assertEquals(
                List.of("plateau: tiny has no fold 4; folds and repeats count from 1"),
                run("logs", "tiny:1:4").errLines());
        assertTrue(run("logs", "../../etc/passwd").err().startsWith("plateau: RUN must be EXP:TRIAL:FOLD"));
        assertTrue(run("logs", "..:1:1").err().contains("has no experiment .."));
    }

    @Test
    void anExperimentThatIsNotThereIsAnsweredWithTheNearest() {
        Console show = run("show", "tinny");
        assertEquals(1, show.code());
        assertEquals(
                List.of("plateau: " + db + " has no experiment tinny; did you mean tiny? There is: tiny"),
                show.errLines());
    }

    @Test
    void resumeOfAFinishedDatabaseHasNothingToDo() {
        assertEquals(
                List.of("plateau: every experiment of " + db + " is finished: there is nothing to resume"),
                run("resume").errLines());
    }

    @Test
    void resumeWantsTheDataWhereTheyWere() {
        Console resume = run("resume", "tiny", "--workers", "1");
        assertEquals(1, resume.code());
        assertTrue(
                resume.err().startsWith("plateau: iris.csv does not exist (looked for /nowhere/iris.csv)"),
                resume.err());
    }

    @Test
    void initWritesAnExperimentThatCanBePlannedAndNothingTwice() {
        Path fresh = folder.resolve("fresh");
        Console init = Console.run("init", fresh.toString());
        assertEquals(0, init.code(), init.err());
        Console plan = Console.run("plan", fresh.resolve("experiment.yaml").toString());
        assertEquals(0, plan.code(), plan.err());
        assertTrue(plan.out()
                .startsWith("12 configurations = 6 trainings x 5 folds. epochs [20, 40] share one training each:\n"));
        Console again = Console.run("init", fresh.toString());
        assertEquals(1, again.code());
        assertTrue(again.err().contains("exists already: nothing was written"), again.err());
    }
}
