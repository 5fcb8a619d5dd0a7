package dev.plateau.store.track;

import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.track.Batch;
import dev.plateau.track.Metric;
import dev.plateau.track.NewRun;
import dev.plateau.track.Point;
import dev.plateau.track.Query;
import dev.plateau.track.Query.Field;
import dev.plateau.track.Query.Kind;
import dev.plateau.track.Query.Order;
import dev.plateau.track.Status;
import dev.plateau.track.Tracker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;

/** What logging costs below HTTP. Run {@code main}; it prints a line for each figure of the load that trackers are compared by. */
final class TrackBench {

    private static final int THREADS = 4;
    private static final long START = 1_700_000_000_000L;

    private TrackBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("plateau-track-bench");
        for (int round = 1; round <= 3; round++) {
            System.out.println("round " + round + " (the first warms up)");
            singles(folder.resolve("singles" + round + ".db"), 5_000);
            batches(folder.resolve("batches" + round + ".db"), 100);
            runs(folder.resolve("runs" + round + ".db"), 5_000);
        }
    }

    private static Metric metric(String name, long step) {
        return new Metric(name, new Point(step, START + 37 * step, Math.sin((double) step)));
    }

    private static String begin(Tracker tracker, long experiment) {
        return tracker.createRun(new NewRun(experiment, "", "bench", START, Map.of()))
                .id();
    }

    private static void singles(Path file, int each) throws InterruptedException, IOException {
        try (Store store = Stores.shared(file)) {
            Tracker tracker = store.tracker();
            long experiment = tracker.createExperiment("bench", "", Map.of());
            Measure measure = new Measure();
            inThreads(thread -> {
                String run = begin(tracker, experiment);
                for (int step = 0; step < each; step++) {
                    tracker.log(run, Batch.ofMetrics(List.of(metric("loss", step))));
                }
            });
            measure.print("log-metric, 4 threads", THREADS * each, "points");
        }
        bytes(file, (long) THREADS * each);
    }

    private static void batches(Path file, int each) throws InterruptedException, IOException {
        List<String> runs = new ArrayList<>();
        try (Store store = Stores.shared(file)) {
            Tracker tracker = store.tracker();
            long experiment = tracker.createExperiment("bench", "", Map.of());
            for (int thread = 0; thread < THREADS; thread++) {
                runs.add(begin(tracker, experiment));
            }
            Measure measure = new Measure();
            inThreads(thread -> {
                for (int batch = 0; batch < each; batch++) {
                    List<Metric> metrics = new ArrayList<>(1000);
                    for (int i = 0; i < 1000; i++) {
                        metrics.add(metric("m" + i % 10, batch * 100L + i / 10));
                    }
                    tracker.log(runs.get(thread), Batch.ofMetrics(metrics));
                }
            });
            measure.print("log-batch of 1,000 (10 names)", THREADS * each * 1000, "points");
            milliseconds(
                    "history of 10,000 points",
                    () -> tracker.history(runs.get(0), "m3").size());
        }
        bytes(file, 1000L * THREADS * each);
    }

    private static void runs(Path file, int count) throws InterruptedException {
        try (Store store = Stores.shared(file)) {
            Tracker tracker = store.tracker();
            long experiment = tracker.createExperiment("bench", "", Map.of());
            Measure measure = new Measure();
            inThreads(thread -> {
                for (int i = thread; i < count; i += THREADS) {
                    String run = begin(tracker, experiment);
                    tracker.log(run, fifteen(i));
                    tracker.updateRun(
                            run, Optional.of(Status.FINISHED), OptionalLong.of(START + 1000), Optional.empty());
                }
            });
            measure.print("runs with 15 values, 3 calls", count, "runs");
            Order best = new Order(new Field(Kind.METRIC, "m2"), true);
            Query query = new Query(List.of(experiment), Query.View.ACTIVE, List.of(), List.of(best), 0, 100);
            milliseconds(
                    "search of 5,000, top 100", () -> tracker.runs(query).rows().size());
        }
    }

    private static Batch fifteen(int run) {
        List<Metric> metrics = new ArrayList<>();
        Map<String, String> params = new HashMap<>();
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            metrics.add(new Metric("m" + i, new Point(0, START, Math.sin(31.0 * run + i))));
            params.put("p" + i, String.valueOf(run + i));
            tags.put("t" + i, "v" + run % 7);
        }
        return new Batch(metrics, params, tags);
    }

    private static void inThreads(IntConsumer work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(new Thread(() -> work.accept(number)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Something that answers how many. */
    private interface Asked {
        int count();
    }

    private static void milliseconds(String what, Asked asked) {
        double least = Double.MAX_VALUE;
        int found = 0;
        double first = Double.NaN;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            found = asked.count();
            double millis = (System.nanoTime() - start) / 1e6;
            first = i == 0 ? millis : first;
            least = Math.min(least, millis);
        }
        System.out.printf(Locale.ROOT, "  %-32s %.1f ms, %.1f ms at first (%d)%n", what, least, first, found);
    }

    private static void bytes(Path file, long points) throws IOException {
        System.out.printf(Locale.ROOT, "  %-32s %.1f%n", "bytes a point", (double) Files.size(file) / points);
    }

    /** Wall and CPU time since it was made. */
    private static final class Measure {

        private final long wall = System.nanoTime();
        private final long cpu = cpuNanos();

        private static long cpuNanos() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        void print(String what, int count, String unit) {
            double wallSeconds = (System.nanoTime() - wall) / 1e9;
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "  %-32s %,.0f %s/s, %.1f us of CPU each%n",
                    what,
                    count / wallSeconds,
                    unit,
                    1e6 * cpuSeconds / count);
        }
    }
}
