package dev.plateau.run;

import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.plan.Forest;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prints what a search costs beside its training: CPU time of the coordinator (its start, planning, storing, scoring) and what workers spend
 * on anything but training (start, messages, checkpoints), as a share of all CPU time. Arguments: experiment file, workers.
 */
public final class BookkeepingBench {

    private static final Pattern BESIDE = Pattern.compile("training, ([0-9.]+) s beside it");

    private BookkeepingBench() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "experiments/digits.yaml");
        int workers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ProcessExecutor.slotsOfThisMachine();
        Path folder = Files.createTempDirectory("plateau-bench");
        long start = System.nanoTime();
        Experiment experiment = Experiments.read(file);
        try (ProcessExecutor executor = new ProcessExecutor(
                        experiment.trainer(), workers, folder.resolve("logs"), Duration.ofHours(1));
                Store store = Stores.sqlite(folder.resolve("bench.db"))) {
            Prepared prepared = Prepared.of(experiment, Prepared.Size.MODEST, Forest.Sharing.SHARED);
            executor.prepare(prepared.setup());
            ExperimentRow row = Engine.register(
                    prepared, store, Map.of("data_sha256", prepared.data().sha256()));
            new Engine(prepared, store, executor, folder, Clock.systemUTC(), event -> {}).run(row);
            print(executor, store, row, (System.nanoTime() - start) / 1e9, beside(folder.resolve("logs")));
        }
    }

    /** CPU seconds that workers spent on runs but not inside epochs, from the runs' logs. */
    private static double beside(Path logs) throws IOException {
        double seconds = 0;
        try (Stream<Path> files = Files.list(logs)) {
            for (Path log : files.toList()) {
                Matcher line = BESIDE.matcher(Files.readString(log));
                while (line.find()) {
                    seconds += Double.parseDouble(line.group(1));
                }
            }
        }
        return seconds;
    }

    private static void print(ProcessExecutor executor, Store store, ExperimentRow row, double seconds, double beside) {
        double workers = executor.cpuNanos() / 1e9;
        double coordinator = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
        double all = workers + coordinator;
        System.out.printf(Locale.ROOT, "wall %.1f s, CPU %.1f s%n", seconds, all);
        System.out.printf(Locale.ROOT, "coordinator        %6.2f s  %4.1f %%%n", coordinator, 100 * coordinator / all);
        System.out.printf(Locale.ROOT, "workers, beside    %6.2f s  %4.1f %%%n", beside, 100 * beside / all);
        System.out.printf(
                Locale.ROOT,
                "bookkeeping        %6.2f s  %4.1f %%%n",
                coordinator + beside,
                100 * (coordinator + beside) / all);
        System.out.printf(Locale.ROOT, "best val_accuracy  %.4f%n", bestAccuracy(store, row));
    }

    private static double bestAccuracy(Store store, ExperimentRow row) {
        return store.trials(row.id()).stream()
                .mapToDouble(trial -> store.series(List.of(trial.stageId()), "val_accuracy").stream()
                        .mapToDouble(series -> series.curve().at(trial.epochs()))
                        .average()
                        .orElse(Double.NaN))
                .max()
                .orElse(Double.NaN);
    }
}
