package dev.plateau.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What Linux tells of processes under {@code /proc}; nothing elsewhere. */
final class Processes {

    private static final Path PROC = Path.of("/proc");

    /** States of processes that have ended and whose exit code nobody has asked for yet. */
    private static final List<String> ENDED = List.of("Z", "X");

    /** A second in all: the system ends what is killed within milliseconds. */
    private static final int MAX_TRIES = 100;

    private static final long TRY_NANOS = 10_000_000;

    private Processes() {}

    /** Whether the system tells how much memory a process holds. */
    static boolean told() {
        return Files.isReadable(PROC.resolve("self/status"));
    }

    /** Whether a process leads a session of its own. */
    static boolean leads(long pid) {
        return session(pid) == pid;
    }

    /** The processes of a session, the guard of which is not one; none for 0. */
    static List<Long> members(long session) {
        if (session == 0 || !Files.isDirectory(PROC)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(PROC)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .filter(pid -> session(pid) == session)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Bytes in memory of all processes of a session; what they share counts for each. */
    static long memory(long session) {
        return members(session).stream().mapToLong(Processes::resident).sum();
    }

    /** Kills all processes of a session and waits a moment until they are gone. */
    static void kill(long session) {
        List<Long> left = members(session);
        for (int tries = 0; tries < MAX_TRIES && !left.isEmpty(); tries++) {
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            LockSupport.parkNanos(TRY_NANOS);
            left = members(session);
        }
    }

    /** The sixth field of stat, which stands fourth behind the name in brackets; 0 if the process has ended. */
    private static long session(long pid) {
        String stat = text(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 5);
        return fields.length < 5 || ENDED.contains(fields[0]) ? 0 : Long.parseLong(fields[3]);
    }

    private static long resident(long pid) {
        return text(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    private static String text(long pid, String what) {
        try {
            return new String(
                    Files.readAllBytes(PROC.resolve(String.valueOf(pid)).resolve(what)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
