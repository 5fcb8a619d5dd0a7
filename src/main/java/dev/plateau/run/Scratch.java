package dev.plateau.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A temporary folder, deleted with all that is in it when it is closed. */
record Scratch(Path folder) implements AutoCloseable {

    private static final int TRIES = 20;

    /** @param purpose one word for the folder's name */
    static Scratch of(String purpose) {
        try {
            return new Scratch(Files.createTempDirectory("plateau-" + purpose));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder to " + purpose, e);
        }
    }

    /** A worker that was killed may write for another moment, so deleting is tried for a second. */
    @Override
    public void close() {
        for (int tries = 1; tries < TRIES; tries++) {
            try {
                delete();
                return;
            } catch (UncheckedIOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        delete();
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete " + folder, e);
        }
    }
}
