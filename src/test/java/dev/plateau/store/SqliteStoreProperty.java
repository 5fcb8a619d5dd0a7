package dev.plateau.store;

import static dev.plateau.store.Samples.search;

import dev.plateau.store.Report.Score;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.train.EpochReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
final class SqliteStoreProperty {

    private static final double[] ODD = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 1, 1e-300};
    private static final String[] METRICS = {"loss", "val_loss", "val_accuracy"};

    private static final List<State> STATES = List.of(State.values());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void summariesEqualAScanWhateverWasReported(long seed) throws Exception {
        Random random = new Random(seed);
        Path file = folder.resolve("plateau.db");
        try (Store store = Stores.sqlite(file)) {
            long id = store.create(search("any", 2, 3));
            List<RunRow> runs = store.runs(id);
            List<TrialRow> trials = store.trials(id);
            for (int i = 0; i < 400; i++) {
                step(store, runs.get(random.nextInt(runs.size())), trials, random);
            }
            Scan.compare(file, store, id, "seed " + seed);
        }
    }

    private static void step(Store store, RunRow run, List<TrialRow> trials, Random random) {
        int attempt = store.run(run.id()).orElseThrow().attempt() - (random.nextInt(20) == 0 ? 1 : 0);
        int dice = random.nextInt(40);
        if (dice < 4) {
            store.begin(run.id(), "w");
        } else if (dice == 4) {
            State state = STATES.get(random.nextInt(STATES.size()));
            store.end(run.id(), attempt, state, Optional.of("by chance"), List.of());
        } else {
            List<TrialRow> own = trials.stream()
                    .filter(trial -> trial.stageId() == run.stageId())
                    .toList();
            List<Score> scores = random.nextInt(5) == 0
                    ? List.of(new Score(own.get(random.nextInt(own.size())).id(), number(random)))
                    : List.of();
            List<Report> batch = new ArrayList<>(List.of(new Report(run.id(), attempt, epoch(random), scores)));
            for (int more = random.nextInt(2) * random.nextInt(6); more > 0; more--) {
                batch.add(new Report(run.id(), attempt, epoch(random), List.of()));
            }
            store.report(batch).join();
        }
    }

    private static EpochReport epoch(Random random) {
        int epoch = 1 + random.nextInt(30);
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (String metric : METRICS) {
            if (random.nextInt(3) > 0) {
                metrics.put(metric, number(random));
            }
        }
        return new EpochReport(epoch, epoch, epoch, 0.25, metrics);
    }

    private static double number(Random random) {
        return random.nextInt(3) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextGaussian();
    }
}
