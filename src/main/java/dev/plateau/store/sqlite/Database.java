package dev.plateau.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The file: how connections to it are opened, what it must be, and its migration.
 *
 * <p>Whether a file is a database is asked of SQLite, never by reading it ourselves: closing a file of our own would free the
 * POSIX locks that SQLite has on it in this process.
 */
public class Database { // tests extend it by a full disk

    /** The version of the newest file in {@code db/}. */
    public static final int SCHEMA = 6;

    /**
     * The oldest version that can be read as it is. Later ones only added: tables, and what reads those looks whether they are there;
     * columns, and for those readers get a view, see {@link #BEFORE_NESTING}.
     */
    public static final int READABLE = 1;

    private static final int BUSY_MILLIS = 5000; // a checkpoint of another process takes far less

    private static final int CACHE =
            8 * 1024 * 1024; // bytes a connection: the indexes of some 50,000 runs; there are up to six

    private static final String TABLES = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'";
    private static final String HAS_HISTORY =
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'flyway_schema_history'";
    private static final String VERSION = """
            SELECT COALESCE(MAX(CAST(version AS INTEGER)), 0) FROM flyway_schema_history WHERE success = 1""";

    private static final String NESTED =
            "SELECT COUNT(*) FROM pragma_table_info('run') WHERE name IN ('id', 'outer_fold')";

    /** A database of before version 3, seen by a reader that may not change it: its folds are inside of no others. */
    private static final List<String> BEFORE_NESTING = List.of(
            "CREATE TEMP VIEW run AS SELECT *, NULL AS outer_fold FROM main.run",
            "CREATE TEMP VIEW fold AS SELECT *, NULL AS outer_fold FROM main.fold");

    private static final String DESK = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'attempt'";

    /** A database of before version 4: nobody has written anything at its desk, and nothing is known of its attempts. */
    private static final List<String> BEFORE_DESK = List.of(
            "CREATE TEMP VIEW attempt AS SELECT 0 AS run_id, 0 AS attempt, '' AS worker, 0 AS started, NULL AS ended,"
                    + " 1 AS first_epoch, NULL AS epochs, '' AS state WHERE 0",
            "CREATE TEMP VIEW note AS SELECT 0 AS experiment_id, 0 AS trial, '' AS text WHERE 0",
            "CREATE TEMP VIEW tag AS SELECT 0 AS experiment_id, 0 AS trial, '' AS tag WHERE 0",
            "CREATE TEMP VIEW archived AS SELECT 0 AS experiment_id WHERE 0",
            "CREATE TEMP VIEW saved_view AS SELECT 0 AS id, NULL AS experiment_id, '' AS name, '' AS query WHERE 0",
            "CREATE TEMP VIEW stop_request AS SELECT 0 AS experiment_id WHERE 0");

    private static final String TRACKING =
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'tracked'";

    /** A database of before version 5: nobody has logged anything from outside. */
    private static final List<String> BEFORE_TRACKING = List.of(
            "CREATE TEMP VIEW series AS SELECT *, NULL AS points, NULL AS latest_step, NULL AS latest_at,"
                    + " NULL AS latest_value FROM main.series",
            "CREATE TEMP VIEW tracked AS SELECT 0 AS experiment_id, 'ACTIVE' AS lifecycle, '' AS artifacts, NULL AS objective WHERE 0",
            "CREATE TEMP VIEW experiment_tag AS SELECT 0 AS experiment_id, '' AS name, '' AS value WHERE 0",
            "CREATE TEMP VIEW logged_run AS SELECT 0 AS run_id, '' AS id, 0 AS experiment_id, 0 AS trial_id, 0 AS stage_id,"
                    + " '' AS name, '' AS user_name, '' AS status, 0 AS started, 0 AS ended, 'ACTIVE' AS lifecycle,"
                    + " NULL AS parent, NULL AS fold, NULL AS first_step WHERE 0",
            "CREATE TEMP VIEW param AS SELECT 0 AS subject, '' AS name, '' AS value WHERE 0",
            "CREATE TEMP VIEW run_tag AS SELECT 0 AS subject, '' AS name, '' AS value WHERE 0",
            "CREATE TEMP VIEW input AS SELECT 0 AS subject, '' AS name, '' AS digest, '' AS source_type, '' AS source,"
                    + " '' AS schema, '' AS profile, NULL AS context, '{}' AS tags WHERE 0",
            "CREATE TEMP VIEW chunk AS SELECT 0 AS id, 0 AS points, 0 AS min_step, 0 AS max_step,"
                    + " x'' AS bytes WHERE 0",
            "CREATE TEMP VIEW logged_model AS SELECT '' AS id, 0 AS experiment_id, '' AS run, '' AS name, '' AS type,"
                    + " '' AS status, '' AS artifacts, 0 AS created, 0 AS updated, '{}' AS params, '{}' AS tags WHERE 0");

    private static final String METRIC = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'metric'";

    /** A database of before version 6: the names of metrics are found among those of all series. */
    private static final List<String> BEFORE_METRIC =
            List.of("CREATE TEMP VIEW metric AS SELECT 0 AS experiment_id, '' AS name, 0 AS first_series WHERE 0");

