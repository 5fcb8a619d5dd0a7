package dev.plateau.store;

import static dev.plateau.store.Samples.search;

import dev.plateau.store.Rows.RunRow;
import dev.plateau.train.EpochReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What a report costs, beside a bare JDBC batch of the same points. Run {@code main}; it prints acknowledged reports a
 * second, points a CPU second and bytes a point.
 */
final class StoreBench {

    private static final int FOLDS = 8;
    private static final int METRICS = 4;

    private StoreBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("plateau-bench");
        for (int round = 1; round <= 3; round++) {
            System.out.println("round " + round + " (the first warms up)");
            waiting(folder.resolve("waiting" + round + ".db"), 2_000);
            pipelined(folder.resolve("pipelined" + round + ".db"), 20_000);
            batch(folder.resolve("batch" + round + ".db"), FOLDS * 20_000);
        }
        opening(folder.resolve("opening.db"));
    }

    private static EpochReport epoch(int epoch) {
        double loss = 1.0 / epoch + Math.sin(epoch) / 97;
        Map<String, Double> metrics =
                Map.of("loss", loss, "val_loss", loss * 1.1, "accuracy", 1 - loss / 7, "val_accuracy", 1 - loss / 6);
        return new EpochReport(epoch, 45L * epoch, 1437L * epoch, 0.013, metrics);
    }

    /** Each of 8 threads waits for its report before it sends the next, as a trainer does. */
    private static void waiting(Path file, int epochs) throws InterruptedException, IOException {
        try (Store store = Stores.sqlite(file)) {
            List<RunRow> runs = begun(store);
            Measure measure = new Measure();
            List<Thread> threads = new ArrayList<>();
            for (RunRow run : runs) {
                Thread thread = new Thread(() -> {
                    for (int e = 1; e <= epochs; e++) {
                        store.report(new Report(run.id(), 1, epoch(e), List.of()))
                                .join();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            measure.print("8 threads that wait", FOLDS * epochs, FOLDS * epochs * METRICS);
        }
    }

    /** One thread that does not wait: transactions are as large as they get. */
    private static void pipelined(Path file, int epochs) throws IOException {
        try (Store store = Stores.sqlite(file)) {
            List<RunRow> runs = begun(store);
            Measure measure = new Measure();
            List<CompletableFuture<Boolean>> acknowledged = new ArrayList<>();
            for (int e = 1; e <= epochs; e++) {
                for (RunRow run : runs) {
                    acknowledged.add(store.report(new Report(run.id(), 1, epoch(e), List.of())));
                }
            }
            acknowledged.forEach(CompletableFuture::join);
            measure.print("1 thread that does not", FOLDS * epochs, FOLDS * epochs * METRICS);
        }
        System.out.printf(
                "  %.1f bytes a point, its share of the epoch's row included%n",
                (double) Files.size(file) / (FOLDS * epochs * METRICS));
    }

    private static List<RunRow> begun(Store store) {
        List<RunRow> runs = store.runs(store.create(search("bench", 1, FOLDS)));
        runs.forEach(run -> store.begin(run.id(), "bench"));
        return runs;
    }

    private static void batch(Path file, int reports) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("CREATE TABLE point (series_id BIGINT, epoch INTEGER, value DOUBLE PRECISION,"
                    + " PRIMARY KEY (series_id, epoch)) WITHOUT ROWID");
            Measure measure = new Measure();
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO point VALUES (?, ?, ?)")) {
                for (int i = 0; i < reports * METRICS; i++) {
                    insert.setLong(1, i % (FOLDS * METRICS));
                    insert.setInt(2, i / (FOLDS * METRICS));
                    insert.setDouble(3, Math.sin(i));
                    insert.addBatch();
                    if (i % 4096 == 4095) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
                insert.executeBatch();
                connection.commit();
            }
            measure.print("bare JDBC batch", reports, reports * METRICS);
        }
        System.out.printf("  %.1f bytes a point%n", (double) Files.size(file) / (reports * METRICS));
    }

    private static void opening(Path file) {
        for (String which : List.of("new", "existing", "existing")) {
            long start = System.nanoTime();
            Stores.sqlite(file).close();
            System.out.printf("opening and closing a %s database: %.1f ms%n", which, (System.nanoTime() - start) / 1e6);
        }
    }

    /** Wall and CPU time since it was made. */
    private static final class Measure {

        private final long wall = System.nanoTime();
        private final long cpu = cpuNanos();

        private static long cpuNanos() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        void print(String what, int reports, int points) {
            double wallSeconds = (System.nanoTime() - wall) / 1e9;
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            System.out.printf(
                    "  %-24s %,9.0f reports/s  %,9.0f points/CPU-second%n",
                    what, reports / wallSeconds, points / cpuSeconds);
        }
    }
}
