package dev.plateau.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Trains a network of no consequence in a process like a worker's. */
final class NativeCheck {

    /** A second on an idle machine; the first time the library is unpacked, and the disk may be slow. */
    private static final long PATIENCE_SECONDS = 120;

    private NativeCheck() {}

    static Finding run() throws IOException, InterruptedException {
        Path said = Files.createTempFile("plateau-doctor", ".log");
        try {
            return run(said.toFile());
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static Finding run(File said) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.plateau.cli.Main",
                WarmUpCommand.NAME);
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.redirectErrorStream(true).redirectOutput(said).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Finding.fail("dl4j", "did not load within " + PATIENCE_SECONDS + " s");
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return process.exitValue() == 0
                ? Finding.ok("dl4j", "loads and trains (" + millis + " ms)")
                : Finding.fail("dl4j", "exit code " + process.exitValue() + lastLine(said.toPath()));
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    }
}
