package dev.plateau.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples with numeric features and a label each, as a file gives them: nothing is scaled or filled here (see {@link
 * FoldData}). Rows are numbered from 0 in file order, without the rows that {@link DataSource.Missing#DROP} leaves out.
 * Immutable; threads may share it.
 */
public final class DataSet {

    private final DataSource source;
    private final String sha256;
    private final List<String> features;
    private final List<String> classes;
    private final double[] values;
    private final double[] labels;
    private final int[] groups;
    private final List<Integer> timeOrder;
    private final int dropped;

    private DataSet(String sha256, Columns columns, Rows rows) {
        this.source = columns.source();
        this.sha256 = sha256;
        this.features = columns.featureNames();
        this.classes = rows.labels().classes();
        this.values = rows.values();
        this.labels = rows.labels().values();
        this.groups = rows.groups();
        this.dropped = rows.dropped();
        this.timeOrder = columns.time().isPresent()
                ? rows.moments().order()
                : IntStream.range(0, rows.count()).boxed().toList();
    }

    private DataSet(DataSource source, HeldData held) {
        this.source = source;
        this.sha256 = held.sha256();
        this.features = held.features();
        this.classes = held.classes();
        this.values = held.values();
        this.labels = held.labels();
        this.groups = held.groups();
        this.dropped = 0;
        this.timeOrder = IntStream.range(0, held.rows()).boxed().toList();
    }

    /**
     * The examples that a program holds.
     *
     * @param source names the data in {@code path}; task, label and group must be those of the data
     * @throws IllegalArgumentException if they are not
     */
    public static DataSet of(DataSource source, HeldData held) {
        if (source.task() != held.task()
                || !source.label().equals(HeldData.LABEL)
                || source.group().isPresent() != held.grouped()) {
            throw new IllegalArgumentException("the source " + source.path() + " does not describe the data");
        }
        return new DataSet(source, held);
    }

    private DataSet() {
        this.source = DataSource.NONE;
        this.sha256 = "";
        this.features = List.of();
        this.classes = List.of();
        this.values = new double[0];
        this.labels = new double[0];
        this.groups = new int[0];
        this.dropped = 0;
        this.timeOrder = List.of();
    }

    /** No rows at all: the data of {@link DataSource#NONE}, which only the trainer knows. Its SHA-256 is empty. */
    public static DataSet unknown() {
        return new DataSet();
    }

    /**
     * Reads a CSV file: UTF-8, commas, the first line names the columns, cells may be quoted, spaces around a cell do not
     * count. Every column but label, ignore, group and time is a feature. A feature cell that is empty, {@code NA}, {@code
     * NaN} or {@code ?} is missing. Labels of a classification are any text. At most 256 MB, 50 million feature values and
     * 1,000 classes.
     *
     * @param file where {@code source.path()} is on this machine; messages use {@code source.path()}
     * @throws DataException one sentence: the file, the line in it (from 1, the header counted), the column, what was
     *     expected and what was found
     */
    public static DataSet read(Path file, DataSource source) {
        CsvFile csv = CsvFile.open(file, source.path());
        Columns columns = Columns.of(source, csv.header());
        Rows rows = new Rows(columns);
        while (csv.hasNext()) {
            rows.add(csv.next());
        }
        DataSet data = new DataSet(csv.sha256(), columns, check(rows, columns));
        if (data.classification() && data.classes.size() < 2) {
            throw new DataException(source.path() + ", column \"" + source.label() + "\" has only one class, \""
                    + data.classes.get(0) + "\"; classification needs at least 2");
        }
        return data;
    }

    private static Rows check(Rows rows, Columns columns) {
        String path = columns.source().path();
        if (rows.count() == 0) {
            throw new DataException(
                    rows.dropped() == 0
                            ? path + " has no rows below its first line"
                            : path + ": all " + rows.dropped()
                                    + " rows lack a value, so data.missing: drop leaves none; use mean instead");
        }
        for (int i = 0; i < columns.features().size(); i++) {
            if (!rows.known(i)) {
                throw new DataException(path + ", column \""
                        + columns.featureNames().get(i) + "\" has no value in any row; list it in data.ignore");
            }
        }
        return rows;
    }

    public int rows() {
        return labels.length;
    }

    /** The names of the feature columns, in file order. */
    public List<String> features() {
        return features;
    }

    /** The classes: by number if all are numbers, else by alphabet. Empty for regression. */
    public List<String> classes() {
        return classes;
    }

    /** What a network has to give: number of classes, or 1 for regression. */
    public int outputs() {
        return classification() ? classes.size() : 1;
    }

    public boolean classification() {
        return source.task() == DataSource.Task.CLASSIFICATION;
    }

    /** SHA-256 of the file's bytes, or of all that is held, 64 lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** How many rows were left out because a value is missing; above 0 only for {@link DataSource.Missing#DROP}. */
    public int dropped() {
        return dropped;
    }

    public DataSource source() {
        return source;
    }

    /** A feature as the file has it, NaN if it is missing. */
    public double value(int row, int feature) {
        return values[row * features.size() + feature];
    }

    /** The index of the row's class in {@link #classes}, or its target as the file has it. */
    public double label(int row) {
        return labels[row];
    }

    /** A number that is equal for rows of equal group. Only if the source has a group column. */
    int group(int row) {
        return groups[row];
    }

    /** The rows by time; in file order if the source has no time column. */
    List<Integer> timeOrder() {
        return timeOrder;
    }
}
