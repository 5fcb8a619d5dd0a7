package dev.plateau.api;

import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.HeldData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The examples of a search: a CSV file, arrays, or so many rows that the program keeps itself. Immutable.
 *
 * @param source what the stored search says of them; for data that is no file its path is only a name
 * @param held the data itself; empty for a file, which is read when the search is run
 */
public record Data(DataSource source, Optional<HeldData> held) {

    /**
     * A CSV file whose rows have a class each: the first line names the columns, all but the label are numbers.
     *
     * @param label the column to predict
     */
    public static Data csv(Path file, String label) {
        return new Data(source(file.toString(), label, DataSource.Task.CLASSIFICATION), Optional.empty());
    }

    /** A CSV file whose rows have a number to predict each. */
    public static Data csvOfNumbers(Path file, String label) {
        return new Data(source(file.toString(), label, DataSource.Task.REGRESSION), Optional.empty());
    }

    /**
     * Rows in memory to classify.
     *
     * @param name under which the search remembers them
     * @param features shape rows x features
     * @param classes one a row
     * @throws IllegalArgumentException one sentence
     */
    public static Data classes(String name, double[][] features, List<String> classes) {
        return held(name, HeldData.classes(features, classes));
    }

    /** The same with whole numbers as classes. */
    public static Data classes(String name, double[][] features, int[] classes) {
        return classes(
                name, features, Arrays.stream(classes).mapToObj(String::valueOf).toList());
    }

    /** Rows in memory with a number to predict each. */
    public static Data targets(String name, double[][] features, double[] targets) {
        return held(name, HeldData.targets(features, targets));
    }

    /** Rows that the program keeps: folds are of the numbers 0 to {@code count} - 1, and the fold that a training gets names them. */
    public static Data rows(String name, int count) {
        return held(name, HeldData.rows(count));
    }

    /** The same, with the class of each row, so that folds are stratified by it. */
    public static Data rows(String name, List<String> classes) {
        return held(name, HeldData.rows(classes));
    }

    /**
     * The same data in groups that no fold tears apart; the folds are then by group.
     *
     * @param groups one a row; equal texts are one group
     * @throws IllegalArgumentException if there are not as many as rows, or the data is a file (see {@link #groupedBy(String)})
     */
    public Data groupedBy(List<String> groups) {
        HeldData rows = held.orElseThrow(
                () -> new IllegalArgumentException("the groups of a file are one of its columns: name it"));
        return new Data(
                with(source, source.standardize(), Optional.of(HeldData.GROUP)), Optional.of(rows.groupedBy(groups)));
    }

    /** The same file with a column whose equal values no fold tears apart. */
    public Data groupedBy(String column) {
        if (held.isPresent()) {
            throw new IllegalArgumentException("data in memory has no column to group by: give the groups of its rows");
        }
        return new Data(with(source, source.standardize(), Optional.of(column)), held);
    }

    /** The same data with features (and a target that is a number) as they are: not scaled to mean 0 and deviation 1. */
    public Data unscaled() {
        return new Data(with(source, false, source.group()), held);
    }

    private static Data held(String name, HeldData rows) {
        DataSource plain = source(name, HeldData.LABEL, rows.task());
        return new Data(with(plain, rows.known(), Optional.empty()), Optional.of(rows));
    }

    private static DataSource source(String path, String label, DataSource.Task task) {
        return new DataSource(
                path, label, task, true, DataSource.Missing.ERROR, List.of(), Optional.empty(), Optional.empty());
    }

    private static DataSource with(DataSource source, boolean standardize, Optional<String> group) {
        return new DataSource(
                source.path(),
                source.label(),
                source.task(),
                standardize,
                source.missing(),
                source.ignore(),
                group,
                source.time());
    }

    /** The data set; a file is read. */
    DataSet read() {
        return held.map(rows -> DataSet.of(source, rows)).orElseGet(() -> DataSet.read(Path.of(source.path()), source));
    }
}
