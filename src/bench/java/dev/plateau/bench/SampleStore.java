package dev.plateau.bench;

import dev.plateau.curve.Goal;
import dev.plateau.store.Report;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Search;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.train.EpochReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A database in a folder of its own, with a search of one stage whose runs train. */
final class SampleStore implements AutoCloseable {

    static final int FOLDS = 8;

    /** Values of an epoch. */
    static final int METRICS = 4;

    /** Epochs that a worker sends at once. */
    static final int BATCH = 50;

    private final Path folder;
    private final Store store;
    private final List<RunRow> runs;
    private final long stage;
    private int epochs;

    SampleStore() {
        try {
            folder = Files.createTempDirectory("plateau-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = Stores.sqlite(folder.resolve("bench.db"));
        long experiment = store.create(search());
        runs = store.runs(experiment);
        stage = store.stages(experiment).get(0).id();
        runs.forEach(run -> store.begin(run.id(), "bench"));
    }

    private static Search search() {
        List<Search.StoredFold> folds = IntStream.range(0, FOLDS)
                .mapToObj(fold -> new Search.StoredFold(0, fold, List.of(1, 2, 3), List.of(4)))
                .toList();
        List<Long> seeds = LongStream.range(0, FOLDS).boxed().toList();
        return new Search(
                "bench",
                "",
                "0123abcd",
                "name: bench\n",
                "val_loss",
                Goal.MINIMIZE,
                Map.of(),
                folds,
                List.of(new Search.NewStage("{\"learning_rate\":0.1}", 1_000_000, seeds)),
                List.of(new Search.NewTrial(1, "{\"epochs\":1000000}", 0, 1_000_000)));
    }

    Path folder() {
        return folder;
    }

    /** Reports the next epochs of all runs, a batch of each at a time, waits for the last one, and returns how many points they hold. */
    int report(int batches) {
        List<CompletableFuture<Boolean>> acknowledged = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            for (RunRow run : runs) {
                acknowledged.add(store.report(reports(run.id())));
            }
            epochs += BATCH;
        }
        acknowledged.forEach(stored -> {
            if (!stored.join()) {
                throw new IllegalStateException("a report was refused");
            }
        });
        return batches * FOLDS * BATCH * METRICS;
    }

    private List<Report> reports(long run) {
        List<Report> reports = new ArrayList<>();
        for (int epoch = epochs + 1; epoch <= epochs + BATCH; epoch++) {
            double loss = 1.0 / epoch + Math.sin(epoch) / 97;
            Map<String, Double> metrics = Map.of(
                    "loss", loss, "val_loss", loss * 1.1, "accuracy", 1 - loss / 7, "val_accuracy", 1 - loss / 6);
            reports.add(
                    new Report(run, 1, new EpochReport(epoch, 45L * epoch, 1437L * epoch, 0.013, metrics), List.of()));
        }
        return reports;
    }

    /** Reads one metric of all runs and returns how many points it has. */
    int read() {
        return store.series(List.of(stage), "val_loss").stream()
                .mapToInt(series -> series.curve().epochs())
                .sum();
    }

    @Override
    public void close() {
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
