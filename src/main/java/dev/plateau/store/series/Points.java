package dev.plateau.store.series;

import dev.plateau.store.sqlite.Sql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;

/** New points on their way into the table: the fewer statements, the less time goes into anything but the table. */
final class Points {

    private static final int MANY =
            32; // rows a statement; 8 reach most of the gain, and the rest of a batch is rarely more than 31
    private static final int SOME = 8;

    private static final String ROW = "(?, ?, ?)";
    private static final int COLUMNS = 3;
    private static final String ONE_ROW = insert(1);
    private static final String SOME_ROWS = insert(SOME);
    private static final String MANY_ROWS = insert(MANY);

    private final Sql sql;
    private final long[] series = new long[MANY];
    private final int[] epochs = new int[MANY];
    private final double[] values = new double[MANY];
    private int held;

    Points(Sql sql) {
        this.sql = sql;
    }

    private static String insert(int rows) {
        return "INSERT INTO point (series_id, epoch, value) VALUES "
                + String.join(", ", Collections.nCopies(rows, ROW));
    }

    void add(long seriesId, int epoch, double value) throws SQLException {
        series[held] = seriesId;
        epochs[held] = epoch;
        values[held] = value;
        held++;
        if (held == MANY) {
            write(MANY_ROWS, 0, MANY);
            held = 0;
        }
    }

    /** Writes what is held back. */
    void flush() throws SQLException {
        int from = 0;
        for (; held - from >= SOME; from += SOME) {
            write(SOME_ROWS, from, SOME);
        }
        for (; from < held; from++) {
            write(ONE_ROW, from, 1);
        }
        held = 0;
    }

    private void write(String insert, int from, int rows) throws SQLException {
        PreparedStatement statement = sql.prepared(insert);
        for (int i = 0; i < rows; i++) {
            int column = COLUMNS * i;
            statement.setLong(column + 1, series[from + i]);
            statement.setInt(column + 2, epochs[from + i]);
            if (Double.isNaN(values[from + i])) {
                statement.setNull(column + 3, Types.NULL);
            } else {
                statement.setDouble(column + 3, values[from + i]);
            }
        }
        statement.executeUpdate();
    }
}
