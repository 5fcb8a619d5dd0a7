package dev.plateau.run;

import com.sun.management.OperatingSystemMXBean;
import dev.plateau.curve.Goal;
import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.experiment.Experiment;
import dev.plateau.plan.Forest;
import dev.plateau.space.Choice;
import dev.plateau.space.Space;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.work.ProcessExecutor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Prints what searches cost whose trainings cost nothing (the faulty trainer of the tests, with nothing wrong): CPU of the coordinator for each
 * run and epoch, time, and the heap that is still held when all runs have ended, against the number of trials and of rows. Argument: the
 * largest number of trials, 1000 unless given.
 */
public final class ScaleBench {

    private static final int FOLDS = 5;
    private static final int EPOCHS = 20;

    private ScaleBench() {}

    public static void main(String[] arguments) throws Exception {
        int most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        Path folder = Files.createTempDirectory("plateau-scale");
        System.out.println("  trials     rows  wall s  CPU s  ms a run  us an epoch  heap held MB");
        search(folder, rows(folder, 150), Math.max(1, most / 8), 150); // loads and compiles
        for (int trials = most / 8; trials <= most; trials *= 2) {
            search(folder, rows(folder, 150), trials, 150);
        }
        for (int rows : new int[] {1_000, 10_000, 100_000}) {
            search(folder, rows(folder, rows), Math.max(1, most / 8), rows);
        }
    }

    private static Path rows(Path folder, int rows) throws IOException {
        Path file = folder.resolve("rows-" + rows + ".csv");
        if (!Files.exists(file)) {
            Random random = new Random(rows);
            StringBuilder text = new StringBuilder("a,b,c,d,label\n");
            for (int row = 0; row < rows; row++) {
                text.append(String.format(
                        Locale.ROOT,
                        "%.3f,%.3f,%.3f,%.3f,%d\n",
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        row % 3));
            }
            Files.writeString(file, text);
        }
        return file;
    }

    private static void search(Path folder, Path data, int trials, int rows) throws Exception {
        Path place = Files.createTempDirectory(folder, "search");
        Experiment experiment = experiment(data, trials);
        long heapBefore = heap();
        long start = System.nanoTime();
        long cpu = cpuNanos();
        try (ProcessExecutor executor =
                        new ProcessExecutor("faulty", 2, place.resolve("logs"), Duration.ofMinutes(10));
                Store store = Stores.sqlite(place.resolve("scale.db"))) {
            Prepared prepared = Prepared.of(experiment, Prepared.Size.MODEST, Forest.Sharing.SHARED);
            executor.prepare(prepared.setup());
            DataSet read = prepared.data();
            ExperimentRow row = Engine.register(prepared, store, Map.of("data_sha256", read.sha256()));
            Engine engine = new Engine(prepared, store, executor, place, Clock.systemUTC(), event -> {});
            long heapPlanned = heap();
            engine.run(row);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            double runs = trials * (double) FOLDS;
            System.out.printf(
                    Locale.ROOT,
                    "%8d %8d %7.2f %6.2f %9.3f %12.1f %8.2f (%.2f when planned)%n",
                    trials,
                    rows,
                    seconds,
                    cpuSeconds,
                    1e3 * cpuSeconds / runs,
                    1e6 * cpuSeconds / runs / EPOCHS,
                    (heap() - heapBefore) / 1e6,
                    (heapPlanned - heapBefore) / 1e6);
            if (engine.snapshot().runsEnded() != runs) {
                throw new IllegalStateException("not all runs have ended");
            }
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Experiment experiment(Path data, int trials) {
        List<Object> turns = new ArrayList<>();
        for (long turn = 1; turn <= trials; turn++) {
            turns.add(turn);
        }
        return new Experiment(
                "scale",
                "",
                "faulty",
                new DataSource(
                        data.toString(),
                        "label",
                        DataSource.Task.CLASSIFICATION,
                        true,
                        DataSource.Missing.ERROR,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                Map.of(),
                Experiment.Method.GRID,
                new Experiment.Objective("val_loss", Goal.MINIMIZE),
                new Space(List.of(
                        new Choice("model.turn", turns, Optional.empty()),
                        new Choice("epochs", List.of((long) EPOCHS), Optional.empty()))),
                Optional.empty(),
                new CrossValidation(FOLDS, CrossValidation.Strategy.STRATIFIED, 1, 0.2),
                Optional.empty(),
                new Experiment.SelectEpochs(dev.plateau.epoch.Rule.AUTO, 0.95),
                new Experiment.Limits(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        1,
                        Duration.ofMinutes(10).toMillis()),
                42,
                Map.of(),
                "",
                Path.of(""));
    }
}
