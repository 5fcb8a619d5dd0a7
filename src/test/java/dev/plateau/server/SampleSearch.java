package dev.plateau.server;

import dev.plateau.curve.Goal;
import dev.plateau.server.http.Json;
import dev.plateau.store.Report;
import dev.plateau.store.Report.Score;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search;
import dev.plateau.store.Search.NewStage;
import dev.plateau.store.Search.NewTrial;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.train.EpochReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A made-up search with curves of a believable shape: they fall, some overfit, and the largest learning rate diverges. Stored
 * as a search is stored that trains, by reports.
 */
final class SampleSearch {

    private static final int ROWS = 1437;
    private static final String DESCRIPTION = "How many epochs does a small network need on handwritten digits?";

    private final Store store;
    private final long id;
    private final List<TrialRow> trials;
    private final List<StageRow> stages;
    private final List<RunRow> runs;

    private SampleSearch(Store store, long id) {
        this.store = store;
        this.id = id;
        this.trials = store.trials(id);
        this.stages = store.stages(id);
        this.runs = store.runs(id);
    }

    /** What is searched. */
    record Grid(List<Double> learningRates, List<Integer> batchSizes, List<Integer> epochs, int folds) {
        static Grid small() {
            return new Grid(List.of(0.001, 0.01), List.of(32), List.of(3, 6), 3);
        }

        static Grid digits() {
            return new Grid(List.of(1e-4, 1e-3, 1e-2, 1e-1), List.of(16, 32, 64, 128), List.of(10, 20, 40), 5);
        }

        /** As many trials as {@code learningRates} times 16. */
        static Grid large(int learningRates) {
            List<Double> rates = IntStream.range(0, learningRates)
                    .mapToObj(i -> 1e-4 * Math.pow(1000, i / (learningRates - 1.0)))
                    .toList();
            return new Grid(rates, List.of(16, 32, 64, 128), List.of(2, 4, 6, 8), 3);
        }
    }

    static SampleSearch create(Store store, String name, Grid grid) {
        return create(store, name, DESCRIPTION, grid);
    }

    static SampleSearch create(Store store, String name, String description, Grid grid) {
        List<NewStage> stages = new ArrayList<>();
        List<NewTrial> trials = new ArrayList<>();
        for (double rate : grid.learningRates()) {
            for (int batch : grid.batchSizes()) {
                for (int epochs : grid.epochs()) {
                    trials.add(new NewTrial(trials.size() + 1, json(rate, batch, epochs), stages.size(), epochs));
                }
                List<Long> seeds = IntStream.range(0, grid.folds())
                        .mapToObj(fold -> 7L * stages.size() + fold)
                        .toList();
                int longest =
                        grid.epochs().stream().mapToInt(Integer::intValue).max().orElseThrow();
                stages.add(new NewStage(json(rate, batch, longest), longest, seeds));
            }
        }
        List<StoredFold> folds = IntStream.range(0, grid.folds())
                .mapToObj(fold -> new StoredFold(0, fold, List.of(0, 1), List.of(2)))
                .toList();
        return new SampleSearch(
                store,
                store.create(new Search(
                        name,
                        description,
                        name,
                        "name: x\n",
                        "val_loss",
                        Goal.MINIMIZE,
                        Map.of(),
                        folds,
                        stages,
                        trials)));
    }

    private static String json(double rate, int batch, int epochs) {
        return "{\"learning_rate\":" + rate + ",\"batch_size\":" + batch + ",\"epochs\":" + epochs
                + ",\"dropout\":0.2}";
    }

    SampleSearch state(State state) {
        store.experimentState(id, state);
        return this;
    }

    /** Trains some runs to their end, in order of stage, then fold. */
    SampleSearch train(int from, int to) {
        store.experimentState(id, State.RUNNING);
        runs.subList(from, Math.min(to, runs.size())).forEach(run -> {
            int epochs = stage(run).epochs();
            train(run, 1, epochs);
            store.end(run.id(), 1, State.COMPLETED, Optional.empty(), List.of());
        });
        return this;
    }

    SampleSearch trainAll() {
        return train(0, runs.size()).state(State.COMPLETED);
    }

    /** Trains one run a part of its way; it stays RUNNING. */
    SampleSearch trainPart(int run, int epochs) {
        store.experimentState(id, State.RUNNING);
        train(runs.get(run), 1, epochs);
        return this;
    }

    /** One more epoch of a run that {@link #trainPart} has begun. */
    SampleSearch trainOn(int run, int epoch) {
        report(runs.get(run), epoch, new Random(epoch));
        return this;
    }

    SampleSearch fail(int run, String message) {
        store.begin(runs.get(run).id(), "worker-1");
        store.end(runs.get(run).id(), 1, State.FAILED, Optional.of(message), List.of());
        return this;
    }

    int runCount() {
        return runs.size();
    }

    private void train(RunRow run, int from, int to) {
        store.begin(run.id(), "worker-1");
        Random random = new Random(run.seed());
        for (int epoch = from; epoch <= to; epoch++) {
            report(run, epoch, random);
        }
    }

    private void report(RunRow run, int epoch, Random random) {
        Map<String, Double> metrics = metrics(run, epoch, random);
        double score = metrics.getOrDefault("val_loss", Double.NaN);
        List<Score> scores = trials.stream()
                .filter(trial -> trial.stageId() == run.stageId() && trial.epochs() == epoch)
                .map(trial -> new Score(trial.id(), score))
                .toList();
        long steps = (ROWS + batch(run) - 1L) / batch(run);
        EpochReport report = new EpochReport(epoch, steps * epoch, (long) ROWS * epoch, 0.02 + steps * 0.0004, metrics);
        store.report(new Report(run.id(), 1, report, scores)).join();
    }

    /** Loss as a fast and a slow decay, faster with the learning rate, and after a while overfitting. */
    private Map<String, Double> metrics(RunRow run, int epoch, Random random) {
        double speed = rate(run) * 1000 * Math.sqrt(32.0 / batch(run));
        double fold = 1 + 0.06 * Math.sin(run.fold() * 2.1 + run.stageId());
        double passed = epoch * Math.min(1, 0.25 * Math.pow(speed, 0.6));
        double loss = 2.3 * (0.9 * Math.exp(-passed) + 0.1 * Math.exp(-passed / 9));
        double overfit = 0.0016 * Math.max(0, passed - 8) * Math.pow(speed, 0.25);
        double floor = 0.055 + 0.03 * Math.abs(Math.log10(speed / 8));
        double noise = 1 + 0.035 * random.nextGaussian();
        boolean diverged = rate(run) >= 0.1 && batch(run) <= 16 && run.fold() == 1 && epoch > 7;
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", diverged ? Double.NaN : (loss * 0.93 + 0.012) * fold);
        metrics.put("val_loss", diverged ? Double.NaN : (loss + overfit + floor) * fold * noise);
        metrics.put("accuracy", 1 - 0.4 * loss / 2.3 - 0.001);
        metrics.put("val_accuracy", 1 - 0.4 * (loss + overfit + floor) / 2.4);
        return metrics;
    }

    private StageRow stage(RunRow run) {
        return stages.stream()
                .filter(stage -> stage.id() == run.stageId())
                .findFirst()
                .orElseThrow();
    }

    private double rate(RunRow run) {
        return ((Number) setting(run, "learning_rate")).doubleValue();
    }

    private int batch(RunRow run) {
        return ((Number) setting(run, "batch_size")).intValue();
    }

    private Object setting(RunRow run, String name) {
        return Optional.ofNullable(Json.object(stage(run).settings()).get(name)).orElseThrow();
    }
}
