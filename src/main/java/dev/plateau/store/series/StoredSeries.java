package dev.plateau.store.series;

import dev.plateau.store.sqlite.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * One metric of one run as its row of the table series has it: how many points are not NaN, the last of them, the least and the greatest, each with its first
 * epoch. The order in which points come makes no difference.
 */
final class StoredSeries {

    private static final int NONE = 0; // epochs count from 1

    private final String name;
    private long id; // 0 until its row is there
    private int count;
    private double last;
    private int lastEpoch = NONE;
    private double min;
    private int minEpoch = NONE;
    private double max;
    private int maxEpoch = NONE;
    private boolean changed; // since it was bound to a statement

    /** One without points or a row. */
    StoredSeries(String name) {
        this.name = name;
    }

    /** The columns id, name, count, last, last_epoch, min, min_epoch, max and max_epoch. */
    static StoredSeries of(ResultSet row) throws SQLException {
        StoredSeries series = new StoredSeries(row.getString(2));
        series.id = row.getLong(1);
        series.count = row.getInt(3);
        series.last = Sql.number(row, "last");
        series.lastEpoch = row.getInt(5);
        series.min = Sql.number(row, "min");
        series.minEpoch = row.getInt(7);
        series.max = Sql.number(row, "max");
        series.maxEpoch = row.getInt(9);
        return series;
    }

    String name() {
        return name;
    }

    long id() {
        return id;
    }

    void id(long stored) {
        id = stored;
    }

    /** A point that was not there before; NaN changes nothing. */
    void add(int epoch, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        changed = true;
        count++;
        if (epoch > lastEpoch) {
            last = value;
            lastEpoch = epoch;
        }
        if (minEpoch == NONE || value < min || (value == min && epoch < minEpoch)) {
            min = value;
            minEpoch = epoch;
        }
        if (maxEpoch == NONE || value > max || (value == max && epoch < maxEpoch)) {
            max = value;
            maxEpoch = epoch;
        }
    }

    /** Whether points were added since the summary was written. */
    boolean isChanged() {
        return changed;
    }

    /** Binds count, last, last_epoch, min, min_epoch, max and max_epoch, to be written now; returns the index of the next value. */
    int bind(PreparedStatement statement) throws SQLException {
        statement.setInt(1, count);
        bind(statement, 2, last, lastEpoch);
        bind(statement, 4, min, minEpoch);
        bind(statement, 6, max, maxEpoch);
        changed = false;
        return 8;
    }

    private static void bind(PreparedStatement statement, int index, double value, int epoch) throws SQLException {
        if (epoch == NONE) {
            statement.setNull(index, Types.NULL);
            statement.setNull(index + 1, Types.NULL);
        } else {
            statement.setDouble(index, value);
            statement.setInt(index + 1, epoch);
        }
    }
}
