package dev.plateau.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlankTest {

    private static final String MARK = "PRAGMA user_version";

    @TempDir
    Path folder;

    @AfterEach
    void noneForOthers() {
        System.clearProperty(Blank.PROPERTY);
    }

    /** A blank database with a number that no migration writes. */
    private void blank(boolean migrated) throws SQLException {
        Path blank = folder.resolve("blank.db");
        if (migrated) {
            new Database(blank).migrate();
        }
        try (Sql sql = new Sql(new Database(blank).open(false))) {
            sql.execute(MARK + " = 7");
        }
        System.setProperty(Blank.PROPERTY, blank.toString());
    }

    private static long mark(Path file) throws SQLException {
        try (Sql sql = new Sql(new Database(file).open(true))) {
            return sql.number(MARK);
        }
    }

    @Test
    void aNewDatabaseBeginsAsACopyOfTheBlankOne() throws SQLException {
        blank(true);
        Path made = folder.resolve("new.db");
        new Database(made).migrate();
        assertEquals(7, mark(made));
        assertFalse(new Database(made).isOlder());
        assertFalse(Files.exists(folder.resolve("new.db.new")));
    }

    @Test
    void aBlankOneThatIsOlderIsMigrated() throws SQLException {
        blank(false);
        Path made = folder.resolve("new.db");
        new Database(made).migrate();
        assertEquals(7, mark(made));
        assertFalse(new Database(made).isOlder());
    }

    @Test
    void withoutABlankOneTheTablesAreMadeAnew() {
        System.setProperty(Blank.PROPERTY, folder.resolve("none.db").toString());
        Path made = folder.resolve("new.db");
        new Database(made).migrate();
        assertFalse(new Database(made).isOlder());
    }

    @Test
    void aDatabaseThatIsThereIsLeftAlone() throws SQLException, IOException {
        Path there = folder.resolve("there.db");
        new Database(there).migrate();
        byte[] before = Files.readAllBytes(there);
        blank(true);
        new Database(there).migrate();
        assertEquals(0, mark(there));
        assertArrayEquals(before, Files.readAllBytes(there));
    }
}
