package dev.plateau.cli;

import dev.plateau.curve.Goal;
import dev.plateau.store.Report;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.train.EpochReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database with the experiment {@code tiny}: two trainings of 8 epochs on 3 folds, each read at epoch 4 and 8. The validation
 * loss of the first is least at epoch 5, that of the second at its end.
 */
final class SampleDatabase {

    static final String TEXT = """
            name: tiny
            data: {path: iris.csv, label: label, task: classification}
            parameters:
              learning_rate: {values: [0.01, 0.1]}
              epochs: {values: [4, 8]}
            select_epochs: {confidence: 0.9}
            """;

    private static final int FOLDS = 3;

    private SampleDatabase() {}

    /** Writes it; {@code failing} makes the second training fail on its last fold. */
    static void write(Path file, boolean failing) {
        try (Store store = Stores.sqlite(file)) {
            store.create(search());
            ExperimentRow experiment = store.experiment("tiny").orElseThrow();
            store.experimentState(experiment.id(), State.RUNNING);
            List<RunRow> runs = store.runs(experiment.id());
            for (RunRow run : runs) {
                boolean fails = failing && run.id() == runs.get(runs.size() - 1).id();
                train(
                        store,
                        run,
                        store.trials(experiment.id()),
                        run.stageId() == runs.get(0).stageId(),
                        fails);
            }
            store.experimentState(experiment.id(), State.COMPLETED);
        }
    }

    private static void train(Store store, RunRow run, List<TrialRow> trials, boolean first, boolean fails) {
        int attempt = store.begin(run.id(), "slot");
        for (int epoch = 1; epoch <= (fails ? 2 : 8); epoch++) {
            double loss = 0.5 + (first ? Math.abs(epoch - 5) * 0.1 : 1.0 / epoch) + run.fold() * 0.01;
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("loss", loss - 0.1);
            metrics.put("val_loss", loss);
            int at = epoch;
            List<Report.Score> scores = trials.stream()
                    .filter(trial -> trial.stageId() == run.stageId() && trial.epochs() == at)
                    .map(trial -> new Report.Score(trial.id(), loss))
                    .toList();
            store.report(new Report(
                            run.id(),
                            attempt,
                            new EpochReport(epoch, 10L * epoch, 320L * epoch, 0.25, metrics),
                            scores))
                    .join();
        }
        store.end(
                run.id(),
                attempt,
                fails ? State.FAILED : State.COMPLETED,
                fails ? Optional.of("diverged: loss, \"NaN\"") : Optional.empty(),
                List.of());
    }

    private static Search search() {
        List<Search.StoredFold> folds = List.of(
                new Search.StoredFold(0, 0, List.of(1, 2), List.of(0)),
                new Search.StoredFold(0, 1, List.of(0, 2), List.of(1)),
                new Search.StoredFold(0, 2, List.of(0, 1), List.of(2)));
        List<Long> seeds = List.of(1L, 2L, 3L).subList(0, FOLDS);
        return new Search(
                "tiny",
                "A search for a test",
                "0123abcd",
                TEXT,
                "val_loss",
                Goal.MINIMIZE,
                Map.of("command", "plateau run tiny.yaml", "file", "/nowhere/tiny.yaml"),
                folds,
                List.of(
                        new Search.NewStage("{\"learning_rate\":0.01}", 8, seeds),
                        new Search.NewStage("{\"learning_rate\":0.1}", 8, seeds)),
                List.of(
                        new Search.NewTrial(1, "{\"learning_rate\":0.01,\"epochs\":4}", 0, 4),
                        new Search.NewTrial(2, "{\"learning_rate\":0.1,\"epochs\":4}", 1, 4),
                        new Search.NewTrial(3, "{\"learning_rate\":0.01,\"epochs\":8}", 0, 8),
                        new Search.NewTrial(4, "{\"learning_rate\":0.1,\"epochs\":8}", 1, 8)));
    }
}
