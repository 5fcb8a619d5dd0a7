package dev.plateau.work;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The log of one run: what its worker printed and what became of it. Later attempts are added. Thread-safe. */
public final class RunLog implements AutoCloseable {

    /** Most that is kept of one attempt: 1 million characters. */
    private static final int MAX_LENGTH = 1_000_000;

    private final Writer writer;
    private int length;
    private boolean closed;

    /** Kept for the end, since a line may come from the thread that reads a worker, which must go on reading. */
    private @Nullable IOException unwritable;

    private RunLog(Writer writer) {
        this.writer = writer;
    }

    public static RunLog open(Path folder, long runId) {
        try {
            Files.createDirectories(folder);
            return new RunLog(Files.newBufferedWriter(
                    file(folder, runId), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw Checkpoints.unwritable("logs", e);
        }
    }

    /** Where the log of a run is, whether or not it has one. */
    public static Path file(Path folder, long runId) {
        return folder.resolve("run-" + runId + ".log");
    }

    public synchronized void line(String text) {
        if (closed || unwritable != null || length > MAX_LENGTH) {
            return;
        }
        length += text.length();
        try {
            writer.write(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS) + " " + text + "\n");
            if (length > MAX_LENGTH) {
                writer.write("(the rest of this attempt's log is left out)\n");
            }
            writer.flush();
        } catch (IOException e) {
            unwritable = e;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            writer.close();
        } catch (IOException e) {
            unwritable = e;
        }
        if (unwritable != null) {
            throw Checkpoints.unwritable("logs", unwritable);
        }
    }
}
