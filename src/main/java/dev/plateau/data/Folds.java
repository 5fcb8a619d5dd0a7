package dev.plateau.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Splits the rows of a data set into folds. What each strategy promises:
 *
 * <ul>
 *   <li>STRATIFIED: each row is validated once a repeat; the sizes of two folds differ by at most 1, and so do their counts
 *       of each class (the allocation of scikit-learn's {@code StratifiedKFold}).
 *   <li>KFOLD: each row is validated once a repeat; the sizes of two folds differ by at most 1.
 *   <li>GROUP: each row is validated once a repeat; no group is in two folds. Groups go, largest first, to the smallest fold
 *       (scikit-learn's {@code GroupKFold}); chance only decides the order of groups of equal size.
 *   <li>TIME_SERIES: a fold trains on no row that is later than one it validates. With n rows by time and K folds, fold k
 *       (from 0) validates the n / (K + 1) rows from n - (K - k) * (n / (K + 1)) on and trains on all before them
 *       (scikit-learn's {@code TimeSeriesSplit}). Uses no chance; the oldest rows are never validated.
 *   <li>HOLDOUT: one fold of a repeat; validates round(n * holdout) rows, at least 1 and at most n - 1; of each class in
 *       proportion for classification.
 * </ul>
 */
public final class Folds {

    private final DataSet data;
    private final CrossValidation how;
    private final int repeat;
    private final Shuffle shuffle;

    private Folds(DataSet data, CrossValidation how, int repeat, long seed) {
        this.data = data;
        this.how = how;
        this.repeat = repeat;
        this.shuffle = new Shuffle(seed, repeat);
    }

    /**
     * The folds by repeat, then by fold. Rows in a fold are by number, for TIME_SERIES by time.
     *
     * @param seed together with the repeat decides every shuffle; nothing else does
     * @throws DataException if the data do not allow such a split, saying what would
     */
    public static List<Fold> split(DataSet data, CrossValidation how, long seed) {
        Splittable.check(data, how);
        return IntStream.range(0, how.repeats())
                .boxed()
                .flatMap(repeat -> new Folds(data, how, repeat, seed).split().stream())
                .toList();
    }

    private List<Fold> split() {
        return switch (how.strategy()) {
            case STRATIFIED -> dealt(byClass());
            case KFOLD -> dealt(shuffle.order(data.rows()));
            case GROUP -> folds(foldOfGroups());
            case TIME_SERIES -> timeSeries();
            case HOLDOUT -> List.of(holdout(data.classification() ? byClass() : shuffle.order(data.rows())));
        };
    }

    /** The rows in random order, then brought together by class. */
    private List<Integer> byClass() {
        List<Integer> order = shuffle.order(data.rows());
        order.sort(Comparator.comparingDouble(data::label));
        return order;
    }

    /** Deals rows to the folds in turn, like cards: a run of equal rows is spread evenly, and so is the whole. */
    private List<Fold> dealt(List<Integer> order) {
        int[] foldOf = new int[order.size()];
        for (int i = 0; i < foldOf.length; i++) {
            foldOf[order.get(i)] = i % how.folds();
        }
        return folds(foldOf);
    }

    private int[] foldOfGroups() {
        Map<Integer, List<Integer>> rowsOf = new LinkedHashMap<>();
        for (int row = 0; row < data.rows(); row++) {
            rowsOf.computeIfAbsent(data.group(row), group -> new ArrayList<>()).add(row);
        }
        List<List<Integer>> groups = new ArrayList<>(rowsOf.values());
        List<List<Integer>> order = new ArrayList<>(
                shuffle.order(groups.size()).stream().map(groups::get).toList());
        order.sort(Comparator.comparingInt((List<Integer> rows) -> rows.size()).reversed());
        int[] sizes = new int[how.folds()];
        int[] foldOf = new int[data.rows()];
        for (List<Integer> rows : order) {
            int smallest = smallest(sizes);
            sizes[smallest] += rows.size();
            rows.forEach(row -> foldOf[row] = smallest);
        }
        return foldOf;
    }

    private static int smallest(int[] sizes) {
        int smallest = 0;
        for (int i = 1; i < sizes.length; i++) {
            smallest = sizes[i] < sizes[smallest] ? i : smallest;
        }
        return smallest;
    }

    private List<Fold> timeSeries() {
        List<Integer> order = data.timeOrder();
        int size = order.size() / (how.folds() + 1);
        List<Fold> folds = new ArrayList<>();
        for (int fold = 0; fold < how.folds(); fold++) {
            int start = order.size() - (how.folds() - fold) * size;
            folds.add(new Fold(repeat, fold, order.subList(0, start), order.subList(start, start + size)));
        }
        return folds;
    }

    /** Takes every n / validated-th row of the order, so that a class gives in proportion to its size. */
    private Fold holdout(List<Integer> order) {
        long rows = order.size();
        long validated = Math.max(1, Math.min(rows - 1, Math.round(rows * how.holdout())));
        int[] foldOf = new int[order.size()];
        for (int i = 0; i < foldOf.length; i++) {
            boolean taken = (i + 1) * validated / rows > i * validated / rows;
            foldOf[order.get(i)] = taken ? 0 : 1;
        }
        return fold(foldOf, 0);
    }

    private List<Fold> folds(int[] foldOf) {
        return IntStream.range(0, how.folds())
                .mapToObj(fold -> fold(foldOf, fold))
                .toList();
    }

    private Fold fold(int[] foldOf, int fold) {
        List<Integer> training = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        for (int row = 0; row < foldOf.length; row++) {
            (foldOf[row] == fold ? validation : training).add(row);
        }
        return new Fold(repeat, fold, training, validation);
    }
}
