package dev.plateau.store.foreign;

import dev.plateau.store.sqlite.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteOpenMode;

/** A SQLite file of another program, read in one transaction. Not thread-safe. */
public final class ForeignDatabase implements AutoCloseable {

    /** Bytes of the longest text that is read: four times the longest that MLflow has, the profile of a data set. */
    private static final int MAX_TEXT = 64 << 20;

    /** The name of a table must be a word: it is written into the query. */
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,99}";

    private static final String TABLES =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'create virtual%'";

    private final Path file;
    private final Connection connection;
    private final Set<String> tables;

    private ForeignDatabase(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.tables = tables(connection);
    }

    /** @throws StoreException if the file is no SQLite database or cannot be read */
    public static ForeignDatabase open(Path file) {
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            config.resetOpenMode(SQLiteOpenMode.CREATE);
            config.enableLoadExtension(false);
            config.setBusyTimeout(5_000); // milliseconds: another program may be writing
            Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            try {
                ((SQLiteConnection) connection).setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, MAX_TEXT);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA trusted_schema = OFF");
                    statement.execute("PRAGMA cell_size_check = ON");
                    statement.execute("BEGIN");
                }
                return new ForeignDatabase(file, connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(String.valueOf(rows.getString(1)));
            }
        }
        return Set.copyOf(tables);
    }

    /** Whether it has these tables. */
    public boolean has(String... names) {
        return tables.containsAll(List.of(names));
    }

    /**
     * Which rows of a table are wanted.
     *
     * @param column that must have the value, text or a number
     */
    public record Where(String column, Object value) {

        public Where {
            checkName(column);
        }
    }

    /** All rows of a table in the order they are stored; none if it has no such table. */
    public void each(String table, Consumer<ForeignRow> row) {
        query(table, "", List.of(), row);
    }

    /** Rows with a value in a column, in the order they are stored; none if it has no such table. */
    public void each(String table, Where where, Consumer<ForeignRow> row) {
        query(table, " WHERE \"" + where.column() + "\" = ?", List.of(where.value()), row);
    }

    private void query(String table, String condition, List<Object> values, Consumer<ForeignRow> row) {
        checkName(table);
        if (!tables.contains(table)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM \"" + table + '"' + condition)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> columns = columns(rows.getMetaData());
                while (rows.next()) {
                    row.accept(row(rows, columns));
                }
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private static List<String> columns(ResultSetMetaData about) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(about.getColumnName(i));
        }
        return columns;
    }

    private static ForeignRow row(ResultSet rows, List<String> columns) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = rows.getObject(i + 1);
            if (value != null) {
                values.put(columns.get(i), value);
            }
        }
        return new ForeignRow(values);
    }

    private static void checkName(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("expected a plain name of a table or column, got " + name);
        }
    }

    private static StoreException failure(Path file, SQLException e) {
        return new StoreException("cannot read the SQLite file " + file + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }
}
