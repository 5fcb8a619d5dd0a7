package dev.plateau.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Points into a bare table by JDBC batches: as fast as SQLite goes with nothing around it. */
final class RawBatch {

    private static final int SERIES = SampleStore.FOLDS * SampleStore.METRICS;

    /** Rows of a batch, and of a transaction. */
    private static final int ROWS = 4096;

    private RawBatch() {}

    /** Writes so many points into a new file. */
    static void write(Path file, int points) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            create(connection);
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO point VALUES (?, ?, ?)")) {
                for (int i = 0; i < points; i++) {
                    insert.setLong(1, i % SERIES);
                    insert.setInt(2, i / SERIES);
                    insert.setDouble(3, Math.sin(i));
                    insert.addBatch();
                    if (i % ROWS == ROWS - 1) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
                insert.executeBatch();
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("writing points into " + file, e);
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("CREATE TABLE point (series_id BIGINT, epoch INTEGER, value DOUBLE PRECISION,"
                    + " PRIMARY KEY (series_id, epoch)) WITHOUT ROWID");
        }
    }
}
