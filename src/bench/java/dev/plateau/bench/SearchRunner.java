package dev.plateau.bench;

import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.plan.Forest;
import dev.plateau.run.Engine;
import dev.plateau.run.Prepared;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.train.Trainers;
import dev.plateau.work.ProcessExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a search on our engine, with a trainer and a sharing of one's choice, which no command of Plateau offers. Arguments: experiment file, trainer,
 * {@code shared} or {@code separate}, workers. Prints one line of JSON: epochs trained and the best mean of {@code val_accuracy}.
 */
public final class SearchRunner {

    private SearchRunner() {}

    /**
     * What a search came to.
     *
     * @param epochs trained, over all folds
     * @param accuracy the best mean over folds of {@code val_accuracy} at the last epoch of a trial
     * @param workerNanos CPU time of the worker processes
     */
    record Outcome(long epochs, double accuracy, long workerNanos) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException(
                    "expected FILE TRAINER shared|separate WORKERS, found " + List.of(arguments));
        }
        Path file = Path.of(arguments[0]);
        String text = "trainer: " + arguments[1] + "\n" + Files.readString(file);
        Forest.Sharing sharing = Forest.Sharing.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        Outcome outcome = run(Experiments.parse(text, file), sharing, Integer.parseInt(arguments[3]));
        System.out.printf(
                Locale.ROOT,
                "{\"epochs\": %d, \"best_accuracy\": %.6f, \"version\": \"%s\"}%n",
                outcome.epochs,
                outcome.accuracy,
                Trainers.byName(arguments[1]).orElseThrow().version());
    }

    /** In a new database of its own, with worker processes of its own. */
    static Outcome run(Experiment experiment, Forest.Sharing sharing, int workers)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("plateau-bench");
        try (ProcessExecutor executor = new ProcessExecutor(
                        experiment.trainer(), workers, folder.resolve("logs"), Duration.ofHours(1));
                Store store = Stores.sqlite(folder.resolve("bench.db"))) {
            Prepared prepared = Prepared.of(experiment, Prepared.Size.MODEST, sharing);
            executor.prepare(prepared.setup());
            Map<String, String> provenance =
                    Map.of("data_sha256", prepared.data().sha256());
            ExperimentRow row = Engine.register(prepared, store, provenance);
            new Engine(prepared, store, executor, folder, Clock.systemUTC(), event -> {}).run(row);
            long epochs = store.experiment(experiment.name()).orElseThrow().epochs();
            return new Outcome(epochs, accuracy(store, row), executor.cpuNanos());
        }
    }

    private static double accuracy(Store store, ExperimentRow row) {
        return store.trials(row.id()).stream()
                .mapToDouble(trial -> store.series(List.of(trial.stageId()), "val_accuracy").stream()
                        .mapToDouble(series -> series.curve().at(trial.epochs()))
                        .average()
                        .orElse(Double.NaN))
                .max()
                .orElse(Double.NaN);
    }
}
