package dev.plateau.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Collects the rows of a file, column by use. Used while a file is read, by one thread. */
final class Rows {

    /** Numbers of all features together: 400 MB as doubles. */
    private static final long MAX_VALUES = 50_000_000;

    private final Columns columns;
    private final Labels labels;
    private final Moments moments = new Moments();
    private final Map<String, Integer> groupCodes = new HashMap<>();
    private final IntStream.Builder groups = IntStream.builder();
    private final DoubleStream.Builder values = DoubleStream.builder();
    private final boolean[] known;
    private int count;
    private int dropped;

    Rows(Columns columns) {
        this.columns = columns;
        this.labels = new Labels(columns.source());
        this.known = new boolean[columns.features().size()];
    }

    /** @throws DataException if a cell is not what its column needs, or there are too many */
    void add(CsvRecord record) {
        labels.check(cell(record, columns.label()));
        double[] row = new double[columns.features().size()];
        boolean complete = true;
        for (int i = 0; i < row.length; i++) {
            row[i] = feature(cell(record, columns.features().get(i)));
            complete &= !Double.isNaN(row[i]);
        }
        if (!complete && columns.source().missing() == DataSource.Missing.DROP) {
            dropped++;
            return;
        }
        keep(row);
        labels.add(cell(record, columns.label()));
        columns.time().ifPresent(time -> moments.add(cell(record, time)));
        columns.group().ifPresent(group -> groups.add(group(cell(record, group))));
    }

    int count() {
        return count;
    }

    int dropped() {
        return dropped;
    }

    Labels labels() {
        return labels;
    }

    /** Shape rows x features; NaN where a cell is missing. */
    double[] values() {
        return values.build().toArray();
    }

    /** A number for each row that is equal for equal groups; empty without a group column. */
    int[] groups() {
        return groups.build().toArray();
    }

    Moments moments() {
        return moments;
    }

    /** Whether any row has a value of a feature. */
    boolean known(int feature) {
        return known[feature];
    }

    private void keep(double[] row) {
        count++;
        if ((long) count * row.length > MAX_VALUES) {
            throw new DataException(columns.source().path() + " has more than " + MAX_VALUES / 1_000_000
                    + " million feature values; use fewer rows or list columns in data.ignore");
        }
        for (int i = 0; i < row.length; i++) {
            values.add(row[i]);
            known[i] |= !Double.isNaN(row[i]);
        }
    }

    private double feature(Cell cell) {
        if (!cell.missing()) {
            return cell.number();
        }
        if (columns.source().missing() == DataSource.Missing.ERROR) {
            throw cell.mistake("expected a number (data.missing: mean or drop would allow gaps)");
        }
        return Double.NaN;
    }

    private int group(Cell cell) {
        if (cell.missing()) {
            throw cell.mistake("expected a group in every row");
        }
        return groupCodes.computeIfAbsent(cell.text(), text -> groupCodes.size());
    }

    private Cell cell(CsvRecord record, int column) {
        return new Cell(
                columns.source().path(),
                record.getStartingLineNumber(),
                columns.names().get(column),
                record.getField(column));
    }
}