    /** What a reader sees of rows that may be hidden: the views have the tables' names, so that no read can forget it. */
    private static final List<String> SHOWN = List.of(
            "CREATE TEMP VIEW experiment AS SELECT * FROM main.experiment WHERE hidden = 0",
            "CREATE TEMP VIEW stage AS SELECT * FROM main.stage WHERE hidden = 0",
            "CREATE TEMP VIEW trial AS SELECT * FROM main.trial WHERE hidden = 0",
            "CREATE TEMP VIEW run AS SELECT * FROM main.run WHERE hidden = 0");

    private final Path file;

    public Database(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** Refuses a file that is not ours to write, before anything is written; a missing or empty one is fine. */
    public void checkBeforeWriting() {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new StoreException(file + " is a folder: give --db the name of a file");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StoreException("cannot create " + file + ": " + folder + " is not a folder; create it first");
        }
        if (Files.exists(file)) {
            version(false); // only a connection that may write can undo what a kill -9 left half done
        }
    }

    /** Refuses a file that cannot be read as it is. */
    public void checkBeforeReading() {
        if (Files.isDirectory(file)) {
            throw new StoreException(file + " is a folder: give --db the name of a file");
        }
        if (!Files.exists(file)) {
            throw new StoreException(file + " does not exist: plateau run creates it, --db names another");
        }
        int version = version(true);
        if (version < READABLE) {
            throw new StoreException(file.getFileName() + " was written by an older Plateau (schema " + version
                    + "; this one reads " + READABLE + "): run any writing command on it once, such as plateau run");
        }
    }

    /** Opens a database in memory, so that driver and native library are there. */
    public static boolean loadDriver() {
        try (Connection memory = config(false).createConnection("jdbc:sqlite::memory:")) {
            return memory.isValid(0);
        } catch (SQLException e) {
            return false; // whoever opens a file says what is wrong
        }
    }

    /**
     * Unpacks the native library for a driver that is told where it is ({@code org.sqlite.lib.path}, {@code org.sqlite.lib.name}).
     *
     * @throws IOException if it cannot be written, or there is none for this machine
     */
    public static void unpackLibrary(Path file) throws IOException {
        NativeLibrary.unpack(file);
    }

    /** Brings the tables up to date. Flyway is not even started (0.2 s) when they are, as in a copy of a blank database. */
    public void migrate() {
        Blank.copy(file);
        try (Sql sql = new Sql(open(false))) {
            sql.execute("PRAGMA journal_mode = WAL");
            if (version(sql) < SCHEMA) {
                migrateByFlyway();
            }
        } catch (SQLException e) {
            throw StoreException.of(file, "set up", e);
        }
    }

    private void migrateByFlyway() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource(config(false));
        source.setUrl(url());
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(source)
                .locations("classpath:db")
                .placeholders(
                        Map.of("identity", "INTEGER PRIMARY KEY", "without_rowid", "WITHOUT ROWID", "bytes", "BLOB"));
        try {
            flyway.load().migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException known) {
                    throw known;
                }
            }
            throw new StoreException("cannot set up " + file + ": " + e.getMessage(), e);
        }
    }

    private int version(boolean readOnly) {
        try (Sql sql = new Sql(open(readOnly))) {
            return version(sql);
        } catch (SQLException e) {
            throw StoreException.of(file, "open", e);
        }
    }

    private int version(Sql sql) throws SQLException {
        if (sql.number(HAS_HISTORY) == 0) {
            if (sql.number(TABLES) > 0) {
                throw new StoreException(
                        file + " is a database of another program: nothing was changed, use another --db");
            }
            return 0;
        }
        int version = (int) sql.number(VERSION);
        if (version > SCHEMA) {
            throw new StoreException(file.getFileName() + " was written by a newer Plateau (schema " + version
                    + "; this one knows " + SCHEMA + "): update Plateau, nothing was changed");
        }
        return version;
    }

    /** A connection of autocommit; transactions are begun and ended by SQL. */
    public Connection open(boolean readOnly) throws SQLException {
        return config(readOnly).createConnection(url());
    }

    /** A connection that reads, finds every column of the newest version, and sees no row that is hidden. */
    public Sql reader() throws SQLException {
        Sql sql = new Sql(open(true));
        if (sql.number(NESTED) == 1) {
            execute(sql, BEFORE_NESTING);
        }
        if (sql.number(DESK) == 0) {
            execute(sql, BEFORE_DESK);
        }
        execute(sql, sql.number(TRACKING) == 0 ? BEFORE_TRACKING : SHOWN);
        if (sql.number(METRIC) == 0) {
            execute(sql, BEFORE_METRIC);
        }
        return sql;
    }

    private static void execute(Sql sql, List<String> statements) throws SQLException {
        for (String statement : statements) {
            sql.execute(statement);
        }
    }

    /** Whether a migration is missing. */
    public boolean isOlder() {
        return version(true) < SCHEMA;
    }

    private String url() {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    private static SQLiteConfig config(boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE / 1024); // in KB when negative
        config.setGetGeneratedKeys(
                false); // the driver would prepare and run a SELECT after each INSERT: a fifth of the time
        if (readOnly) {
            config.setReadOnly(true);
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        } else {
            config.enforceForeignKeys(true);
            config.setSynchronous(SynchronousMode.NORMAL);
        }
        return config;
    }
}
