package dev.plateau.server;

import dev.plateau.store.Stores;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How fast a started {@code plateau serve} takes and gives what clients of MLflow log, beside what it must reach. Run it in the
 * folder of the project on a machine that does nothing else; {@code metrics} or {@code runs} asks for one half.
 */
final class MlflowBench {

    private static final int CONNECTIONS = 4;
    private static final String API = "/api/2.0/mlflow/";
    private static final Pattern ID = Pattern.compile("\"(?:run_id|experiment_id)\":\"(\\w+)\"");
    private static final int RUNS = 5000;
    private static final int ROUNDS = 40;

    private final Path folder;
    private final int port;
    private final Process server;
    private final double startSeconds;

    private MlflowBench(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
        long begun = System.nanoTime();
        this.server = new ProcessBuilder(
                        "./plateau", "serve", "--db", folder.resolve("bench.db").toString(), "--port", "" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        while (!isUp()) {
            if (!server.isAlive()) {
                throw new IllegalStateException(Files.readString(folder.resolve("server.log")));
            }
            Thread.sleep(5);
        }
        this.startSeconds = (System.nanoTime() - begun) / 1e9;
    }

    public static void main(String[] arguments) throws Exception {
        new ProcessBuilder("./plateau", "--version").inheritIO().start().waitFor(); // builds what is not built yet
        System.out.printf("%-52s %12s %12s%n", "", "found", "must reach");
        if (arguments.length == 0 || arguments[0].equals("metrics")) {
            benchMetrics();
        }
        if (arguments.length == 0 || arguments[0].equals("runs")) {
            benchRuns();
        }
    }

    private static void benchMetrics() throws Exception {
        MlflowBench metrics = new MlflowBench(Files.createTempDirectory("mlflow-bench"));
        line("start to the first answer, s", metrics.startSeconds, "<= 1.2");
        metrics.logMetrics();
        metrics.logBatches();
        metrics.history();
        metrics.memory();
        metrics.stop();
        metrics.size();
    }

    private static void benchRuns() throws Exception {
        MlflowBench runs = new MlflowBench(Files.createTempDirectory("mlflow-bench"));
        runs.createRuns();
        runs.memory();
        runs.stop();
    }

    private static void line(String what, double found, String target) {
        System.out.printf(Locale.ROOT, "%-52s %12.3f %12s%n", what, found, target);
    }

    private boolean isUp() {
        try (Wire wire = new Wire(port)) {
            return wire.ok(Wire.request("GET", "/health", "")).equals("OK");
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] post(String path, String body) {
        return Wire.request("POST", API + path, body);
    }

    private static String id(String answer) {
        Matcher matcher = ID.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException(answer);
        }
        return matcher.group(1);
    }

    private String experiment(Wire wire, String name) throws IOException {
        return id(wire.ok(post("experiments/create", "{\"name\": \"" + name + "\"}")));
    }

    private static String run(Wire wire, String experiment) throws IOException {
        String answer = wire.ok(post(
                "runs/create",
                "{\"experiment_id\": \"" + experiment + "\", \"user_id\": \"bench\", \"start_time\": "
                        + System.currentTimeMillis() + ", \"tags\": []}"));
        Matcher run = Pattern.compile("\"run_id\":\"(\\w+)\"").matcher(answer);
        run.find();
        return run.group(1);
    }

    /** What one connection does; the requests are made before the clock starts. */
    private interface Load {
        List<byte[]> requests(Wire wire, int connection) throws IOException;
    }

    /** Seconds that it took, and CPU seconds of the server, from the first to the last request on all connections. */
    private double[] timed(Load load) throws Exception {
        List<Wire> wires = new ArrayList<>();
        List<List<byte[]>> requests = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            wires.add(new Wire(port));
            requests.add(load.requests(wires.get(i), i));
        }
        double cpu = cpuSeconds();
        long begun = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<Void>> done = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Wire wire = wires.get(i);
            List<byte[]> all = requests.get(i);
            done.add(threads.submit((Callable<Void>) () -> {
                for (byte[] request : all) {
                    wire.ok(request);
                }
                return null;
            }));
        }
        join(done);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double used = cpuSeconds() - cpu;
        threads.shutdown();
        for (Wire wire : wires) {
            wire.close();
        }
        return new double[] {seconds, used};
    }

    private static void join(List<Future<Void>> all) throws InterruptedException, ExecutionException {
        for (Future<Void> one : all) {
            one.get();
        }
    }

    private void logMetrics() throws Exception {
        logMetrics("warm up", 5000);
        int each = 15_000;
        double[] took = logMetrics("metrics", each);
        line("log-metric, requests/s on 4 connections", CONNECTIONS * each / took[0], ">= 5000");
        line("log-metric, CPU ms of the server a request", 1000 * took[1] / (CONNECTIONS * each), "<= 0.2");
        points += (long) CONNECTIONS * (each + 5000);
    }

    private long points;

    private double[] logMetrics(String name, int each) throws Exception {
        try (Wire first = new Wire(port)) {
            String experiment = experiment(first, name);
            return timed((wire, connection) -> {
                String run = run(wire, experiment);
                List<byte[]> requests = new ArrayList<>();
                for (int step = 0; step < each; step++) {
                    requests.add(post(
                            "runs/log-metric",
                            "{\"run_uuid\": \"" + run + "\", \"run_id\": \"" + run
                                    + "\", \"key\": \"loss\", \"value\": "
                                    + 1.0 / (1 + step) + ", \"timestamp\": " + (1_700_000_000_000L + step)
                                    + ", \"step\": " + step + "}"));
                }
                return requests;
            });
        }
    }

    private static String batch(String run, int from, int steps, int metrics) {
        StringBuilder body = new StringBuilder("{\"run_id\": \"" + run + "\", \"metrics\": [");
        for (int step = from; step < from + steps; step++) {
            for (int metric = 0; metric < metrics; metric++) {
                body.append(step > from || metric > 0 ? ", " : "")
                        .append("{\"key\": \"metric_")
                        .append(metric)
                        .append("\", \"value\": ")
                        .append(Math.sin(step + metric))
                        .append(", \"timestamp\": ")
                        .append(1_700_000_000_000L + 1000L * step)
                        .append(", \"step\": ")
                        .append(step)
                        .append('}');
            }
        }
        return body.append("]}").toString();
    }

    private void logBatches() throws Exception {
        logBatches("warm up batches", 50);
        int each = 250;
        double[] took = logBatches("batches", each);
        line("log-batch of 1000, metrics/s", CONNECTIONS * each * 1000 / took[0], ">= 250000");
        line("log-batch of 1000, CPU microseconds a metric", 1e6 * took[1] / (CONNECTIONS * each * 1000), "");
        points += (long) CONNECTIONS * (each + 50) * 1000L;
    }

    private double[] logBatches(String name, int each) throws Exception {
        try (Wire first = new Wire(port)) {
            String experiment = experiment(first, name);
            return timed((wire, connection) -> {
                String run = run(wire, experiment);
                List<byte[]> requests = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    requests.add(post("runs/log-batch", batch(run, 100 * i, 100, 10)));
                }
                return requests;
            });
        }
    }

    private void history() throws Exception {
        try (Wire wire = new Wire(port)) {
            String run = run(wire, experiment(wire, "history"));
            for (int i = 0; i < 10; i++) {
                wire.ok(post("runs/log-batch", batch(run, 1000 * i, 1000, 1)));
            }
            points += 10_000;
            byte[] request = Wire.request(
                    "GET", API + "metrics/get-history?run_id=" + run + "&metric_key=metric_0&max_results=25000", "");
            line("history of 10,000 points, ms", median(wire, request), "<= 15");
        }
    }

    private static double median(Wire wire, byte[] request) throws IOException {
        double[] millis = new double[ROUNDS];
        for (int round = -ROUNDS / 2; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            wire.ok(request);
            if (round >= 0) {
                millis[round] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis[ROUNDS / 2];
    }

    /** Of each run: itself, then ten metrics and five params in one batch. */
    private void createRuns() throws Exception {
        try (Wire first = new Wire(port)) {
            String warm = experiment(first, "warm up runs");
            createRuns(warm, 2000);
            String experiment = experiment(first, "runs");
            double seconds = createRuns(experiment, RUNS / CONNECTIONS);
            line("runs created with 15 values each /s", RUNS / seconds, ">= 2000");
            byte[] search = post(
                    "runs/search",
                    "{\"experiment_ids\": [\"" + experiment
                            + "\"], \"max_results\": 100, \"order_by\": [\"metrics.metric_0 DESC\"]}");
            line("search of 5,000 runs by a metric, top 100, ms", median(first, search), "<= 15");
        }
    }

    private double createRuns(String experiment, int each) throws Exception {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            wires.add(new Wire(port));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<Void>> done = new ArrayList<>();
        long begun = System.nanoTime();
        for (Wire wire : wires) {
            done.add(threads.submit((Callable<Void>) () -> {
                for (int i = 0; i < each; i++) {
                    String run = run(wire, experiment);
                    String params =
                            "], \"params\": [{\"key\": \"lr\", \"value\": \"0.1\"}, {\"key\": \"units\", \"value\":"
                                    + " \"32\"}, {\"key\": \"optimizer\", \"value\": \"adam\"}, {\"key\": \"batch\", \"value\":"
                                    + " \"16\"}, {\"key\": \"seed\", \"value\": \"1\"}]}";
                    wire.ok(post("runs/log-batch", batch(run, i, 1, 10).replace("]}", params)));
                }
                return null;
            }));
        }
        join(done);
        double seconds = (System.nanoTime() - begun) / 1e9;
        threads.shutdown();
        for (Wire wire : wires) {
            wire.close();
        }
        return seconds;
    }

    private double cpuSeconds() {
        return server.toHandle().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private void memory() throws IOException {
        Path status = Path.of("/proc/" + server.pid() + "/status");
        if (Files.exists(status)) {
            Matcher most = Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher(Files.readString(status));
            most.find();
            line("memory at its most, MB", Long.parseLong(most.group(1)) / 1024.0, "<= 200");
        }
    }

    private void stop() throws InterruptedException {
        server.destroy();
        server.waitFor(20, TimeUnit.SECONDS);
    }

    /** With the log of the writer in its place: opening and closing the file puts it there. */
    private void size() throws IOException {
        Stores.sqlite(folder.resolve("bench.db")).close();
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("bench.db"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                bytes += Files.size(file);
            }
        }
        line("bytes a metric point in the database", (double) bytes / points, "<= 25");
        String log = Files.readString(folder.resolve("server.log"), StandardCharsets.UTF_8);
        if (log.contains("Exception")) {
            System.out.println(log);
        }
    }
}
