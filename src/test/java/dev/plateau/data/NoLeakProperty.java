package dev.plateau.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.CrossValidation.Strategy;
import dev.plateau.data.DataSource.Missing;
import dev.plateau.data.DataSource.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No validation row reaches training or its statistics, whatever the strategy and the data. */
class NoLeakProperty {

    private static final int SEEDS = 12;

    private static final int FEATURES = 3;

    /** Training rows: with a gap in every fifth cell so many have a value in every column, in all but 1 of 5,000 cases. */
    private static final int ENOUGH = 6;

    /** Columns of a row: features, then label, group, time. */
    private static final int LABEL = FEATURES;

    @TempDir
    Path folder;

    static Stream<Arguments> cases() {
        return Arrays.stream(Strategy.values())
                .flatMap(strategy -> Arrays.stream(Task.values())
                        .filter(task -> strategy != Strategy.STRATIFIED || task == Task.CLASSIFICATION)
                        .flatMap(task -> IntStream.range(0, SEEDS)
                                .mapToObj(seed -> Arguments.of(strategy, task, seed % 2 == 0, seed))));
    }

    @ParameterizedTest(name = "{0} {1} standardize={2} seed={3}")
    @MethodSource("cases")
    void validationRowsChangeNothingInTraining(Strategy strategy, Task task, boolean standardize, int seed) {
        Random random = new Random(seed);
        DataSource source = source(task, standardize);
        List<List<String>> table = table(task, random);
        DataSet data = read(table, source);
        for (Fold fold : Folds.split(data, how(strategy), seed)) {
            List<List<String>> changed = changed(table, fold.validation(), task, random);
            DataSet other = read(changed, source);
            assertEquals(statistics(data, fold), statistics(other, fold));
            FoldData before = FoldData.of(data, fold);
            FoldData after = FoldData.of(other, fold);
            assertArrayEquals(before.trainingFeatures(), after.trainingFeatures());
            assertArrayEquals(before.trainingLabels(), after.trainingLabels());
            assertEquals(before.targetMean(), after.targetMean());
            assertEquals(before.targetDeviation(), after.targetDeviation());
            assertFalse(
                    Arrays.equals(before.validationFeatures(), after.validationFeatures()), "the change must be seen");
        }
    }

    @ParameterizedTest(name = "{0} {1} standardize={2} seed={3}")
    @MethodSource("cases")
    void innerFoldsKeepOffTheRowsThatTheirOuterFoldValidates(
            Strategy strategy, Task task, boolean standardize, int seed) {
        Random random = new Random(seed);
        DataSource source = source(task, standardize);
        List<List<String>> table = table(task, random);
        DataSet data = read(table, source);
        CrossValidation how = how(strategy).nestedIn(strategy == Strategy.HOLDOUT ? 1 : 2);
        List<Fold> outer = Folds.split(data, how, seed);
        List<InnerFold> inner = Folds.inner(data, how, outer, seed);
        assertEquals(outer.size() * how.nested().orElseThrow(), inner.size());
        for (InnerFold split : inner) {
            Fold fold = split.fold();
            if (fold.training().size() < ENOUGH) {
                continue; // the first folds in time: a column may have no value there, which is refused elsewhere
            }
            Fold around = outer.stream()
                    .filter(one -> one.repeat() == fold.repeat() && one.fold() == split.outer())
                    .findFirst()
                    .orElseThrow();
            assertTrue(around.training().containsAll(fold.training()), "a row that is not trained on outside");
            assertTrue(around.training().containsAll(fold.validation()), "a row that is not trained on outside");
            assertTrue(Collections.disjoint(fold.training(), fold.validation()));
            int used = fold.training().size() + fold.validation().size();
            boolean all = strategy != Strategy.TIME_SERIES;
            assertTrue(!all || used == around.training().size(), "rows in no part: " + used);

            List<Integer> unseen = new ArrayList<>(around.validation());
            unseen.addAll(fold.validation());
            DataSet other = read(changed(table, unseen, task, random), source);
            assertEquals(statistics(data, fold), statistics(other, fold));
            FoldData before = FoldData.of(data, fold);
            FoldData after = FoldData.of(other, fold);
            assertArrayEquals(before.trainingFeatures(), after.trainingFeatures());
            assertArrayEquals(before.trainingLabels(), after.trainingLabels());
        }
    }

