package dev.plateau.work;

import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of workers, seen from the coordinator. Each {@link Seat} of it is one worker. */
final class WorkerProcess {

    /** Longest line that is read from a worker: 1 MB. A report has a few hundred characters. */
    private static final int MAX_LINE = 1 << 20;

    /** How long a worker that was told to end may take before it is killed. */
    private static final long GRACE_MILLIS = 2000;

    private final Process process;
    private final OutputStream orders;
    private final List<Seat> seats = new ArrayList<>();
    private boolean prepared;

    private WorkerProcess(List<String> slots, Process process) {
        this.process = process;
        this.orders = process.getOutputStream();
        for (String slot : slots) {
            seats.add(new Seat(seats.size(), slot, this));
        }
        daemon("answers", this::readAnswers);
        daemon("log", this::readLog);
    }

    /**
     * Starts a process. It loads its libraries while the caller goes on.
     *
     * @param slots names of the places, one a worker; more than one only for a trainer that {@link Trainer#sharesProcess}
     * @param heapMegabytes most memory of its heap
     */
    static WorkerProcess start(List<String> slots, String trainer, int heapMegabytes) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Measured: with the serial collector, and C1 alone, a DL4J epoch takes 0.7 of the time and 0.6 of the
                // CPU.
                "-XX:+UseSerialGC",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+ExitOnOutOfMemoryError",
                // What the JVM itself has to say must not get between the messages.
                "-XX:+DisplayVMOutputToStderr",
                // The launcher's archive of loaded classes, if there is one: 0.3 s less to the first epoch.
                "-XX:SharedArchiveFile=" + archive(trainer),
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0", // the archive where it was made for: moving it costs 0.04 s of CPU
                "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider", // not looked for in every library
                "-Dslf4j.internal.verbosity=WARN",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.deeplearning4j.crash.reporting.enabled=false"));
        command.addAll(Trainers.byName(trainer).map(Trainer::workerFlags).orElse(List.of()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName(), trainer));
        command.add(String.valueOf(slots.size()));
        ProcessBuilder builder = new ProcessBuilder(command);
        // More threads make a small network slower, and sums in another order other bits.
        builder.environment().put("OMP_NUM_THREADS", "1");
        try {
            return new WorkerProcess(slots, builder.start());
        } catch (IOException e) {
            throw new WorkException("cannot start a worker process (" + e.getMessage() + ")", e);
        }
    }

    /** The launcher's archive for a trainer's workers; an archive for other flags is refused by the JVM, which starts without it then. */
    private static String archive(String trainer) {
        return System.getProperty(
                "plateau.worker.archive." + trainer, System.getProperty("plateau.worker.archive", "none"));
    }

    private void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "worker-" + process.pid() + "-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void readAnswers() {
        try {
            forEachLine(process.getInputStream(), line -> {
                Addressed said = Addressed.read(line);
                if (said.seat() >= seats.size()) {
                    throw new IllegalArgumentException("not a message of a worker of this process: " + said.seat());
                }
                seats.get(said.seat()).said(said.message());
            });
        } catch (IllegalArgumentException e) {
            logLine("worker " + process.pid() + " said something that cannot be understood: " + e.getMessage());
            process.destroyForcibly();
        }
        seats.forEach(Seat::ended);
    }

    private void readLog() {
        forEachLine(process.getErrorStream(), this::logLine);
    }

    /** Who of several has printed a line nobody knows, so it stands in the log of each run that trains here. */
    private void logLine(String line) {
        seats.forEach(seat -> seat.logLine(line));
    }

    /** Calls with each line until the stream ends; what is longer than a line may be is cut. */
    private static void forEachLine(InputStream stream, Consumer<String> each) {
        try (InputStreamReader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            char[] read = new char[8192];
            for (int length = reader.read(read); length >= 0; length = reader.read(read)) {
                int begin = 0;
                for (int i = 0; i < length; i++) {
                    if (read[i] == '\n') {
                        add(line, read, begin, i);
                        each.accept(line.toString());
                        line.setLength(0);
                        begin = i + 1;
                    }
                }
                add(line, read, begin, length);
            }
        } catch (IOException e) {
            // The process was destroyed under the reader: the same as its end.
        }
    }

    private static void add(StringBuilder line, char[] from, int begin, int end) {
        line.append(from, begin, Math.max(0, Math.min(end - begin, MAX_LINE - line.length())));
    }

    List<Seat> seats() {
        return seats;
    }

    /** Tells what all its workers must know before their first training; they serve one search. */
    synchronized void prepare(Setup setup) throws IOException {
        if (!prepared) {
            say(new Addressed(0, Message.Prepare.of(setup)));
            prepared = true;
        }
    }

    synchronized void say(Addressed message) throws IOException {
        orders.write((message.line() + "\n").getBytes(StandardCharsets.UTF_8));
        orders.flush();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Why it ended, in words. Waits a moment for the exit code. */
    String obituary() throws InterruptedException {
        if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
            return "its worker closed its output";
        }
        int code = process.exitValue();
        return switch (code) {
            case 3 -> "its worker ran out of memory";
            case 137 -> "its worker was killed (signal 9; the system may have run out of memory)";
            default ->
                code > 128
                        ? "its worker was ended by signal " + (code - 128)
                        : "its worker ended with exit code " + code;
        };
    }

    long pid() {
        return process.pid();
    }

    /** CPU time of the process so far in nanoseconds; 0 where the system does not tell. */
    long cpuNanos() {
        return process.info()
                .totalCpuDuration()
                .map(java.time.Duration::toNanos)
                .orElse(0L);
    }

    void kill() {
        process.destroyForcibly();
    }
}
