package dev.plateau.compare;

import dev.plateau.curve.Goal;
import dev.plateau.store.Report;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An experiment of trials of two epochs with given scores: the first epoch is 1 worse on each fold. */
public final class SampleScores {

    private SampleScores() {}

    /**
     * Stores it.
     *
     * @param scores of each trial its scores by fold; a trial with fewer than the first failed on the rest
     */
    public static void store(Store store, Search search, List<List<Double>> scores) {
        long id = store.create(search);
        store.experimentState(id, State.RUNNING);
        List<TrialRow> trials = store.trials(id);
        for (RunRow run : store.runs(id)) {
            TrialRow trial = trials.stream()
                    .filter(t -> t.stageId() == run.stageId())
                    .findFirst()
                    .orElseThrow();
            List<Double> own = scores.get(trial.number() - 1);
            int attempt = store.begin(run.id(), "slot");
            if (run.fold() >= own.size()) {
                store.end(run.id(), attempt, State.FAILED, Optional.of("out of memory"), List.of());
                continue;
            }
            double score = own.get(run.fold());
            for (int epoch = 1; epoch <= 2; epoch++) {
                Map<String, Double> metrics = Map.of(search.metric(), score + 2 - epoch);
                store.report(new Report(
                                run.id(),
                                attempt,
                                new EpochReport(epoch, epoch, epoch, 0.1, metrics),
                                epoch == 2 ? List.of(new Report.Score(trial.id(), score)) : List.of()))
                        .join();
            }
            store.end(run.id(), attempt, State.COMPLETED, Optional.empty(), List.of());
        }
        store.experimentState(id, State.COMPLETED);
    }

    /** A search of so many trials and folds, four rows to train a fold for one that scores it. */
    public static Search search(String name, String metric, int trials, int folds) {
        List<Search.StoredFold> split = IntStream.range(0, folds)
                .mapToObj(fold -> new Search.StoredFold(0, fold, List.of(10, 11, 12, 13), List.of(fold)))
                .toList();
        List<Long> seeds =
                IntStream.range(0, folds).mapToObj(fold -> (long) fold).toList();
        List<Search.NewStage> stages = new ArrayList<>();
        List<Search.NewTrial> all = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            String settings =
                    "\"learning_rate\":" + (i % 4 + 1) / 100.0 + ",\"hidden\":[" + (i % 3 + 1) + "],\"seed\":7";
            stages.add(new Search.NewStage("{" + settings + ",\"place\":" + i + "}", 2, seeds));
            all.add(new Search.NewTrial(i + 1, "{" + settings + ",\"epochs\":2}", i, 2));
        }
        Goal goal = metric.equals("val_accuracy") ? Goal.MAXIMIZE : Goal.MINIMIZE;
        return new Search(name, "", name, "name: x\n", metric, goal, Map.of("data_sha256", "ab"), split, stages, all);
    }
}
