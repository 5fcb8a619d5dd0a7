package dev.plateau.store;

import dev.plateau.curve.Goal;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Search.NewStage;
import dev.plateau.store.Search.NewTrial;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.train.EpochReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What reports of 9 metrics cost beside a bare JDBC batch of the same points, and what a large database costs to open and to read. CPU time is that of the
 * whole process, and ways take turns, so that the ratios hold on a busy machine as well.
 *
 * <pre>{@code
 * StoreBench         the ways of writing, three rounds
 * StoreBench large   1,000 trials, 5 folds, 40 epochs, beside a tenth of that
 * }</pre>
 */
final class StoreBench {

    private static final int FOLDS = 5;
    private static final int EPOCHS = 40;
    private static final int METRICS = 9;
    private static final int POINTS = EPOCHS * METRICS; // of a run
    private static final int TRANSACTION = 4096; // rows

    private StoreBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("plateau-bench");
        try {
            if (arguments.length > 0 && arguments[0].equals("large")) {
                large(folder.resolve("warm-up.db"), 50);
                large(folder.resolve("tenth.db"), 100);
                large(folder.resolve("large.db"), 1000);
            } else {
                writing(folder);
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void writing(Path folder) throws Exception {
        for (int round = 1; round <= 3; round++) {
            System.out.println("round " + round + " (the first warms up)");
            Path next = Files.createDirectory(folder.resolve("round" + round));
            double bare = bare(next.resolve("bare.db"), 1000);
            double ours = reported(next.resolve("batches.db"), new Way(1, 30, false), 1000);
            System.out.printf(Locale.ROOT, "  %.0f %% of the bare batch%n", 100 * ours / bare);
            reported(next.resolve("batches8.db"), new Way(8, 30, true), 800);
            reported(next.resolve("single.db"), new Way(1, 1, false), 300);
            reported(next.resolve("waiting.db"), new Way(1, 1, true), 50);
            reported(next.resolve("waiting8.db"), new Way(8, 1, true), 160);
        }
    }

    private static List<EpochReport> epochs() {
        return IntStream.rangeClosed(1, EPOCHS).mapToObj(StoreBench::epoch).toList();
    }

    private static EpochReport epoch(int epoch) {
        double loss = 1.0 / epoch + Math.sin(epoch) / 97;
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < METRICS; i++) {
            metrics.put(i == 0 ? "val_loss" : "metric_" + i, loss * (1 + i / 7.0));
        }
        return new EpochReport(epoch, 45L * epoch, 1437L * epoch, 0.013, metrics);
    }

    private static Search search(int trials) {
        List<Long> seeds =
                IntStream.range(0, FOLDS).mapToObj(fold -> (long) fold).toList();
        return new Search(
                "bench",
                "",
                "0123abcd",
                "name: bench\n",
                "val_loss",
                Goal.MINIMIZE,
                Map.of(),
                IntStream.range(0, FOLDS)
                        .mapToObj(fold -> new StoredFold(0, fold, List.of(0, 1), List.of(2)))
                        .toList(),
                IntStream.range(0, trials)
                        .mapToObj(stage -> new NewStage("{\"learning_rate\":" + (stage + 1) + "}", EPOCHS, seeds))
                        .toList(),
                IntStream.range(0, trials)
                        .mapToObj(stage ->
                                new NewTrial(stage + 1, "{\"learning_rate\":" + (stage + 1) + "}", stage, EPOCHS))
                        .toList());
    }

    /**
     * @param reporters threads
     * @param batch epochs that are stored together
     * @param waits whether a reporter waits for each batch before it sends the next
     */
    private record Way(int reporters, int batch, boolean waits) {
        @Override
        public String toString() {
            return reporters + (reporters == 1 ? " reporter" : " reporters") + ", " + batch
                    + (batch == 1 ? " epoch" : " epochs") + (waits ? ", waits" : "");
        }
    }

    /** Returns points a CPU second. */
    private static double reported(Path file, Way way, int count) throws InterruptedException {
        List<EpochReport> epochs = epochs();
        try (Store store = Stores.sqlite(file)) {
            List<RunRow> runs = store.runs(store.create(search(count / FOLDS)));
            runs.forEach(run -> store.begin(run.id(), "bench"));
            Measure measure = new Measure();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < way.reporters; i++) {
                int first = i;
                Thread thread = new Thread(() -> {
                    List<CompletableFuture<Boolean>> sent = new ArrayList<>();
                    for (int run = first; run < runs.size(); run += way.reporters) {
                        report(store, runs.get(run), epochs, way, sent);
                    }
                    sent.forEach(CompletableFuture::join);
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            int batches = runs.size() * ((EPOCHS + way.batch - 1) / way.batch);
            return measure.print(way.toString(), batches, runs.size() * POINTS);
        }
    }

    private static void report(
            Store store, RunRow run, List<EpochReport> epochs, Way way, List<CompletableFuture<Boolean>> sent) {
        for (int from = 0; from < EPOCHS; from += way.batch) {
            CompletableFuture<Boolean> stored =
                    store.report(epochs.subList(from, Math.min(EPOCHS, from + way.batch)).stream()
                            .map(epoch -> new Report(run.id(), 1, epoch, List.of()))
                            .toList());
            if (way.waits) {
                stored.join();
            } else {
                sent.add(stored);
            }
        }
    }

    /** The points alone, in the order of the table, one row a statement: what FACTS and others call the ceiling. Returns points a CPU second. */
    private static double bare(Path file, int runs) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("CREATE TABLE point (series_id BIGINT, epoch INTEGER, value DOUBLE PRECISION,"
                    + " PRIMARY KEY (series_id, epoch)) WITHOUT ROWID");
            Measure measure = new Measure();
            connection.setAutoCommit(false);
            int points = runs * POINTS;
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO point VALUES (?, ?, ?)")) {
                for (int i = 0; i < points; i++) {
                    insert.setLong(1, i / EPOCHS + 1);
                    insert.setInt(2, i % EPOCHS + 1);
                    insert.setDouble(3, Math.sin(i));
                    insert.addBatch();
                    if (i % TRANSACTION == TRANSACTION - 1) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
                insert.executeBatch();
                connection.commit();
            }
            return measure.print("bare JDBC batch", points / TRANSACTION, points);
        }
    }

    private static void large(Path file, int trials) throws IOException {
        System.out.printf(Locale.ROOT, "%,d trials, %d folds, %d epochs, %d metrics%n", trials, FOLDS, EPOCHS, METRICS);
        List<EpochReport> epochs = epochs();
        long experiment;
        try (Store store = Stores.sqlite(file)) {
            Measure measure = new Measure();
            experiment = store.create(search(trials));
            List<Long> trialOf =
                    store.trials(experiment).stream().map(Rows.TrialRow::id).toList();
            List<RunRow> runs = store.runs(experiment);
            for (int run = 0; run < runs.size(); run++) {
                train(store, runs.get(run), epochs, trialOf.get(run / FOLDS));
            }
            measure.print("begun, reported, ended", runs.size(), runs.size() * POINTS);
        }
        double bytes = Files.size(file);
        System.out.printf(
                Locale.ROOT,
                "  %.1f MB, %.1f bytes a point with all else%n",
                bytes / 1e6,
                bytes / (trials * FOLDS * POINTS));
        median("open and close to write", round -> {
            Stores.sqlite(file).close();
            return round;
        });
        try (Store store = Stores.readOnly(file)) {
            reads(store, experiment, trials);
        }
    }

    private static void train(Store store, RunRow run, List<EpochReport> epochs, long trial) {
        int attempt = store.begin(run.id(), "bench");
        CompletableFuture<Boolean> most = store.report(epochs.subList(0, EPOCHS - 1).stream()
                .map(epoch -> new Report(run.id(), attempt, epoch, List.of()))
                .toList());
        List<Report.Score> score = List.of(new Report.Score(trial, 1.0 / run.id()));
        CompletableFuture<Boolean> last = store.report(new Report(run.id(), attempt, epochs.get(EPOCHS - 1), score));
        store.end(run.id(), attempt, State.COMPLETED, Optional.empty(), List.of());
        if (!most.join() || !last.join()) {
            throw new IllegalStateException("an epoch was not taken");
        }
    }

    private static void reads(Store store, long experiment, int trials) {
        List<Long> stages =
                store.stages(experiment).stream().map(Rows.StageRow::id).toList();
        median("version", round -> store.version());
        median("list of experiments", round -> store.experiments());
        median("all trials", round -> store.trials(experiment));
        median("all scores", round -> store.scores(experiment));
        median("all runs", round -> store.runs(experiment));
        median("names of metrics", round -> store.metrics(experiment));
        median("all series of a run", round -> store.seriesOfRun(1 + round));
        for (int count : List.of(1, 20, trials)) {
            IntFunction<List<Long>> some =
                    round -> stages.subList(round % (trials - count + 1), round % (trials - count + 1) + count);
            median("curves of " + count + " trials", round -> store.series(some.apply(round), "val_loss"));
            median("axes of " + count + " trials", round -> store.progress(some.apply(round)));
        }
    }

    private static void median(String what, IntFunction<Object> read) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        int rounds = 21;
        double[] millis = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = thread.getCurrentThreadCpuTime();
            if (read.apply(round).equals("")) {
                throw new IllegalStateException(what + " gave nothing");
            }
            millis[round] = (thread.getCurrentThreadCpuTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "  %-28s %9.3f CPU-ms%n", what, millis[rounds / 2]);
    }

    /** Wall and CPU time since it was made. */
    private static final class Measure {

        private final long wall = System.nanoTime();
        private final long cpu = cpuNanos();

        private static long cpuNanos() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        /** Returns points a CPU second. */
        double print(String what, int batches, int points) {
            double wallSeconds = (System.nanoTime() - wall) / 1e9;
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "  %-32s %,9.0f a second, %,5.0f points/CPU-ms, %6.1f CPU-microseconds each%n",
                    what,
                    batches / wallSeconds,
                    points / cpuSeconds / 1e3,
                    cpuSeconds * 1e6 / batches);
            return points / cpuSeconds;
        }
    }
}
