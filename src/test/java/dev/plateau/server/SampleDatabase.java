package dev.plateau.server;

import dev.plateau.curve.Goal;
import dev.plateau.store.Report;
import dev.plateau.store.Report.Score;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search;
import dev.plateau.store.Search.NewStage;
import dev.plateau.store.Search.NewTrial;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.train.EpochReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A made-up search as large as any that the dashboard must bear: 10,000 trials on 5 folds with 2 million points. Its trials have failed,
 * diverged, been pruned, miss folds, or run. The same seed gives the same numbers.
 *
 * <pre>{@code
 * SampleDatabase large.db            10,000 trials
 * SampleDatabase small.db 400        as many as are asked for, in fours
 * }</pre>
 */
final class SampleDatabase {

    static final String NAME = "large";
    static final int TRIALS = 10_000;

    private static final int FOLDS = 5;
    private static final List<Integer> EPOCHS = List.of(11, 22, 33, 44);
    private static final int LONGEST = 44;

    /** Writers share commits: one alone would wait for the disk at every run. */
    private static final int WRITERS = 8;

    private static final List<Integer> BATCHES = List.of(16, 32, 64, 128, 256, 512);
    private static final List<Integer> UNITS = List.of(32, 64, 128, 256);
    private static final List<String> OPTIMIZERS = List.of("adam", "sgd", "rmsprop", "adamw");

    private final Store store;
    private final long seed;
    private final Map<Long, List<TrialRow>> trials;

