package dev.plateau.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.plateau.compare.At;
import dev.plateau.compare.Comparison;
import dev.plateau.compare.Comparison.Difference;
import dev.plateau.compare.Comparison.Entry;
import dev.plateau.compare.Comparison.Finding;
import dev.plateau.compare.Comparison.Row;
import dev.plateau.compare.Comparison.Row.Verdict;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same digits search by each framework of {@code experiments/frameworks}, one command each, into one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrameworksIT {

    private static final int ROWS = 1797;
    private static final int FOLDS = 5;
    private static final int EPOCHS = 20;

    @TempDir
    static Path folder;

    private final Map<Framework, Framework.Ended> searched = new EnumMap<>(Framework.class);

    private Path database() {
        return folder.resolve("frameworks.db");
    }

    /** Runs the search of a framework, unless another test has done it. */
    private void search(Framework framework) throws IOException, InterruptedException {
        framework.require();
        if (!searched.containsKey(framework)) {
            searched.put(
                    framework,
                    framework.type(folder.resolve(framework + ".log"), run(framework.file(), database(), 2)));
        }
        Framework.Ended ended = Objects.requireNonNull(searched.get(framework));
        assertEquals(0, ended.code(), ended.text());
    }

    private static List<String> run(Path file, Path database, int workers) {
        return List.of(
                "run",
                file.toString(),
                "--db",
                database.toString(),
                "--no-dashboard",
                "--workers",
                String.valueOf(workers));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KERAS")
    void trainsEveryFoldOfEveryConfigurationToItsLastEpoch(Framework framework) throws Exception {
        search(framework);
        trained(framework, database());
        try (Store store = Stores.readOnly(database())) {
            long id = store.experiment(framework.experiment()).orElseThrow().id();
            List<Long> stages = store.stages(id).stream().map(StageRow::id).toList();
            for (Progress progress : store.progress(stages)) {
                int last = progress.epoch().indexOf(EPOCHS);
                long rows = progress.samples().get(last) / EPOCHS;
                assertTrue(rows == 1437 || rows == 1438, () -> "four fifths of the rows, found " + rows);
                long steps = progress.step().get(last) / EPOCHS;
                assertTrue(steps == 45 || steps == 23, () -> "rows by 32 or by 64, found " + steps);
            }
        }
    }

    private static void trained(Framework framework, Path database) {
        try (Store store = Stores.readOnly(database)) {
            ExperimentRow experiment = store.experiment(framework.experiment()).orElseThrow();
            assertEquals(Map.of(State.COMPLETED, 2 * 2 * 2), experiment.trials());
            assertEquals(
                    Map.of(State.COMPLETED, 2 * 2 * FOLDS), experiment.runs(), "the epoch counts share a training");
            for (RunRow run : store.runs(experiment.id())) {
                assertEquals(EPOCHS, run.epochs());
                for (String metric : List.of("loss", "val_loss", "val_accuracy")) {
                    List<Double> values = series(store, run, metric);
                    assertEquals(EPOCHS, values.size(), metric);
                    assertTrue(values.stream().allMatch(Double::isFinite), () -> metric + " " + values);
                }
                List<Double> loss = series(store, run, "loss");
                assertTrue(loss.get(EPOCHS - 1) < loss.get(0) / 2, () -> "it has not learned: " + loss);
            }
        }
    }

    /**
     * The best accuracy of each is within noise of DL4J's, by the corrected test on the same folds, and in size: within two standard
     * errors of a difference of two accuracies p measured on n = 1,797 rows each, {@code 2 sqrt(2 p (1 - p) / n)}, the binomial
     * noise of rows alone, without that of first weights and orders. About 0.0095, 17 rows.
     */
    @Test
    void theBestAccuraciesAreWithinNoiseOfEachOther() throws Exception {
        List<Framework> all = List.of(Framework.DL4J, Framework.SKLEARN, Framework.PYTORCH, Framework.TFJS);
        for (Framework framework : all) {
            search(framework);
        }
        try (Store store = Stores.readOnly(database())) {
            List<Entry> best =
                    all.stream().map(framework -> best(store, framework)).toList();
            for (int i = 0; i < best.size(); i++) {
                List<Entry> entries = new ArrayList<>(best);
                entries.add(0, entries.remove(i));
                Comparison comparison = Comparison.of(store, entries, new At.Last());
                double accuracy = comparison.rows().get(0).score().mean();
                assertTrue(accuracy > 0.96 && accuracy < 1, () -> "the digits search has 0.982, found " + accuracy);
                double noise = 2 * Math.sqrt(2 * accuracy * (1 - accuracy) / ROWS);
                for (Row row : comparison.rows().subList(1, comparison.rows().size())) {
                    Difference difference = row.difference().orElseThrow();
                    Finding finding = difference.finding().orElseThrow();
                    String told = row.experiment() + " - "
                            + entries.get(0).experiment().name() + " = " + difference.mean() + ", interval "
                            + finding.interval() + ", p " + finding.p();
                    if (i == 0) {
                        System.out.println(told);
                    }
                    assertNotEquals(Verdict.BETTER, finding.verdict(), told);
                    assertNotEquals(Verdict.WORSE, finding.verdict(), told);
                    assertTrue(Math.abs(difference.mean()) <= noise, () -> told + ", expected at most " + noise);
                }
            }
        }
    }

    private static Entry best(Store store, Framework framework) {
        ExperimentRow experiment = store.experiment(framework.experiment()).orElseThrow();
        TrialRow best = store.trials(experiment.id()).stream()
                .max(Comparator.comparingDouble(trial -> trial.score().orElseThrow()))
                .orElseThrow();
        System.out.println(framework + " " + best.configuration() + " " + best.score() + " +- " + best.scoreError());
        return new Entry(experiment, best);
    }

    /** One configuration in two databases, with one process at a time and with two. */
    @ParameterizedTest
    @EnumSource(names = {"SKLEARN", "PYTORCH", "TFJS"})
    void theSameSeedGivesTheSameBits(Framework framework) throws Exception {
        framework.require();
        String scripts = Framework.FOLDER.toAbsolutePath().toString();
        String text = Files.readString(framework.file())
                .replace("../data", Path.of("experiments/data").toAbsolutePath().toString())
                .replace(" train_", " " + scripts + "/train_")
                .replace("[0.001, 0.01]", "[0.01]")
                .replace("[32, 64]", "[64]")
                .replace("[10, 20]", "[3]")
                .replace("folds: 5", "folds: 2");
        Path file = Files.writeString(folder.resolve(framework.lower() + ".yaml"), text);
        Map<String, List<Double>> one = values(framework, file, 1);
        assertEquals(3 * 2, one.size(), one.toString());
        assertEquals(one, values(framework, file, 2));
        assertEquals(3 * 2, Set.copyOf(one.values()).size(), () -> "another seed and other rows for each fold: " + one);
    }

    private Map<String, List<Double>> values(Framework framework, Path file, int workers) throws Exception {
        String name = framework.lower() + workers;
        Path own = folder.resolve(name + ".db");
        Framework.Ended ended = framework.type(folder.resolve(name + ".log"), run(file, own, workers));
        assertEquals(0, ended.code(), ended.text());
        return values(own);
    }

    private static Map<String, List<Double>> values(Path database) {
        Map<String, List<Double>> values = new TreeMap<>();
        try (Store store = Stores.readOnly(database)) {
            for (RunRow run : store.runs(store.experiments().get(0).id())) {
                for (String metric : List.of("loss", "val_loss", "val_accuracy")) {
                    String of = " of training " + run.stageId() + ", fold " + run.fold();
                    values.put(metric + of, series(store, run, metric));
                }
            }
        }
        return values;
    }

    private static List<Double> series(Store store, RunRow run, String metric) {
        return store.seriesOfRun(run.id()).stream()
                .filter(series -> series.name().equals(metric))
                .map(SeriesRow::curve)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + metric + " of run " + run))
                .values();
    }

    @Test
    void theKerasSearchTrainsWhereKerasIs() throws Exception {
        if (Framework.KERAS.interpreter().isEmpty()) {
            String missing = "no python3 here has keras: its search was tried with a stand-in and NOT trained";
            System.err.println(missing);
            abort(missing); // in CI too: it cannot be installed from Debian
        }
        search(Framework.KERAS);
        trained(Framework.KERAS, database());
    }

    /** With a stand-in for Keras, which checks the calls: all but the network is real, by printed lines and by Keras's own CSV file. */
    @Test
    void theKerasScriptTellsItsEpochsByLinesAndByTheCsvFileOfKeras() throws Exception {
        Framework.SKLEARN.require(); // a python3 with numpy
        Path lines = keras("lines", Framework.KERAS.file());
        trained(Framework.KERAS, lines);
        String text = Files.readString(Framework.KERAS.file())
                .replace("../data", Path.of("experiments/data").toAbsolutePath().toString())
                .replace(" train_", " " + Framework.FOLDER.toAbsolutePath() + "/train_")
                .replace("{env: [", "{epochs_from: keras_csv, env: [");
        Path file = Files.writeString(
                folder.resolve("keras.yaml"),
                text + "command: [\"${env}\", \"${interpreter}\", \"${program}\", --csv, \"${args}\"]\n");
        Path csv = keras("csv", file);
        trained(Framework.KERAS, csv);
        assertEquals(values(lines), values(csv));
    }

    private Path keras(String name, Path file) throws Exception {
        Path own = folder.resolve("keras-" + name + ".db");
        Framework.Ended ended = Framework.type(
                folder.resolve("keras-" + name + ".log"),
                Framework.SKLEARN.interpreter().orElseThrow(),
                Map.of(
                        "PYTHONPATH",
                        Path.of("src/test/python").toAbsolutePath().toString(),
                        "PYTHONDONTWRITEBYTECODE",
                        "1"),
                run(file, own, 2));
        assertEquals(0, ended.code(), ended.text());
        return own;
    }
}
