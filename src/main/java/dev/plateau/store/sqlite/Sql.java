package dev.plateau.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements: the {@value #MOST} that were used last are kept. Used by one thread at a time. NaN is bound
 * as NULL.
 */
public final class Sql implements AutoCloseable {

    /** Statements: twice what the rooms write down; the questions of clients are written anew for each. */
    static final int MOST = 256;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);

    public Sql(Connection connection) {
        this.connection = connection;
    }

    /** Makes a record of the row that the result set stands on. */
    public interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Runs a statement without values, such as BEGIN or a PRAGMA. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns how many rows were changed. */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /** The rows of a SELECT, or of a write with RETURNING. */
    public <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... values) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = bound(sql, values).executeQuery()) {
            while (result.next()) {
                rows.add(mapper.map(result));
            }
        }
        return rows;
    }

    public <T> Optional<T> first(String sql, Mapper<T> mapper, @Nullable Object... values) throws SQLException {
        return list(sql, mapper, values).stream().findFirst();
    }

    /** The number in the first column of the only row: a count, or the id that an INSERT returns. */
    public long number(String sql, @Nullable Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values)
                .orElseThrow(() -> new IllegalStateException("no row from: " + sql));
    }

    /** A column that is NULL where the number is NaN. */
    public static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    /** The statement itself, for what is done so often that each value is bound by its type. Stays this object's: use it at once, close it never. */
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
            closeOldest();
        }
        return statement;
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
        return statement;
    }

    private void closeOldest() throws SQLException {
        if (prepared.size() > MOST) {
            Iterator<PreparedStatement> oldest = prepared.values().iterator();
            PreparedStatement statement = oldest.next();
            oldest.remove();
            statement.close();
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null || (value instanceof Double number && number.isNaN())) {
            statement.setNull(index, Types.NULL);
        } else {
            statement.setObject(index, value instanceof Enum<?> constant ? constant.name() : value);
        }
    }

    /** Closes a connection that may be broken, when a failure has already been reported or nothing hangs on it any more. */
    public void closeBroken() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The operating system closes what SQLite could not; there is nobody left who could act on this.
        }
    }

    /** Closes the statements with the connection. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
