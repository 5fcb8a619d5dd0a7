package dev.plateau.store;

import dev.plateau.curve.Goal;
import dev.plateau.store.Report.Score;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Search.NewStage;
import dev.plateau.store.Search.NewTrial;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Small searches and reports for tests. */
final class Samples {

    private Samples() {}

    /** Some stages of two trials each, read at epoch 2 and at epoch 4, on some folds. */
    static Search search(String name, int stages, int folds) {
        List<StoredFold> splits = IntStream.range(0, folds)
                .mapToObj(fold -> new StoredFold(0, fold, List.of(9, 3, 100_000, 4), List.of(fold)))
                .toList();
        List<NewStage> trainings = new ArrayList<>();
        List<NewTrial> trials = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            List<Long> seeds = IntStream.range(0, folds).mapToObj(f -> -7L * f).toList();
            trainings.add(new NewStage("{\"learning_rate\":0." + (stage + 1) + "}", 4, seeds));
            trials.add(new NewTrial(2 * stage + 1, "{\"epochs\":2}", stage, 2));
            trials.add(new NewTrial(2 * stage + 2, "{\"epochs\":4}", stage, 4));
        }
        return new Search(
                name,
                "A search for a test",
                "0123abcd",
                "name: " + name + "\n",
                "val_loss",
                Goal.MINIMIZE,
                Map.of("command", "plateau run x.yaml", "git_commit", "2650e0e"),
                splits,
                trainings,
                trials);
    }

    /** The search on two folds, each with two inner ones. */
    static Search nested(String name, int stages) {
        Search plain = search(name, stages, 2);
        List<Search.InnerFold> inner = List.of(
                new Search.InnerFold(0, new StoredFold(0, 2, List.of(9, 3), List.of(4))),
                new Search.InnerFold(0, new StoredFold(0, 3, List.of(3, 4), List.of(9))),
                new Search.InnerFold(1, new StoredFold(0, 4, List.of(9, 3), List.of(4))),
                new Search.InnerFold(1, new StoredFold(0, 5, List.of(3, 4), List.of(9))));
        return new Search(
                plain.name(),
                plain.description(),
                plain.definition(),
                plain.text(),
                plain.metric(),
                plain.goal(),
                plain.provenance(),
                plain.folds(),
                inner,
                plain.stages().stream()
                        .map(stage -> new NewStage(stage.settings(), stage.epochs(), List.of(1L, 2L, 3L, 4L, 5L, 6L)))
                        .toList(),
                plain.trials());
    }

    static EpochReport epoch(int epoch, double valLoss) {
        return new EpochReport(epoch, 10L * epoch, 320L * epoch, 0.25, Map.of("val_loss", valLoss));
    }

    static Report report(RunRow run, int attempt, int epoch, double valLoss, Score... scores) {
        return new Report(run.id(), attempt, epoch(epoch, valLoss), List.of(scores));
    }
}
