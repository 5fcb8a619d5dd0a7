package dev.plateau.script;

import dev.plateau.work.WorkException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program and all processes that it starts, as one group that is told and ended together.
 *
 * <p>Between the program and this process stands a guard, a few lines for {@code /bin/sh} that do not depend on the command. It makes the
 * group, hands on the signals that are written to its input, and kills the group when its input ends: when this process does, however
 * that happens. It also kills what is left of the group when the program has ended, and ends with the program's exit code.
 */
final class Group implements AutoCloseable {

    /** Gets the command as its arguments and never reads them as anything else. */
    private static final String GUARD = """
            exec 3<&0 </dev/null
            if command -v setsid >/dev/null 2>&1; then setsid "$@" 3<&- & else set -m; "$@" 3<&- & fi
            program=$!
            trap '' INT QUIT HUP
            exec >/dev/null 2>&1
            send() { kill -s "$1" -- "-$program" || kill -s "$1" "$program"; }
            ( while read -r signal <&3; do send "$signal"; done; send KILL ) &
            watch=$!
            wait "$program"
            code=$?
            kill -s KILL -- "-$program"
            kill -s KILL "$watch"
            wait "$watch"
            exit "$code"
            """;

    /** How long the system may take to end what was killed. */
    private static final long KILL_MILLIS = 2000;

    private final Process guard;
    private final OutputStream signals;
    private long id;

    private Group(Process guard) {
        this.guard = guard;
        this.signals = guard.getOutputStream();
    }

    /** @throws WorkException if the system cannot start it */
    static Group start(List<String> command, Map<String, String> environment, Path folder) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "plateau"));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Group(builder.start());
        } catch (IOException e) {
            throw new WorkException("cannot start a process for a script (" + e.getMessage() + ")", e);
        }
    }

    InputStream out() {
        return guard.getInputStream();
    }

    InputStream err() {
        return guard.getErrorStream();
    }

    boolean alive() {
        return guard.isAlive();
    }

    /** Of the program, 128 and the number of the signal if one ended it; only after its end. */
    int exitCode() {
        return guard.exitValue();
    }

    long pid() {
        return guard.pid();
    }

    /** Bytes of memory that all its processes hold now; 0 where the system does not tell. */
    long memory() {
        return Processes.memory(id());
    }

    /** The group's number, which is that of the program; 0 as long as it is not known. */
    long id() {
        if (id == 0) {
            id = guard.children()
                    .mapToLong(ProcessHandle::pid)
                    .filter(Processes::leads)
                    .findFirst()
                    .orElse(0);
        }
        return id;
    }

    /** Asks all processes to end, and kills those that have not when the time is over. */
    void stop(long graceMillis) throws InterruptedException {
        id();
        send("TERM");
        if (!guard.waitFor(graceMillis, TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends all processes at once; a second time does nothing. */
    void kill() {
        id();
        send("KILL");
        try {
            guard.waitFor(KILL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        guard.destroyForcibly();
        Processes.kill(id);
    }

    private synchronized void send(String signal) {
        try {
            signals.write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
            signals.flush();
        } catch (IOException e) {
            // The guard has ended, and the group with it.
            guard.destroyForcibly();
        }
    }

    @Override
    public void close() {
        if (guard.isAlive()) {
            kill();
        }
        Processes.kill(id);
    }
}