    @ParameterizedTest(name = "{0} {1} standardize={2} seed={3}")
    @MethodSource("cases")
    void innerFoldsKeepThePromisesOfTheirStrategy(Strategy strategy, Task task, boolean standardize, int seed) {
        DataSet data = read(table(task, new Random(seed)), source(task, standardize));
        CrossValidation how = how(strategy).nestedIn(strategy == Strategy.HOLDOUT ? 1 : 2);
        List<Fold> outer = Folds.split(data, how, seed);
        Set<List<Integer>> places = new HashSet<>();
        outer.forEach(fold -> places.add(List.of(fold.repeat(), fold.fold())));
        for (InnerFold split : Folds.inner(data, how, outer, seed)) {
            Fold fold = split.fold();
            assertTrue(places.add(List.of(fold.repeat(), fold.fold())), "two folds of one number: " + fold.fold());
            if (strategy == Strategy.GROUP) {
                Set<Integer> groups = fold.training().stream().map(data::group).collect(Collectors.toSet());
                assertTrue(fold.validation().stream().map(data::group).noneMatch(groups::contains), "a group in both");
            } else if (strategy == Strategy.TIME_SERIES) {
                List<Integer> order = data.timeOrder();
                int last =
                        fold.training().stream().mapToInt(order::indexOf).max().orElseThrow();
                int first = fold.validation().stream()
                        .mapToInt(order::indexOf)
                        .min()
                        .orElseThrow();
                assertTrue(last < first, "trains on a row later than one that it validates");
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} standardize={2} seed={3}")
    @MethodSource("cases")
    void rowsAreValidatedAsOftenAsTheStrategyPromises(Strategy strategy, Task task, boolean standardize, int seed) {
        DataSet data = read(table(task, new Random(seed)), source(task, standardize));
        CrossValidation how = how(strategy);
        List<Fold> folds = Folds.split(data, how, seed);
        assertEquals(how.folds() * how.repeats(), folds.size());
        for (int repeat = 0; repeat < how.repeats(); repeat++) {
            List<Integer> validated = new ArrayList<>();
            for (Fold fold : folds.subList(repeat * how.folds(), (repeat + 1) * how.folds())) {
                validated.addAll(fold.validation());
                assertTrue(Collections.disjoint(fold.training(), fold.validation()));
                int used = fold.training().size() + fold.validation().size();
                assertTrue(strategy == Strategy.TIME_SERIES || used == data.rows(), "rows in no part: " + used);
            }
            Set<Integer> once = new HashSet<>(validated);
            assertEquals(once.size(), validated.size(), "a row is validated twice");
            boolean all = strategy != Strategy.TIME_SERIES && strategy != Strategy.HOLDOUT;
            assertTrue(!all || once.size() == data.rows(), "a row is never validated");
        }
    }

    @ParameterizedTest(name = "{0} {1} standardize={2} seed={3}")
    @MethodSource("cases")
    void featuresDoNotDecideTheSplit(Strategy strategy, Task task, boolean standardize, int seed) {
        Random random = new Random(seed);
        List<List<String>> table = table(task, random);
        List<List<String>> changed =
                table.stream().map(row -> wild(row, row.get(LABEL), random)).toList();
        DataSource source = source(task, standardize);
        assertEquals(
                Folds.split(read(table, source), how(strategy), seed),
                Folds.split(read(changed, source), how(strategy), seed));
    }

    private static CrossValidation how(Strategy strategy) {
        int folds = strategy == Strategy.HOLDOUT ? 1 : 4;
        return new CrossValidation(folds, strategy, strategy == Strategy.TIME_SERIES ? 1 : 2, 0.25);
    }

    private static DataSource source(Task task, boolean standardize) {
        return new DataSource(
                "t.csv", "y", task, standardize, Missing.MEAN, List.of(), Optional.of("g"), Optional.of("t"));
    }

    private static List<Scale> statistics(DataSet data, Fold fold) {
        return IntStream.range(0, FEATURES)
                .mapToObj(feature -> Scale.learn(row -> data.value(row, feature), fold.training()))
                .toList();
    }

    private DataSet read(List<List<String>> table, DataSource source) {
        String rows = table.stream().map(row -> String.join(",", row) + "\n").collect(Collectors.joining());
        return Examples.read(folder, "a,b,c,y,g,t\n" + rows, source);
    }

    /** 40 to 60 rows with a gap in every fifth feature cell, 2 classes or a target, about 8 groups, times in random order. */
    private static List<List<String>> table(Task task, Random random) {
        int rows = 40 + random.nextInt(21);
        return IntStream.range(0, rows)
                .mapToObj(row -> {
                    List<String> cells = new ArrayList<>();
                    for (int i = 0; i < FEATURES; i++) {
                        cells.add(random.nextInt(5) == 0 ? "" : String.valueOf(random.nextGaussian()));
                    }
                    cells.add(task == Task.REGRESSION ? String.valueOf(random.nextGaussian()) : "c" + row % 2);
                    cells.add("g" + (row < 4 ? row : random.nextInt(8)));
                    cells.add(String.valueOf(random.nextInt(1000)));
                    return cells;
                })
                .toList();
    }

    /** The rows with huge features or gaps, and huge targets or swapped classes; group and time stay. */
    private static List<List<String>> changed(List<List<String>> table, List<Integer> rows, Task task, Random random) {
        List<String> labels = new ArrayList<>(
                rows.stream().map(row -> table.get(row).get(LABEL)).toList());
        Collections.shuffle(labels, random);
        List<List<String>> changed = new ArrayList<>(table);
        for (int i = 0; i < labels.size(); i++) {
            String label = task == Task.REGRESSION ? huge(random) : labels.get(i);
            changed.set(rows.get(i), wild(table.get(rows.get(i)), label, random));
        }
        return changed;
    }

    private static List<String> wild(List<String> row, String label, Random random) {
        List<String> wild = new ArrayList<>(row);
        for (int i = 0; i < FEATURES; i++) {
            wild.set(i, random.nextInt(4) == 0 ? "" : huge(random));
        }
        wild.set(LABEL, label);
        return wild;
    }

    private static String huge(Random random) {
        return String.valueOf(random.nextGaussian() * 1e30);
    }
}
