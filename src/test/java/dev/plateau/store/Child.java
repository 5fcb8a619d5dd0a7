package dev.plateau.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.track.Batch;
import dev.plateau.track.Metric;
import dev.plateau.track.NewRun;
import dev.plateau.track.Point;
import dev.plateau.track.TrackedExperiment;
import dev.plateau.track.Tracker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another JVM that writes a store until it is killed: {@code hold} opens it, says so and waits for the end of its input;
 * {@code write} goes on with a search on four threads and prints each epoch that was acknowledged as {@code run epoch}; {@code log} logs to
 * runs as a tracker and prints each point as {@code run step}.
 */
final class Child implements AutoCloseable {

    static final int RUNS = 4;

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static Child start(String mode, Path database) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Child(new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        mode,
                        database.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    long pid() {
        return process.pid();
    }

    /** The next line it printed; fails when it ended without another. */
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("the other process ended early");
        }
        return line;
    }

    /** Kills it with SIGKILL and returns the whole lines that it had still printed. */
    List<String> kill() throws IOException {
        close();
        StringBuilder rest = new StringBuilder();
        for (int c = output.read(); c >= 0; c = output.read()) {
            rest.append((char) c);
        }
        return rest.substring(0, rest.lastIndexOf("\n") + 1).lines().toList();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly(); // the process' own method would close its output as well
        process.onExit().join();
    }

    static double value(long run, int epoch) {
        return Math.sin(1000.0 * run + epoch);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("log")) {
            try (Store store = Stores.shared(Path.of(arguments[1]))) {
                log(store.tracker());
            }
            return;
        }
        try (Store store = Stores.sqlite(Path.of(arguments[1]))) {
            if (arguments[0].equals("hold")) {
                System.out.println("ready");
                System.in.readAllBytes();
            } else {
                write(store);
            }
        }
    }

    private static void write(Store store) throws InterruptedException {
        long id = store.experiment("crash")
                .map(ExperimentRow::id)
                .orElseGet(() -> store.create(Samples.search("crash", 1, RUNS)));
        store.requeueLost(id);
        List<Thread> threads = new ArrayList<>();
        for (RunRow run : store.runs(id)) {
            Thread thread = new Thread(() -> write(store, run));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void log(Tracker tracker) throws InterruptedException {
        long experiment = tracker.experiment("logged")
                .map(TrackedExperiment::id)
                .orElseGet(() -> tracker.createExperiment("logged", "", Map.of()));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Thread thread = new Thread(() -> {
                String run = tracker.createRun(new NewRun(experiment, "", "", 0, Map.of()))
                        .id();
                for (int step = 1; ; step++) {
                    Metric metric = new Metric("val_loss", new Point(step, step, value(step, step)));
                    tracker.log(run, Batch.ofMetrics(List.of(metric)));
                    System.out.println(run + " " + step);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void write(Store store, RunRow run) {
        int attempt = store.begin(run.id(), "child");
        for (int epoch = run.epochs() + 1; ; epoch++) {
            store.report(Samples.report(run, attempt, epoch, value(run.id(), epoch)))
                    .join();
            System.out.println(run.id() + " " + epoch);
        }
    }
}
