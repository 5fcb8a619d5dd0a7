package dev.plateau.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 *
 * <p>Inner folds split the training rows of a fold by the same strategy and keep the same promises within those rows.
 */
public final class Folds {

    private final DataSet data;
    private final CrossValidation how;
    private final Part part;
    private final Shuffle shuffle;

    private Folds(DataSet data, CrossValidation how, Part part, Shuffle shuffle) {
        this.data = data;
        this.how = how;
        this.part = part;
        this.shuffle = shuffle;
    }

    /**
     * What is split.
     *
     * @param rows by number, for TIME_SERIES by time
     * @param first number of the first fold that comes of it
     */
    private record Part(List<Integer> rows, int repeat, int first) {}

    /**
     * The folds by repeat, then by fold. Rows in a fold are by number, for TIME_SERIES by time.
     *
     * @param seed together with the repeat decides every shuffle; nothing else does
     * @throws DataException if the data do not allow such a split, saying what would
     */
    public static List<Fold> split(DataSet data, CrossValidation how, long seed) {
        List<Integer> rows = ordered(data, how, all(data));
        new Splittable(data, rows, "", "folds").check(how);
        return IntStream.range(0, how.repeats())
                .boxed()
                .flatMap(repeat ->
                        new Folds(data, how, new Part(rows, repeat, 0), new Shuffle(seed, repeat)).split().stream())
                .toList();
    }

    /**
     * The inner folds of every fold, in the order of the folds: the training rows of each split again as the whole was. None
     * without {@code how.nested()}.
     *
     * @param outer what {@link #split} gave
     * @param seed as there; together with repeat and fold decides every shuffle
     * @throws DataException if the training rows of a fold do not allow such a split, saying what would
     */
    public static List<InnerFold> inner(DataSet data, CrossValidation how, List<Fold> outer, long seed) {
        if (how.nested().isEmpty()) {
            return List.of();
        }
        CrossValidation inner = how.inner();
        List<InnerFold> folds = new ArrayList<>();
        for (Fold fold : outer) {
            List<Integer> rows = ordered(data, how, fold.training());
            String where = " in the training rows of repeat " + (fold.repeat() + 1) + ", fold " + (fold.fold() + 1);
            new Splittable(data, rows, where, "inner folds").check(inner);
            Part part = new Part(rows, fold.repeat(), how.folds() + fold.fold() * inner.folds());
            new Folds(data, inner, part, new Shuffle(seed, fold.repeat(), fold.fold()))
                    .split()
                    .forEach(split -> folds.add(new InnerFold(fold.fold(), split)));
        }
        return folds;
    }

    /**
     * The folds of data that only the trainer knows: as many examples are made up as there are folds, so that each validates its share and
     * trains on the rest; 100 for HOLDOUT.
     *
     * @param how KFOLD or HOLDOUT, without nesting
     */
    public static List<Fold> numbered(CrossValidation how) {
        boolean held = how.strategy() == CrossValidation.Strategy.HOLDOUT;
        int rows = held ? 100 : how.folds();
        int validated = held ? (int) Math.max(1, Math.min(rows - 1, Math.round(rows * how.holdout()))) : 1;
        List<Fold> folds = new ArrayList<>();
        for (int i = 0; i < how.repeats() * how.folds(); i++) {
            int fold = i % how.folds();
            List<Integer> training = IntStream.range(0, rows)
                    .filter(row -> row < fold || row >= fold + validated)
                    .boxed()
                    .toList();
            List<Integer> validation =
                    IntStream.range(fold, fold + validated).boxed().toList();
            folds.add(new Fold(i / how.folds(), fold, training, validation));
        }
        return folds;
    }

    private static List<Integer> all(DataSet data) {
        return IntStream.range(0, data.rows()).boxed().toList();
    }

    /** Rows in the order in which a strategy goes through them. */
    private static List<Integer> ordered(DataSet data, CrossValidation how, List<Integer> rows) {
        if (how.strategy() != CrossValidation.Strategy.TIME_SERIES) {
            return rows;
        }
        Set<Integer> wanted = new HashSet<>(rows);
        return data.timeOrder().stream().filter(wanted::contains).toList();
    }

    private List<Fold> split() {
        return switch (how.strategy()) {
            case STRATIFIED -> dealt(byClass());
            case KFOLD -> dealt(shuffled());
            case GROUP -> folds(foldOfGroups());
            case TIME_SERIES -> timeSeries();
            case HOLDOUT -> List.of(holdout(data.classification() ? byClass() : shuffled()));
        };
    }

    /** Places of the rows, in random order. */
    private List<Integer> shuffled() {
        return shuffle.order(part.rows().size());
    }

    /** The places in random order, then brought together by class. */
    private List<Integer> byClass() {
        List<Integer> order = shuffled();
        order.sort(Comparator.comparingDouble(place -> data.label(part.rows().get(place))));
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
        Map<Integer, List<Integer>> placesOf = new LinkedHashMap<>();
        for (int place = 0; place < part.rows().size(); place++) {
            int group = data.group(part.rows().get(place));
            placesOf.computeIfAbsent(group, unseen -> new ArrayList<>()).add(place);
        }
        List<List<Integer>> groups = new ArrayList<>(placesOf.values());
        List<List<Integer>> order = new ArrayList<>(
                shuffle.order(groups.size()).stream().map(groups::get).toList());
        order.sort(
                Comparator.comparingInt((List<Integer> places) -> places.size()).reversed());
        int[] sizes = new int[how.folds()];
        int[] foldOf = new int[part.rows().size()];
        for (List<Integer> places : order) {
            int smallest = smallest(sizes);
            sizes[smallest] += places.size();
            places.forEach(place -> foldOf[place] = smallest);
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
        List<Integer> order = part.rows();
        int size = order.size() / (how.folds() + 1);
        List<Fold> folds = new ArrayList<>();
        for (int fold = 0; fold < how.folds(); fold++) {
            int start = order.size() - (how.folds() - fold) * size;
            folds.add(new Fold(
                    part.repeat(), part.first() + fold, order.subList(0, start), order.subList(start, start + size)));
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
        for (int place = 0; place < foldOf.length; place++) {
            (foldOf[place] == fold ? validation : training).add(part.rows().get(place));
        }
        return new Fold(part.repeat(), part.first() + fold, training, validation);
    }
}
