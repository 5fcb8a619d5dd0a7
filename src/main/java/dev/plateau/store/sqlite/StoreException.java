package dev.plateau.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;

/** The database could not do what was asked; the message names the file, what was tried and what would help. */
public final class StoreException extends RuntimeException {

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Says in words what SQLite said in codes.
     *
     * @param tried what could not be done to the file, such as "write"
     */
    public static StoreException of(Path file, String tried, SQLException cause) {
        Path name = file.getFileName();
        String message = switch (cause.getErrorCode() & 0xff) { // the low byte is the primary code
            case FULL ->
                "the disk that holds " + name + " is full: free some space and run the same command again;"
                        + " everything acknowledged so far is kept";
            case IO_ERROR ->
                "the disk that holds " + name + " failed to " + tried + " it (" + cause.getMessage()
                        + "): check the disk and run the same command again; everything acknowledged so far is kept";
            case READ_ONLY ->
                "cannot " + tried + " " + file + ": it or its folder is read-only; change that, or use another --db";
            case CANNOT_OPEN ->
                "cannot " + tried + " " + file + ": SQLite must be able to write beside a database, even to"
                        + " read it; make its folder writable, or copy it to one that is";
            case BUSY -> "cannot " + tried + " " + name + ": another program has locked it; close that one";
            case CORRUPT ->
                name + " is damaged (" + cause.getMessage()
                        + "): restore a copy, or save what is readable with sqlite3 " + name + " .recover";
            case NOT_A_DATABASE -> file + " is not a Plateau database, nothing was changed: use another --db";
            default -> "cannot " + tried + " " + name + ": " + cause.getMessage();
        };
        return new StoreException(message, cause);
    }

    // Primary result codes: https://www.sqlite.org/rescode.html
    private static final int BUSY = 5;
    private static final int READ_ONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int CONSTRAINT = 19;
    private static final int NOT_A_DATABASE = 26;

    /** Whether the statement was at fault rather than the file: another one may well succeed on the same connection. */
    public static boolean isConstraint(SQLException e) {
        return (e.getErrorCode() & 0xff) == CONSTRAINT;
    }
}