    private SampleDatabase(Store store, long seed, List<TrialRow> trials) {
        this.store = store;
        this.seed = seed;
        this.trials = trials.stream().collect(Collectors.groupingBy(TrialRow::stageId));
    }

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        if (Files.exists(file)) {
            throw new IllegalArgumentException(file + " exists already: name a file that does not");
        }
        long started = System.nanoTime();
        int trials = arguments.length > 1 ? Integer.parseInt(arguments[1]) : TRIALS;
        try (Store store = Stores.sqlite(file)) {
            write(store, trials, 1);
        }
        System.out.printf("%,d trials in %.1f s%n", trials, (System.nanoTime() - started) / 1e9);
    }

    /** @param count of trials, a multiple of 4 */
    static void write(Store store, int count, long seed) {
        int stages = count / EPOCHS.size();
        long id = store.create(search(stages, seed));
        store.experimentState(id, State.RUNNING);
        SampleDatabase sample = new SampleDatabase(store, seed, store.trials(id));
        Map<Long, List<RunRow>> runs = store.runs(id).stream()
                .collect(Collectors.groupingBy(RunRow::stageId, LinkedHashMap::new, Collectors.toList()));
        List<List<RunRow>> byStage = List.copyOf(runs.values());
        List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int stage = writer; stage < stages; stage += WRITERS) {
                        sample.train(byStage.get(stage), Fate.of(stage, stages));
                    }
                }))
                .toList();
        writers.forEach(CompletableFuture::join);
    }

    /** What becomes of a stage. */
    private enum Fate {
        TRAINED,
        DIVERGED,
        FAILED,
        PRUNED,
        PARTIAL,
        RUNNING,
        QUEUED;

        static Fate of(int stage, int stages) {
            if (stage >= stages - 4) {
                return List.of(PARTIAL, RUNNING, QUEUED, QUEUED).get(stage - stages + 4);
            }
            return switch (stage % 40) {
                case 7 -> DIVERGED;
                case 13 -> FAILED;
                case 21, 22 -> PRUNED;
                default -> stage % 400 == 29 ? PARTIAL : TRAINED;
            };
        }
    }

    private static Search search(int stages, long seed) {
        Random random = new Random(seed);
        List<NewStage> newStages = new ArrayList<>();
        List<NewTrial> newTrials = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            String settings = settings(random);
            long first = seed + (long) stage * FOLDS;
            for (int epochs : EPOCHS) {
                newTrials.add(new NewTrial(
                        newTrials.size() + 1, "{" + settings + ",\"epochs\":" + epochs + "}", stage, epochs));
            }
            newStages.add(new NewStage(
                    "{" + settings + ",\"epochs\":" + LONGEST + "}",
                    LONGEST,
                    IntStream.range(0, FOLDS).mapToObj(fold -> first + fold).toList()));
        }
        List<StoredFold> folds = IntStream.range(0, FOLDS)
                .mapToObj(fold -> new StoredFold(0, fold, List.of(0, 1, 2, 3), List.of(4)))
                .toList();
        return new Search(
                NAME,
                "A made-up search, to see how the dashboard bears it",
                NAME,
                "name: x\n",
                "val_loss",
                Goal.MINIMIZE,
                Map.of(),
                folds,
                newStages,
                newTrials);
    }

    /** One parameter is missing from some, one is the same everywhere. */
    private static String settings(Random random) {
        double rate = Math.pow(10, -4 + 3 * random.nextDouble());
        double decay = Math.pow(10, -6 + 4 * random.nextDouble());
        String settings = "\"learning_rate\":" + (float) rate
                + ",\"batch_size\":" + BATCHES.get(random.nextInt(BATCHES.size()))
                + ",\"dropout\":" + random.nextInt(11) / 20.0
                + ",\"units\":" + UNITS.get(random.nextInt(UNITS.size()))
                + ",\"optimizer\":\"" + OPTIMIZERS.get(random.nextInt(OPTIMIZERS.size())) + "\""
                + ",\"normalize\":" + random.nextBoolean()
                + ",\"activation\":\"relu\"";
        return random.nextInt(5) == 0 ? settings : settings + ",\"weight_decay\":" + (float) decay;
    }

    private void train(List<RunRow> runs, Fate fate) {
        for (RunRow run : runs) {
            boolean begun = switch (fate) {
                case QUEUED -> false;
                case PARTIAL -> run.fold() < 3;
                case RUNNING -> run.fold() < 2;
                default -> true;
            };
            if (begun) {
                train(run, fate);
            }
        }
    }

    private void train(RunRow run, Fate fate) {
        store.begin(run.id(), "worker-" + (1 + run.fold()));
        int last = switch (fate) {
            case FAILED -> 3 + run.fold();
            case PRUNED -> 12;
            case RUNNING -> run.fold() == 1 ? 17 : LONGEST;
            default -> LONGEST;
        };
        Random random = new Random(seed * 31 + run.seed());
        Shape shape = Shape.of(new Random(seed * 17 + run.stageId()), random);
        CompletableFuture<?> stored = CompletableFuture.completedFuture(true);
        for (int epoch = 1; epoch <= last; epoch++) {
            boolean lost = fate == Fate.DIVERGED && run.fold() == 2 && epoch > 25;
            stored = store.report(report(run, epoch, lost ? Map.of("loss", Double.NaN) : shape.at(epoch, random)));
        }
        stored.join();
        switch (fate) {
            case FAILED -> end(run, State.FAILED, "The loss is not finite after epoch " + last);
            case PRUNED -> end(run, State.PRUNED, "Worse than the median of the trials before it");
            default -> {
                if (last == LONGEST) {
                    store.end(run.id(), 1, State.COMPLETED, Optional.empty(), List.of());
                }
            }
        }
    }

    private void end(RunRow run, State state, String message) {
        store.end(run.id(), 1, state, Optional.of(message), List.of());
    }

    private Report report(RunRow run, int epoch, Map<String, Double> metrics) {
        double score = metrics.getOrDefault("val_loss", Double.NaN);
        List<Score> scores = trials.getOrDefault(run.stageId(), List.of()).stream()
                .filter(trial -> trial.epochs() == epoch)
                .map(trial -> new Score(trial.id(), score))
                .toList();
        return new Report(run.id(), 1, new EpochReport(epoch, 45L * epoch, 1437L * epoch, 0.04, metrics), scores);
    }

    /** Loss as a fast and a slow decay to a floor, and after a while overfitting. */
    private record Shape(double floor, double speed, double overfit) {

        static Shape of(Random stage, Random run) {
            double fold = 1 + 0.04 * run.nextGaussian();
            return new Shape(
                    fold * (0.08 + 0.5 * Math.pow(stage.nextDouble(), 2)),
                    0.05 + 0.4 * stage.nextDouble(),
                    0.004 * stage.nextDouble());
        }

        Map<String, Double> at(int epoch, Random random) {
            double loss = 2 * (0.8 * Math.exp(-speed * epoch) + 0.2 * Math.exp(-speed * epoch / 6));
            double validation = (loss + floor + overfit * Math.max(0, epoch - 15)) * (1 + 0.02 * random.nextGaussian());
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("loss", loss * 0.95 + 0.02);
            metrics.put("val_loss", validation);
            metrics.put("accuracy", 1 - 0.4 * loss / 2.3);
            metrics.put("val_accuracy", Math.max(0.1, 1 - 0.35 * validation));
            return metrics;
        }
    }
}
