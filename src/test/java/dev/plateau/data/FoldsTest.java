package dev.plateau.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.CrossValidation.Strategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldsTest {

    private static final long SEED = 42;

    @TempDir
    Path folder;

    /** Rows "1,label,extra" under the header a,y,x. */
    private String text(int rows, IntFunction<String> label, IntFunction<String> extra) {
        return IntStream.range(0, rows)
                .mapToObj(row -> row + "," + label.apply(row) + "," + extra.apply(row) + "\n")
                .collect(Collectors.joining("", "a,y,x\n", ""));
    }

    private DataSet classes(int... sizes) {
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < sizes.length; label++) {
            labels.addAll(Collections.nCopies(sizes[label], label));
        }
        return Examples.read(folder, text(labels.size(), row -> "c" + labels.get(row), row -> "0"), Examples.SOURCE);
    }

    private DataSet groups(int... sizes) {
        List<Integer> groups = new ArrayList<>();
        for (int group = 0; group < sizes.length; group++) {
            groups.addAll(Collections.nCopies(sizes[group], group));
        }
        return Examples.read(
                folder, text(groups.size(), row -> "c" + row % 2, row -> "g" + groups.get(row)), Examples.grouped("x"));
    }

    private static CrossValidation how(Strategy strategy, int folds, int repeats) {
        return new CrossValidation(folds, strategy, repeats, 0.2);
    }

    private static List<Integer> sizes(Collection<Fold> folds) {
        return folds.stream().map(fold -> fold.validation().size()).toList();
    }

    private static List<Integer> counts(DataSet data, List<Integer> rows) {
        return IntStream.range(0, data.outputs())
                .mapToObj(label -> (int)
                        rows.stream().filter(row -> data.label(row) == label).count())
                .toList();
    }

    /** scikit-learn allocates {@code np.bincount(sorted_y[i::5])} to fold i; computed in NumPy for classes of 7, 11, 5. */
    @Test
    void stratifiesAsScikitLearnDoes() {
        DataSet data = classes(7, 11, 5);
        List<Fold> folds = Folds.split(data, how(Strategy.STRATIFIED, 5, 1), SEED);
        assertEquals(
                List.of(List.of(2, 2, 1), List.of(2, 2, 1), List.of(1, 3, 1), List.of(1, 2, 1), List.of(1, 2, 1)),
                folds.stream().map(fold -> counts(data, fold.validation())).toList());
    }

    @Test
    void givesFoldsInOrderOfRepeatThenFold() {
        List<Fold> folds = Folds.split(classes(6, 6), how(Strategy.STRATIFIED, 3, 2), SEED);
        assertEquals(
                List.of("0/0", "0/1", "0/2", "1/0", "1/1", "1/2"),
                folds.stream().map(fold -> fold.repeat() + "/" + fold.fold()).toList());
    }

    @Test
    void dealsRowsIntoFoldsWhoseSizesDifferByAtMostOne() {
        assertEquals(List.of(4, 4, 3), sizes(Folds.split(classes(5, 6), how(Strategy.KFOLD, 3, 1), SEED)));
    }

    @Test
    void reshufflesEveryRepeatAndNothingElse() {
        DataSet data = classes(20, 20);
        List<Fold> both = Folds.split(data, how(Strategy.KFOLD, 2, 2), SEED);
        assertNotEquals(both.get(0).validation(), both.get(2).validation());
        assertEquals(both.subList(0, 2), Folds.split(data, how(Strategy.KFOLD, 2, 1), SEED));
        assertNotEquals(both, Folds.split(data, how(Strategy.KFOLD, 2, 2), SEED + 1));
    }

    /**
     * Computed in Python from the specifications of SplitMix64 and of java.util.Random. Folds are part of what makes a result
     * repeatable, so they may not change between versions.
     */
    @Test
    void givesTheSameFoldsForeverForOneSeed() {
        List<Fold> folds = Folds.split(classes(5, 5), how(Strategy.KFOLD, 2, 1), SEED);
        assertEquals(List.of(0, 1, 3, 7, 9), folds.get(0).validation());
    }

    /** By hand: 6 goes to the first fold, 4 to the second, 3 to the second (4 < 6), 2 to the first (6 < 7), 1 to the second. */
    @Test
    void balancesGroupsGreedilyAndKeepsThemWhole() {
        DataSet data = groups(1, 6, 2, 4, 3);
        List<Fold> folds = Folds.split(data, how(Strategy.GROUP, 2, 1), SEED);
        assertEquals(List.of(8, 8), sizes(folds));
        for (Fold fold : folds) {
            List<Integer> trained =
                    fold.training().stream().map(data::group).distinct().toList();
            assertTrue(
                    fold.validation().stream().noneMatch(row -> trained.contains(data.group(row))),
                    () -> "a group is on both sides of " + fold);
        }
    }

    @Test
    void reshufflesGroupsOfEqualSize() {
        List<Fold> folds = Folds.split(groups(2, 2, 2, 2, 2, 2, 2, 2), how(Strategy.GROUP, 2, 2), SEED);
        assertNotEquals(folds.get(0).validation(), folds.get(2).validation());
    }

    /** scikit-learn's documentation of TimeSeriesSplit(n_splits=3) on 6 rows; here the file has the newest row first. */
    @Test
    void expandsTheWindowOverTimeAsScikitLearnDoes() {
        DataSet data = Examples.read(
                folder, text(6, row -> "c" + row % 2, row -> "2026-01-0" + (6 - row)), Examples.timed("x"));
        List<Fold> folds = Folds.split(data, how(Strategy.TIME_SERIES, 3, 1), SEED);
        assertEquals(
                List.of(List.of(5, 4, 3), List.of(5, 4, 3, 2), List.of(5, 4, 3, 2, 1)),
                folds.stream().map(Fold::training).toList());
        assertEquals(
                List.of(List.of(2), List.of(1), List.of(0)),
                folds.stream().map(Fold::validation).toList());
    }

    /** 7 rows in 3 folds of 7 / 4 = 1: the first fold trains on the 4 oldest. */
    @Test
    void takesFileOrderForTimeWithoutATimeColumn() {
        Fold first = Folds.split(classes(3, 4), how(Strategy.TIME_SERIES, 3, 1), SEED)
                .get(0);
        assertEquals(new Fold(0, 0, List.of(0, 1, 2, 3), List.of(4)), first);
    }

    @Test
    void holdsOutAFractionOfEachClass() {
        DataSet data = classes(50, 30, 20);
        List<Fold> folds = Folds.split(data, how(Strategy.HOLDOUT, 1, 2), SEED);
        assertEquals(2, folds.size());
        assertEquals(List.of(10, 6, 4), counts(data, folds.get(0).validation()));
        assertNotEquals(folds.get(0).validation(), folds.get(1).validation());
    }

    @Test
    void alwaysLeavesARowOnEitherSideOfAHoldout() {
        DataSet data = Examples.read(folder, "a,y\n1,1\n2,2\n", Examples.regression(true));
        for (double fraction : new double[] {0.01, 0.99}) {
            Fold fold = Folds.split(data, new CrossValidation(1, Strategy.HOLDOUT, 1, fraction), SEED)
                    .get(0);
            assertEquals(1, fold.training().size());
            assertEquals(1, fold.validation().size());
        }
    }

    private static void assertMistake(String sentence, DataSet data, CrossValidation how) {
        assertEquals(
                sentence,
                assertThrows(DataException.class, () -> Folds.split(data, how, SEED))
                        .getMessage());
    }

    @Test
    void saysWhatThereIsTooLittleOf() {
        assertMistake(
                "data/t.csv has 4 rows, too few for 5 folds, which needs at least 5; use fewer folds or more data",
                classes(2, 2),
                how(Strategy.KFOLD, 5, 1));
        assertMistake(
                "data/t.csv has 4 rows, too few for 4 folds, which needs at least 5; use fewer folds or more data",
                classes(2, 2),
                how(Strategy.TIME_SERIES, 4, 1));
        assertMistake(
                "data/t.csv has only 4 rows of class \"c1\", too few for 5 folds; use at most as many folds, strategy:"
                        + " kfold, or more rows of the class",
                classes(9, 4),
                how(Strategy.STRATIFIED, 5, 1));
        assertMistake(
                "data/t.csv has only 1 row of class \"c1\", too few for a holdout; leave its rows out, or find more",
                classes(9, 1),
                how(Strategy.HOLDOUT, 1, 1));
        assertMistake(
                "data/t.csv has 2 different groups in column \"x\", too few for 3 folds; use at most 2 folds",
                groups(4, 4),
                how(Strategy.GROUP, 3, 1));
    }

    @Test
    void saysWhichTrainingRowsAreTooFewForInnerFolds() {
        assertInnerMistake(
                "data/t.csv has only 3 rows of class \"c1\" in the training rows of repeat 1, fold 1, too few for 4 inner"
                        + " folds; use at most as many inner folds, strategy: kfold, or more rows of the class",
                classes(9, 4),
                how(Strategy.STRATIFIED, 4, 1).nestedIn(4));
        assertInnerMistake(
                "data/t.csv has 1 rows in the training rows of repeat 1, fold 1, too few for 2 inner folds, which needs at"
                        + " least 3; use fewer inner folds or more data",
                classes(2, 2),
                how(Strategy.TIME_SERIES, 3, 1).nestedIn(2));
        assertInnerMistake(
                "data/t.csv has 2 different groups in column \"x\" in the training rows of repeat 1, fold 1, too few for 3"
                        + " inner folds; use at most 2 inner folds",
                groups(4, 4, 4),
                how(Strategy.GROUP, 3, 1).nestedIn(3));
    }

    private static void assertInnerMistake(String sentence, DataSet data, CrossValidation how) {
        List<Fold> outer = Folds.split(data, how, SEED);
        assertEquals(
                sentence,
                assertThrows(DataException.class, () -> Folds.inner(data, how, outer, SEED))
                        .getMessage());
    }

    @Test
    void numbersInnerFoldsOnAfterTheOthersOfTheirRepeat() {
        DataSet data = classes(12, 12);
        CrossValidation how = how(Strategy.STRATIFIED, 3, 2).nestedIn(2);
        List<InnerFold> inner = Folds.inner(data, how, Folds.split(data, how, SEED), SEED);
        assertEquals(
                List.of(
                        "0/3 in 0",
                        "0/4 in 0",
                        "0/5 in 1",
                        "0/6 in 1",
                        "0/7 in 2",
                        "0/8 in 2",
                        "1/3 in 0",
                        "1/4 in 0",
                        "1/5 in 1",
                        "1/6 in 1",
                        "1/7 in 2",
                        "1/8 in 2"),
                inner.stream()
                        .map(one -> one.fold().repeat() + "/" + one.fold().fold() + " in " + one.outer())
                        .toList());
        assertEquals(List.of(), Folds.inner(data, how(Strategy.KFOLD, 3, 1), List.of(), SEED));
        assertThrows(
                IllegalArgumentException.class, () -> how(Strategy.KFOLD, 3, 1).nestedIn(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> how(Strategy.HOLDOUT, 1, 1).nestedIn(2));
    }

    @Test
    void innerFoldsAreStratifiedAsWell() {
        DataSet data = classes(12, 24);
        CrossValidation how = how(Strategy.STRATIFIED, 3, 1).nestedIn(2);
        for (InnerFold inner : Folds.inner(data, how, Folds.split(data, how, SEED), SEED)) {
            assertEquals(List.of(4, 8), counts(data, inner.fold().validation()));
        }
    }

    @Test
    void hintsAtTheStrategyThatFits() {
        DataSet regression = Examples.read(folder, "a,y\n1,1\n2,2\n3,3\n", Examples.regression(true));
        assertMistake(
                "data/t.csv is a regression and has no classes to stratify by; use cross_validation.strategy: kfold",
                regression,
                how(Strategy.STRATIFIED, 2, 1));
        assertMistake(
                "data/t.csv is to be split by group, but data.group names no column; name one or use"
                        + " cross_validation.strategy: kfold",
                regression,
                how(Strategy.GROUP, 2, 1));
    }

    @Test
    void refusesAFoldThatTrainsOnWhatItValidates() {
        assertThrows(IllegalArgumentException.class, () -> new Fold(0, 0, List.of(0, 1), List.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new Fold(0, 0, List.of(), List.of(1)));
    }

    @Test
    void numbersTheFoldsOfDataThatNobodyKnows() {
        List<Fold> folds = Folds.numbered(new CrossValidation(3, CrossValidation.Strategy.KFOLD, 2, 0.2));
        assertEquals(6, folds.size());
        assertEquals(new Fold(1, 2, List.of(0, 1), List.of(2)), folds.get(5));
        List<Fold> held = Folds.numbered(new CrossValidation(1, CrossValidation.Strategy.HOLDOUT, 1, 0.25));
        assertEquals(1, held.size());
        assertEquals(25, held.get(0).validation().size());
        assertEquals(75, held.get(0).training().size());
    }
}
