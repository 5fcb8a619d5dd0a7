package dev.plateau.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plateau.logs.EventFileWriter;
import dev.plateau.track.Batch;
import dev.plateau.track.Metric;
import dev.plateau.track.Point;
import dev.plateau.track.Relay;
import dev.plateau.track.RunIds;
import dev.plateau.track.Tracker;
import dev.plateau.train.EpochReport;
import dev.plateau.work.Executor.Ending;
import dev.plateau.work.Executor.Ending.Kind;
import dev.plateau.work.WorkException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, good ones and bad ones. Each test ends in seconds or the search would hang. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ScriptExecutorTest {

    private static final String FOUR =
            "for e in 1 2 3 4; do echo \"{\\\"epoch\\\": $e, \\\"val_loss\\\": 0.$e}\"; done";
    private static final List<Double> CURVE = List.of(0.1, 0.2, 0.3, 0.4);

    @TempDir
    Path folder;

    private Program program(String... lines) throws IOException {
        return new Program(folder, lines);
    }

    private long pid(String file) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve(file)).strip());
    }

    /** Whether a process does anything: one that has ended may stay in the table until somebody asks for its exit code. */
    private static boolean alive(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    @Test
    void readsEpochsOfJsonLinesUntilTheProgramEnds() throws Exception {
        Program program = program(FOUR);
        assertEquals(Ending.finished(), program.train());
        assertEquals(CURVE, program.curve("val_loss"));
        assertEquals(
                List.of(1, 2, 3, 4),
                program.reports().stream().map(EpochReport::epoch).toList());
        assertEquals(
                List.of(0L, 0L, 0L, 0L),
                program.reports().stream().map(EpochReport::step).toList());
        assertTrue(program.log().contains("{\"epoch\": 4, \"val_loss\": 0.4}"), program.log());
    }

    @Test
    void readsEpochsOfNamesAndValuesAndTheStepsThatTheyGive() throws Exception {
        Program program =
                program("for e in 0 1 2 3; do echo \"Epoch $e - step=${e}0 loss: 1e-0$e val_loss=0.$e\"; done");
        assertEquals(Ending.finished(), program.train());
        assertEquals(List.of(0.0, 0.1, 0.2, 0.3), program.curve("val_loss"));
        assertEquals(List.of(1.0, 0.1, 0.01, 0.001), program.curve("loss"));
        assertEquals(30, program.reports().get(3).step());
    }

    @Test
    void readsTheFileOfKerasWhileItGrows() throws Exception {
        Program program = program(
                "cd \"$PLATEAU_OUTPUT\"; echo epoch,loss,val_loss > log.csv",
                "for e in 0 1 2 3; do echo $e,0.5,0.$e >> log.csv; sleep 0.2; done");
        assertEquals(Ending.finished(), program.train());
        assertEquals(List.of(0.0, 0.1, 0.2, 0.3), program.curve("val_loss"));
    }

    @Test
    void readsEventFilesOfTrainingAndValidation() throws Exception {
        for (String rows : List.of("train", "validation")) {
            try (EventFileWriter writer = EventFileWriter.in(Files.createDirectories(folder.resolve(rows)), 1)) {
                for (int epoch = 0; epoch < 4; epoch++) {
                    writer.add(epoch, 1.0 + epoch, Map.of("epoch_loss", epoch / 4.0));
                }
            }
        }
        Program program = program("mv train validation \"$PLATEAU_OUTPUT\"");
        assertEquals(Ending.finished(), program.train());
        assertEquals(List.of(0.0, 0.25, 0.5, 0.75), program.curve("val_loss"));
        assertEquals(List.of(0.0, 0.25, 0.5, 0.75), program.curve("loss"));
    }

    /** A tracker that takes parameters and nothing else, and a relay before it. */
    private static Relay relay() {
        return new Relay((Tracker) Proxy.newProxyInstance(
                Tracker.class.getClassLoader(), new Class<?>[] {Tracker.class}, (self, method, arguments) -> {
                    throw new IllegalStateException(method.getName());
                }));
    }

    @Test
    void hearsWhatIsLoggedForItsRunAndNothingAfterwards() throws Exception {
        Relay relay = relay();
        Program program = program(
                        "echo $MLFLOW_TRACKING_URI $MLFLOW_EXPERIMENT_ID $MLFLOW_RUN_ID > told",
                        "until [ -e go ]; do sleep 0.05; done")
                .before(executor -> executor.track(new Tracking("http://127.0.0.1:1/", 3, relay)));
        String run = RunIds.ofRun(Program.RUN);
        Thread client = new Thread(() -> {
            try {
                while (!Files.exists(folder.resolve("told"))) {
                    Thread.onSpinWait();
                }
                for (int epoch = 0; epoch < 4; epoch++) {
                    relay.log(run, Batch.ofMetrics(List.of(new Metric("val_loss", new Point(epoch, 1, epoch / 10.0)))));
                }
            } finally {
                // Also where it was not heard: the program ends then, and the test says so.
                assertTrue(folder.resolve("go").toFile().mkdir());
            }
        });
        client.start();
        assertEquals(Ending.finished(), program.train());
        client.join();
        assertEquals(List.of(0.0, 0.1, 0.2, 0.3), program.curve("val_loss"));
        assertEquals("http://127.0.0.1:1/ 3 " + run, program.file("told"));
        Batch late = Batch.ofMetrics(List.of(new Metric("val_loss", new Point(9, 1, 0))));
        assertEquals(
                "log",
                assertThrows(IllegalStateException.class, () -> relay.log(run, late))
                        .getMessage());
    }

    @Test
    void tellsTheProgramAllItMustKnowAndNothingElse() throws Exception {
        Files.writeString(
                folder.resolve("d.csv"),
                "a,y\n"
                        + IntStream.range(0, 9)
                                .mapToObj(i -> i + "," + i % 2 + "\n")
                                .reduce("", String::concat));
        Program program = program("env > env; cat $PLATEAU_SPLIT > split; cat $PLATEAU_PARAMETERS > parameters", FOUR)
                .with("data: {path: d.csv, label: y, task: classification}", "cross_validation: {folds: 3}");
        assertEquals(Ending.finished(), program.train());
        Map<String, String> told = program.file("env")
                .lines()
                .filter(line -> line.contains("="))
                .collect(java.util.stream.Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
        assertEquals(folder.resolve("d.csv").toString(), told.get("PLATEAU_DATA"));
        assertEquals("y", told.get("PLATEAU_LABEL"));
        assertEquals("0", told.get("PLATEAU_REPEAT"));
        assertEquals("1", told.get("PLATEAU_FOLD"));
        assertEquals("4", told.get("PLATEAU_EPOCHS"));
        assertEquals("0.5", told.get("PLATEAU_PARAM_RATE"));
        assertEquals("1", told.get("OMP_NUM_THREADS"));
        assertEquals(String.valueOf(-5L >>> 33), told.get("PLATEAU_SEED"));
        assertTrue(Files.isDirectory(Path.of(String.valueOf(told.get("PLATEAU_OUTPUT")))));
        List<String> known = List.of(
                "PATH",
                "HOME",
                "LANG",
                "TMPDIR",
                "TZ",
                "PWD",
                "OLDPWD",
                "SHLVL",
                "_",
                "PYTHONUNBUFFERED",
                "PYTHONHASHSEED");
        assertEquals(
                List.of(),
                told.keySet().stream()
                        .filter(name ->
                                !known.contains(name) && !name.matches("(PLATEAU|LC)_.*|.*_(NUM|MAXIMUM)_THREADS"))
                        .toList());
        assertEquals("{\"epochs\":4,\"rate\":0.5}", program.file("parameters"));
        JsonNode split = new JsonMapper().readTree(program.file("split"));
        assertEquals(6, split.get("training").size());
        assertEquals(3, split.get("validation").size());
    }

    @Test
    void stopsAProgramThatTheSearchHasEnoughOf() throws Exception {
        Program program = program(
                        "echo $$ > pid; trap 'echo told > told; exit 5' TERM",
                        "for e in 1 2 3 4; do echo \"epoch=$e val_loss=0.$e\"; sleep 0.2; done")
                .with("script: {interpreter: /bin/sh, grace: 5s}")
                .stoppedAt(2);
        assertEquals(Ending.finished(), program.train());
        assertEquals(List.of(0.1, 0.2), program.curve("val_loss"));
        assertEquals("told", program.file("told"));
        assertFalse(alive(pid("pid")));
        assertTrue(program.log().contains("stopped after epoch 2, as the search decided"), program.log());
    }

    @Test
    void killsAProgramThatDoesNotListenAndAllThatItStarted() throws Exception {
        Program program = program(
                        "trap '' TERM; echo $$ > pid; sh -c 'trap \"\" TERM; while :; do sleep 1; done' & echo $! > child",
                        FOUR,
                        "while :; do sleep 1; done")
                .stoppedAt(2);
        assertEquals(Ending.finished(), program.train());
        assertFalse(alive(pid("pid")));
        assertFalse(alive(pid("child")));
    }

    @Test
    void endsAProgramWhoseTimeIsOver() throws Exception {
        Program program =
                program("echo $$ > pid; echo epoch=1 val_loss=1; sleep 100").with("timeout: 0.5s");
        assertEquals(new Ending(Kind.LOST, "no end after 0 s (timeout)"), program.train());
        assertFalse(alive(pid("pid")));
    }

    @Test
    void endsAProgramWhoseProcessesTogetherHoldTooMuch() throws Exception {
        String hungry = "/usr/bin/python3 -c 'x = bytearray(60 << 20); import time; time.sleep(100)'";
        Program program =
                program(hungry + " & " + hungry).with("script: {interpreter: /bin/sh, memory: 100 MB, grace: 0.3}");
        Ending ending = program.train();
        assertEquals(Kind.FAILED, ending.kind());
        assertTrue(
                ending.message()
                        .matches("its processes held 1\\d\\d MB of memory, more than the 100 MB of script.memory"),
                ending.message());
    }

    @Test
    void killsWhatAProgramLeavesBehind() throws Exception {
        Program program = program("sleep 100 & echo $! > child", FOUR);
        assertEquals(Ending.finished(), program.train());
        assertFalse(alive(pid("child")));
    }

    @Test
    void doesNotWaitForAStrangerThatKeepsTheOutputOpen() throws Exception {
        Program program = program("setsid sh -c 'echo $$ > child; exec sleep 30' & sleep 0.2", FOUR);
        assertEquals(Ending.finished(), program.train());
        assertEquals(CURVE, program.curve("val_loss"));
        ProcessHandle.of(pid("child")).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void saysWhatWasSeenOfAProgramThatNeverTellsTheObjective() throws Exception {
        assertEquals(
                Ending.failed("it ended well but never told val_loss; there were accuracy, loss"),
                program("echo loss=1 accuracy=2; echo loss=3").train());
        assertEquals(
                Ending.failed(
                        "it ended well but never told val_loss; there were no metrics; it said last: hello | world"),
                program("echo hello; echo; echo world").train());
        assertEquals(
                Ending.failed("it ended well but never told val_loss; there were no metrics; it said nothing"),
                program("exit 0").train());
    }

    @Test
    void tellsTheLastWordsOfAProgramThatFails() throws Exception {
        Ending ending = program(
                        "echo epoch=1 val_loss=1; for i in 1 2 3 4 5 6 7; do echo \"line $i\" >&2; done; printf '\\033[31mred\\000' >&2; exit 3")
                .train();
        assertEquals(
                Ending.failed("it ended with exit code 3; it said last: line 4 | line 5 | line 6 | line 7 | red"),
                ending);
    }

    @Test
    void triesAgainWhatASignalHasEnded() throws Exception {
        assertEquals(
                new Ending(
                        Kind.LOST,
                        "its process was ended by signal 9 (the system may have run out of memory); it said nothing"),
                program("kill -9 $$").train());
    }

    @Test
    void takesTheEndOfAProgramBeforeItsLastEpochForItsOwnEarlyStopping() throws Exception {
        Program program = program("echo epoch=1 val_loss=1; echo epoch=2 val_loss=0.5");
        assertEquals(Ending.ended("ended by itself after epoch 2"), program.train());
        assertEquals(List.of(1.0, 0.5), program.curve("val_loss"));
    }

    @Test
    void stopsAProgramThatTrainsOnAfterTheLastEpoch() throws Exception {
        Program program = program("e=1; while :; do echo epoch=$e val_loss=0.$e; e=$((e+1)); sleep 0.05; done");
        assertEquals(Ending.finished(), program.train());
        assertEquals(CURVE, program.curve("val_loss"));
    }

    @Test
    void survivesGarbageAndFloods() throws Exception {
        Program program = program(
                "head -c 3000000 /dev/urandom; echo",
                "head -c 3000000 /dev/zero | tr '\\000' x; echo",
                "head -c 2000000 /dev/zero; echo",
                "printf '\\377\\376 \\303( \\n{\"epoch\": [[[[\\n{\"epoch\": 1e999}\\n'",
                "yes 'nothing here' | head -n 300000",
                "yes 'nothing here' | head -n 300000 >&2",
                FOUR);
        assertEquals(Ending.finished(), program.train());
        assertEquals(CURVE, program.curve("val_loss"));
        assertTrue(
                program.log().length() < 3_000_000,
                "the log has " + program.log().length());
    }

    @Test
    void handsOnValuesThatAreNoNumbersAndEpochsThatWereLeftOut() throws Exception {
        Program program = program("echo epoch=1 val_loss=nan; echo epoch=4 val_loss=-inf");
        assertEquals(Ending.finished(), program.train());
        assertEquals(List.of(Double.NaN, Double.NaN, Double.NaN, Double.NEGATIVE_INFINITY), program.curve("val_loss"));
        assertEquals(Map.of(), program.reports().get(1).metrics());
    }

    @Test
    void refusesAProgramThatCountsStepsForEpochs() throws Exception {
        assertEquals(
                Ending.failed(
                        "its first epoch with val_loss was 500, after the 4 that are wanted: does it count steps?"),
                program("echo epoch=500 val_loss=1; echo epoch=1000 val_loss=1").train());
    }

    @Test
    void emptiesTheFolderOfAnAttemptBefore() throws Exception {
        Program program =
                program("ls $PLATEAU_OUTPUT | wc -l > count; mkdir $PLATEAU_OUTPUT/a; touch $PLATEAU_OUTPUT/a/b", FOUR);
        program.train();
        program.train();
        assertEquals("0", program.file("count"));
    }

    @Test
    void endsEveryProgramWhenItIsClosed() throws Exception {
        Program program = program("echo $$ > pid; sleep 100");
        program.before(executor -> new Thread(() -> {
                    while (!Files.exists(folder.resolve("pid"))) {
                        Thread.onSpinWait();
                    }
                    executor.close();
                })
                .start());
        assertEquals(Kind.LOST, program.train().kind());
        assertFalse(alive(pid("pid")));
    }

    @Test
    void refusesAProgramThatCannotBeStartedBeforeTheSearchBegins() throws Exception {
        Program plain = program("exit 0").with("script: {grace: 1}");
        assertEquals(
                "command: " + folder.resolve("train.sh")
                        + " cannot be executed; make it executable, or name what runs it as script.interpreter",
                assertThrows(WorkException.class, plain::train).getMessage());
        Program other = program("exit 0").with("script: {interpreter: no-such-program}");
        assertEquals(
                "command: there is no program no-such-program on the PATH",
                assertThrows(WorkException.class, other::train).getMessage());
        Program variable = program("exit 0").with("command: [/bin/sh, '${envvar:NO_SUCH_VARIABLE}']");
        assertEquals(
                "command: the environment variable NO_SUCH_VARIABLE is not set here",
                assertThrows(WorkException.class, variable::train).getMessage());
        Files.delete(folder.resolve("train.sh"));
        assertEquals(
                Optional.of("program: there is no file " + folder.resolve("train.sh")),
                Optional.ofNullable(
                        assertThrows(WorkException.class, other::train).getMessage()));
    }
}
