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
                "run", "plan", "show", "ls", "epochs", "resume", "logs", "export", "verify", "serve", "doctor",
                "init")) {
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
                The best score is optimistic: the folds that give it also chose it. cross_validation: {nested: true} gives an honest one.

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
                List.of("t01", "t03", "t04", "(1 m"),
                lines.subList(5, 9).stream()
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
        assertEquals("tiny", json(run("ls", "--json")).get(0).get("experiment").asText());
    }

    @Test
    void epochsAdvisesTheBestTrialFromAllEpochsOfItsTraining() {
        Console epochs = run("epochs", "tiny");
        assertEquals(0, epochs.code());
        assertTrue(
                epochs.out().startsWith("t01: 5 epochs\nTrain 5 epochs: the smoothed mean of 3 folds is best there"),
                epochs.out());
        assertTrue(
                epochs.out().contains("the 90 % interval"), "the confidence of the experiment's file: " + epochs.out());
        assertTrue(epochs.out().contains("val_loss (line), loss (dotted) over epochs; ▲ epoch 5"), epochs.out());
    }

    @Test
    void epochsAdvisesAnyTrialAtAnyConfidence() throws IOException {
        JsonNode advised = json(run("epochs", "tiny", "--trial", "2", "--confidence", "0.5", "--json"));
        assertEquals(8, advised.get("advice").get("epoch").asInt());
        assertTrue(advised.get("advice").get("stillImproving").asBoolean());
        assertEquals(0.5, advised.get("advice").get("confidence").asDouble());
        assertEquals(8, advised.get("curves").get("val_loss").size());
        assertEquals(1, run("epochs", "tiny", "--confidence", "1").code());
        assertEquals(
                List.of("plateau: tiny has the trials 1 to 4, not 9"),
                run("epochs", "tiny", "--trial", "9").errLines());
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
