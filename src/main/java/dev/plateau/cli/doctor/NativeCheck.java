package dev.plateau.cli.doctor;

import dev.plateau.train.Trainers;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lets the trainers warm up, each in a process like a worker's. */
final class NativeCheck {

    /** A second on an idle machine; the first time the library is unpacked, and the disk may be slow. */
    private static final long PATIENCE_SECONDS = 120;

    private static final String MODULE = "jdk.incubator.vector";

    /** What a process came to: why it failed, or else the last line that it said. */
    private record Outcome(boolean well, String said, long millis) {}

    private NativeCheck() {}

    /** Whether Deeplearning4j's native library fits the machine. */
    static Finding dl4j() throws IOException, InterruptedException {
        Outcome outcome = run(Trainers.GENERAL);
        return outcome.well()
                ? Finding.ok(Trainers.GENERAL, "loads and trains (" + outcome.millis() + " ms)")
                : Finding.fail(Trainers.GENERAL, outcome.said());
    }

    /** What the compiled trainer computes with. */
    static Finding kernel() throws IOException, InterruptedException {
        Outcome outcome = run(Trainers.FAST);
        return kernel(
                outcome.well(),
                outcome.said(),
                ModuleFinder.ofSystem().find(MODULE).isPresent());
    }

    /** @param module whether this Java has the module of the Vector API */
    static Finding kernel(boolean well, String said, boolean module) {
        if (!well) {
            return Finding.fail("kernel", said);
        }
        return module
                ? Finding.ok("kernel", said)
                : Finding.warn(
                        "kernel",
                        said + ": the module " + MODULE + " is missing, so trainings take several times as long");
    }

    private static Outcome run(String trainer) throws IOException, InterruptedException {
        Path said = Files.createTempFile("plateau-doctor", ".log");
        try {
            return run(trainer, said.toFile());
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static Outcome run(String trainer, File said) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(Trainers.byName(trainer).orElseThrow().workerFlags());
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.plateau.cli.Main",
                WarmUpCommand.NAME,
                trainer));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.redirectErrorStream(true).redirectOutput(said).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Outcome(false, "did not load within " + PATIENCE_SECONDS + " s", 0);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        String last = lastLine(said.toPath());
        return process.exitValue() == 0
                ? new Outcome(true, last, millis)
                : new Outcome(false, "exit code " + process.exitValue() + (last.isEmpty() ? "" : ": " + last), millis);
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
