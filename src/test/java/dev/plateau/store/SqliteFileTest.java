package dev.plateau.store;

import static dev.plateau.store.Samples.report;
import static dev.plateau.store.Samples.search;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.sqlite.Database;
import dev.plateau.store.sqlite.DatabaseLock;
import dev.plateau.store.sqlite.Readers;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.store.sqlite.Writer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What can be wrong with the file of a store, and what is said then. */
@SuppressWarnings("NullAway.Init")
final class SqliteFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("plateau.db");
    }

    private static String refusal(Runnable open) {
        return String.valueOf(assertThrows(StoreException.class, open::run).getMessage());
    }

    private String refusedToWrite() {
        return refusal(() -> Stores.sqlite(file));
    }

    private String refusedToRead() {
        return refusal(() -> Stores.readOnly(file));
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = new Database(file).open(false);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theSchemaThatIsKnownIsTheNewestMigration() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("db"))) {
            List<Integer> versions = files.map(f -> f.getFileName().toString())
                    .map(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .sorted()
                    .toList();
            assertEquals(IntStream.rangeClosed(1, Database.SCHEMA).boxed().toList(), versions);
        }
    }

    @Test
    void keepsEverythingWhenClosedAndOpenedAgain() {
        try (Store store = Stores.sqlite(file)) {
            store.create(search("digits", 1, 2));
        }
        try (Store store = Stores.sqlite(file)) {
            assertEquals(
                    2, store.runs(store.experiment("digits").orElseThrow().id()).size());
        }
    }

    @Test
    void aSecondProcessIsLockedOutUntilTheFirstIsKilled() throws Exception {
        try (Child child = Child.start("hold", file)) {
            assertEquals("ready", child.line());
            String refusal = refusedToWrite();
            String expected = "plateau\\.db is in use by process " + child.pid()
                    + " \\(plateau hold \\S+plateau\\.db\\)" + " since \\d\\d:\\d\\d; wait for it, or use another --db";
            assertTrue(refusal.matches(expected), refusal);
            try (Store store = Stores.readOnly(file)) {
                assertEquals(List.of(), store.experiments());
            }
            child.kill();
        }
        Stores.sqlite(file).close();
    }

    @Test
    void aSecondWriterInThisProcessIsLockedOutAndLeavesTheFirstItsLock() throws Exception {
        try (Store store = Stores.sqlite(file)) {
            assertEquals("plateau.db is in use by this process; wait for it, or use another --db", refusedToWrite());
            try (Child child = Child.start("hold", file)) {
                assertThrows(IllegalStateException.class, child::line);
            }
            store.create(search("digits", 1, 1));
        }
        Stores.sqlite(file).close();
    }

    @Test
    void readsWhileAnotherStoreWritesAndRefusesToWrite() {
        try (Store writing = Stores.sqlite(file);
                Store reading = Stores.readOnly(file)) {
            long before = reading.version();
            long id = writing.create(search("digits", 1, 1));
            assertNotEquals(before, reading.version());
            assertEquals(1, reading.runs(id).size());
            assertThrows(IllegalStateException.class, () -> reading.create(search("iris", 1, 1)));
        }
    }

    @Test
    void aMissingFileIsNotCreatedByReading() {
        assertEquals(file + " does not exist: plateau run creates it, --db names another", refusedToRead());
        assertFalse(Files.exists(file));
    }

    @Test
    void aFolderIsNotADatabase() throws IOException {
        Files.createDirectory(file);
        assertEquals(file + " is a folder: give --db the name of a file", refusedToWrite());
        assertEquals(file + " is a folder: give --db the name of a file", refusedToRead());
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a folder");
        file = text.resolve("plateau.db");
        assertEquals("cannot create " + file + ": " + text + " is not a folder; create it first", refusedToWrite());
        file = Path.of("/proc/plateau.db");
        assertTrue(refusedToWrite().startsWith("cannot lock /proc/plateau.db for writing ("));
    }

    @Test
    void anotherFileIsNeitherReadNorOverwritten() throws IOException {
        byte[] text = "epochs,val_loss\n1,0.5\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Files.write(file, text);
        String refusal = file + " is not a Plateau database, nothing was changed: use another --db";
        assertEquals(refusal, refusedToWrite());
        assertEquals(refusal, refusedToRead());
        assertArrayEquals(text, Files.readAllBytes(file));
        assertFalse(Files.exists(folder.resolve("plateau.db.lock")));
    }

    @Test
    void theDatabaseOfAnotherProgramIsLeftAlone() throws SQLException {
        change("CREATE TABLE runs (id)");
        String refusal = file + " is a database of another program: nothing was changed, use another --db";
        assertEquals(refusal, refusedToWrite());
        assertEquals(refusal, refusedToRead());
    }

    @Test
    void aNewerDatabaseIsLeftAlone() throws Exception {
        Stores.sqlite(file).close();
        change("UPDATE flyway_schema_history SET version = '7'");
        byte[] before = Files.readAllBytes(file);
        String refusal = "plateau.db was written by a newer Plateau (schema 7; this one knows " + Database.SCHEMA
                + "): update Plateau,"
                + " nothing was changed";
        assertEquals(refusal, refusedToWrite());
        assertEquals(refusal, refusedToRead());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void anOlderDatabaseIsNotMigratedByReading() throws SQLException {
        change("VACUUM"); // an empty database
        assertEquals(
                "plateau.db was written by an older Plateau (schema 0; this one reads " + Database.READABLE
                        + "): run any writing command on it" + " once, such as plateau run",
                refusedToRead());
        Stores.sqlite(file).close();
        Stores.readOnly(file).close();
    }

    /** As the first release of Plateau left it: Flyway is told to stop at version 1. */
    private void writeVersionOne() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db")
                .placeholders(
                        Map.of("identity", "INTEGER PRIMARY KEY", "without_rowid", "WITHOUT ROWID", "bytes", "BLOB"))
                .target("1")
                .load()
                .migrate();
        change(
                "INSERT INTO experiment (name, description, definition, text, metric, goal, state, created, last_activity)"
                        + " VALUES ('old', '', '', '', 'val_loss', 'MINIMIZE', 'COMPLETED', 0, 0)");
    }

    @Test
    void aDatabaseOfVersionOneIsReadAsItIsAndMigratedByWriting() throws SQLException {
        writeVersionOne();
        try (Store store = Stores.readOnly(file)) {
            long old = store.experiment("old").orElseThrow().id();
            assertEquals(List.of(), store.artifacts(old));
        }
        try (Store store = Stores.sqlite(file)) {
            long old = store.experiment("old").orElseThrow().id();
            Artifact model = new Artifact(1, "m", Artifact.Kind.MODEL, "artifacts/m", 1, "00".repeat(32), "{}");
            store.add(old, model);
            assertEquals(model, store.artifacts(old).get(0).artifact());
        }
        try (Store store = Stores.readOnly(file)) {
            assertEquals(
                    1,
                    store.artifacts(store.experiment("old").orElseThrow().id()).size());
        }
    }

    @Test
    void aFileWhoseCreationWasKilledIsCreatedAgain() throws Exception {
        Path killed = folder.resolve("killed.db");
        try (Connection connection = new Database(killed).open(false);
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM");
            statement.execute("PRAGMA cache_size = 1"); // so that the transaction reaches the disk before its end
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("CREATE TABLE half (done)");
            statement.execute("INSERT INTO half VALUES (randomblob(100000))");
            Files.copy(killed, file);
            Files.copy(folder.resolve("killed.db-journal"), folder.resolve("plateau.db-journal"));
        }
        try (Store store = Stores.sqlite(file)) {
            assertEquals(List.of(), store.experiments());
        }
    }

    @Test
    void aDamagedFileIsSaidToBeDamaged() throws IOException {
        Stores.sqlite(file).close();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(100); // the list of tables starts behind the header
            bytes.write(new byte[3000]);
        }
        String refusal = refusedToWrite();
        assertTrue(refusal.startsWith("plateau.db is damaged ("), refusal);
    }

    @Test
    void aFullDiskFailsTheReportAndLaterOnesSucceedOnceThereIsSpace() {
        Stores.sqlite(file).close();
        AtomicInteger pages = new AtomicInteger(80);
        Database small = new Database(file) {
            @Override
            public Connection open(boolean readOnly) throws SQLException {
                Connection connection = super.open(readOnly);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA max_page_count = " + pages.get());
                }
                return connection;
            }
        };
        Clock clock = Clock.systemUTC();
        try (Store store =
                SqliteStore.writing(new Readers(small), new Writer(small, DatabaseLock.take(file, clock)), clock)) {
            RunRow run = store.runs(store.create(search("digits", 1, 1))).get(0);
            int attempt = store.begin(run.id(), "w");
            int stored = 0;
            CompletionException full = null;
            while (full == null) {
                try {
                    store.report(report(run, attempt, stored + 1, 0.1 * stored)).join();
                    stored++;
                } catch (CompletionException e) {
                    full = e;
                }
            }
            assertEquals(
                    "the disk that holds plateau.db is full: free some space and run the same command again;"
                            + " everything acknowledged so far is kept",
                    String.valueOf(full.getMessage()).replaceFirst("^.*StoreException: ", ""));
            assertEquals(stored, store.run(run.id()).orElseThrow().epochs());
            pages.set(100_000);
            assertTrue(store.report(report(run, attempt, stored + 1, 0)).join());
            assertEquals(stored + 1, store.run(run.id()).orElseThrow().epochs());
        }
    }

    @Test
    void anExperimentWhoseProcessIsGoneIsLostToAReader() throws IOException {
        Path database = folder.resolve("lost.db");
        try (Store store = Stores.sqlite(database)) {
            store.experimentState(store.create(search("search", 1, 2)), State.RUNNING);
            assertEquals(State.RUNNING, stateRead(database));
        }
        Path lock = folder.resolve("lost.db.lock");
        Files.writeString(lock, ProcessHandle.current().pid() + "\nplateau\n2026-01-01T00:00:00Z\n");
        assertEquals(State.RUNNING, stateRead(database), "its process is alive");
        Files.writeString(lock, Long.MAX_VALUE / 100 + "\nplateau\n2026-01-01T00:00:00Z\n");
        assertEquals(State.LOST, stateRead(database));
    }

    private static State stateRead(Path database) {
        try (Store store = Stores.readOnly(database)) {
            return store.experiment("search").orElseThrow().state();
        }
    }
}
