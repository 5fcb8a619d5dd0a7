package dev.plateau.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plateau.server.http.Typed;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search in a process of its own, which nothing here ever ends.
 *
 * @param what the file that is run, or the experiment that is resumed
 * @param log all that the process writes
 */
record Started(String what, Instant begun, Process process, Path log) {

    private static final int LAST_LINES = 12; // of the log: a message and what led to it
    private static final int LAST_BYTES = 16 * 1024;

    /** What a search may know of the server's environment: nothing that is a secret by chance. */
    private static final String KEPT =
            "PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_.*|TZ|TMPDIR|TMP|TEMP|JAVA_HOME|LD_LIBRARY_PATH|DYLD_.*|(?i:SYSTEMROOT)";

    private static final Path SHELL = Path.of("/bin/sh");

    /** @throws IOException if the process cannot be started or its log not written */
    static Started start(String what, List<String> command, Instant now, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(sheltered(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(nothing());
        builder.environment().keySet().removeIf(name -> !name.matches(KEPT));
        return new Started(what, now, builder.start(), log);
    }

    /** Ctrl-C goes to every process in front of the terminal: it ends the server, but is not meant for its searches. */
    private static List<String> sheltered(List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        all.addAll(command);
        return all;
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Null while it is alive. */
    @Nullable
    Integer exitCode() {
        return alive() ? null : process.exitValue();
    }

    /** The last lines of its log, without places of this machine; none if it cannot be read. */
    List<String> lastLines() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - LAST_BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines = new String(bytes, UTF_8)
                    .lines()
                    .map(Typed::withoutPaths)
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
