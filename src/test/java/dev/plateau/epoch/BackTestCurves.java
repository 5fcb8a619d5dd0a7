package dev.plateau.epoch;

import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.Fold;
import dev.plateau.data.FoldData;
import dev.plateau.space.Configuration;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Seeds;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Trains the curves that {@link BackTestBench} judges the rules by. One case is one data set, one network and one seed: some rows
 * are set aside for the test, 5 folds are cross-validated on the others, and then the network is trained on all of these others,
 * three times with other initial weights, and its loss on the rows set aside is measured after every epoch.
 *
 * <p>Arguments: file to append to, first case, cases, and of how many processes this is which one, for example {@code cases.csv 0
 * 400 0 2}. Case n is the same on every machine. A case takes 2 to 20 s.
 */
public final class BackTestCurves {

    static final int EPOCHS = 80;
    static final int FOLDS = 5;
    static final int REFITS = 3;

    /** Of the rows, for the test. */
    private static final double TEST = 0.4;

    private static final List<String> SETS = List.of("iris", "wine", "breast_cancer", "digits");

    /** Of digits: more rows take longer and, as the loss falls for longer then, say less about the choice. */
    private static final int MOST_ROWS = 700;

    private BackTestCurves() {}

    /**
     * One case.
     *
     * @param validation 5 curves of the loss on the fold's rows; {@code training} likewise on the rows trained on
     * @param refits the loss on the test rows, of trainings on all other rows
     * @param trivial the loss of always telling the frequencies of the classes
     */
    record Case(
            int number,
            String data,
            double trivial,
            List<double[]> validation,
            List<double[]> training,
            List<double[]> refits) {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        int cases = Integer.parseInt(arguments[2]);
        int part = Integer.parseInt(arguments[3]);
        int parts = Integer.parseInt(arguments[4]);
        for (int number = first; number < first + cases; number++) {
            if (number % parts == part) {
                long start = System.nanoTime();
                Files.writeString(file, train(number), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                System.out.printf(Locale.ROOT, "case %d in %.1f s%n", number, (System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static String train(int number) {
        String set = SETS.get(number % SETS.size());
        DataSet data = DataSet.read(
                Path.of("experiments/data/" + set + ".csv"),
                new DataSource(
                        set + ".csv",
                        "label",
                        DataSource.Task.CLASSIFICATION,
                        true,
                        DataSource.Missing.ERROR,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
        Random random = new Random(7919L * number + 1);
        List<Integer> rows =
                new ArrayList<>(IntStream.range(0, data.rows()).boxed().toList());
        Collections.shuffle(rows, random);
        rows = rows.subList(0, Math.min(rows.size(), MOST_ROWS));
        int tests = (int) (rows.size() * TEST);
        List<Integer> test = rows.subList(0, tests);
        List<Integer> others = rows.subList(tests, rows.size());
        Configuration configuration = configuration(random);
        Trainer trainer = Trainers.byName("dl4j").orElseThrow();
        Settings settings = trainer.complete(
                Settings.of(Map.of("activation", "relu"), configuration),
                new Trainer.Shape(data.features().size(), data.outputs(), true, others.size() * (FOLDS - 1) / FOLDS));
        StringBuilder text = new StringBuilder();
        String head = number + "," + set + "," + trivial(data, others, test) + ",";
        for (int k = 0; k < FOLDS; k++) {
            int fold = k;
            List<Integer> validation = IntStream.range(0, others.size())
                    .filter(i -> i % FOLDS == fold)
                    .mapToObj(others::get)
                    .toList();
            List<Integer> training = IntStream.range(0, others.size())
                    .filter(i -> i % FOLDS != fold)
                    .mapToObj(others::get)
                    .toList();
            add(text, head, k, trainer, settings, data, new Fold(0, k, training, validation));
        }
        for (int k = FOLDS; k < FOLDS + REFITS; k++) {
            add(text, head, k, trainer, settings, data, new Fold(0, k, others, test));
        }
        return text.toString();
    }

    private static Configuration configuration(Random random) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<List<Object>> hidden = List.of(List.of(16L), List.of(64L), List.of(128L), List.of(32L, 32L));
        values.put("hidden", hidden.get(random.nextInt(hidden.size())));
        values.put("updater", random.nextInt(4) == 0 ? "nesterovs" : "adam");
        values.put("learning_rate", Math.exp(between(random, Math.log(1e-3), Math.log(3e-2))));
        values.put("batch_size", List.of(8L, 16L, 32L, 64L).get(random.nextInt(4)));
        values.put("dropout", List.of(0.0, 0.0, 0.3).get(random.nextInt(3)));
        return new Configuration(values);
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double trivial(DataSet data, List<Integer> rows, List<Integer> test) {
        double[] counts = new double[data.outputs()];
        rows.forEach(row -> counts[(int) data.label(row)]++);
        return test.stream()
                .mapToDouble(row -> -Math.log(counts[(int) data.label(row)] / rows.size()))
                .average()
                .orElseThrow();
    }

    private static void add(
            StringBuilder text, String head, int k, Trainer trainer, Settings settings, DataSet data, Fold fold) {
        double[] validation = new double[EPOCHS];
        double[] training = new double[EPOCHS];
        long seed = Seeds.run(Long.parseLong(head.substring(0, head.indexOf(','))), settings.toString(), 0, k);
        try (Training run = trainer.start(settings, FoldData.of(data, fold), seed, Optional.empty())) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                EpochReport report = run.next();
                validation[epoch] = report.metrics().getOrDefault("val_loss", Double.NaN);
                training[epoch] = report.metrics().getOrDefault("loss", Double.NaN);
            }
        }
        line(text, head + (k < FOLDS ? "validation" : "test") + "," + k, validation);
        if (k < FOLDS) {
            line(text, head + "training," + k, training);
        }
    }

    private static void line(StringBuilder text, String head, double[] values) {
        text.append(head);
        for (double value : values) {
            text.append(String.format(Locale.ROOT, ",%.5g", value));
        }
        text.append('\n');
    }

    /** Reads what {@link #main} wrote, packed with gzip. */
    static List<Case> read(Path file) throws IOException {
        Map<Integer, Case> cases = new java.util.TreeMap<>();
        try (GZIPInputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
            new String(packed.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> take(cases, cells));
        }
        return List.copyOf(cases.values());
    }

    private static void take(Map<Integer, Case> cases, String[] cells) {
        Case one = cases.computeIfAbsent(
                Integer.parseInt(cells[0]),
                number -> new Case(
                        number,
                        cells[1],
                        Double.parseDouble(cells[2]),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>()));
        double[] values = java.util.Arrays.stream(cells, 5, cells.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        switch (cells[3]) {
            case "validation" -> one.validation().add(values);
            case "training" -> one.training().add(values);
            default -> one.refits().add(values);
        }
    }
}
