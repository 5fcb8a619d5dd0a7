package dev.plateau.store;

import dev.plateau.store.sqlite.Database;
import dev.plateau.store.sqlite.DatabaseLock;
import dev.plateau.store.sqlite.Readers;
import dev.plateau.store.sqlite.Sql;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.store.sqlite.Writer;
import java.sql.SQLException;
import java.time.Clock;

/**
 * Short writes into a database that another process may be writing: each has a connection and a transaction of its own, and none takes
 * the lock of the one who trains. Thread-safe.
 */
final class SharedWrites implements SqliteDesk.Writes {

    private final Database database;
    private final Readers readers;
    private final Clock clock;

    SharedWrites(Database database, Readers readers, Clock clock) {
        this.database = database;
        this.readers = readers;
        this.clock = clock;
    }

    /** Brings the tables of an older Plateau up to date, which nobody else may be writing then. */
    void migrate() {
        if (database.isOlder()) {
            DatabaseLock lock = DatabaseLock.take(database.file(), clock);
            try {
                database.migrate();
            } finally {
                lock.close();
            }
            readers.forget();
        }
    }

    /** The same before a write, which cannot be done otherwise. */
    void bringUpToDate() {
        try {
            migrate();
        } catch (StoreException e) {
            throw new StoreException(
                    "nothing can be written here yet: " + database.file().getFileName()
                            + " is of an older Plateau, and it cannot be brought up to date now (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    @Override
    public synchronized <T> T write(Writer.Work<T> work) {
        bringUpToDate();
        try (Sql sql = new Sql(database.open(false))) {
            sql.execute("BEGIN IMMEDIATE");
            T result = work.apply(sql); // what it throws closes the connection, which rolls back
            sql.execute("COMMIT");
            return result;
        } catch (SQLException e) {
            throw StoreException.of(database.file(), "write", e);
        }
    }
}
