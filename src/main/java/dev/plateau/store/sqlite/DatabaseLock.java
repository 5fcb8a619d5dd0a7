package dev.plateau.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a database: a lock on the file {@code <database>.lock}, which says who holds it since when. The
 * operating system frees it when the process ends, however it ends; the file stays.
 *
 * <p>Closing any channel of a file frees all POSIX locks that the process has on it. So the databases that this JVM holds
 * are known by name, and their lock files are never opened a second time.
 */
public final class DatabaseLock implements AutoCloseable {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final int LONGEST_COMMAND = 200; // characters: one line of a terminal or two

    private final Path key;
    private final FileChannel channel;

    private DatabaseLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** Takes the lock or says who has it. */
    public static DatabaseLock take(Path database, Clock clock) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        Path key = key(file);
        Holder self = new Holder(ProcessHandle.current().pid(), command(), clock.instant());
        if (!HELD_HERE.add(key)) {
            throw new StoreException(inUse(database, "this process"));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new StoreException(inUse(database, Holder.read(channel, clock)));
            }
            self.write(channel);
            return new DatabaseLock(key, channel);
        } catch (IOException | StoreException e) {
            free(key, channel);
            throw e instanceof StoreException known
                    ? known
                    : new StoreException(
                            "cannot lock " + database + " for writing (" + e + "): is its folder writable?", e);
        }
    }

    /**
     * Whether a process that is alive has the right to write a database, as far as its lock file tells. Does not touch the lock itself, which
     * would be in the way of a writer that is just starting.
     */
    public static boolean held(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        if (HELD_HERE.contains(key(file))) {
            return true;
        }
        try {
            String pid = Files.readString(file).lines().findFirst().orElse("");
            return pid.matches("\\d{1,18}")
                    && ProcessHandle.of(Long.parseLong(pid))
                            .map(ProcessHandle::isAlive)
                            .orElse(false);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    private static Path key(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        try {
            return folder == null ? absolute : folder.toRealPath().resolve(file.getFileName());
        } catch (IOException e) {
            throw new StoreException("cannot open " + file + ": the folder " + folder + " does not exist", e);
        }
    }

    private static String inUse(Path database, String holder) {
        return database.getFileName() + " is in use by " + holder + "; wait for it, or use another --db";
    }

    /** {@code plateau} and the arguments of this process. */
    private static String command() {
        String[] words = System.getProperty("sun.java.command", "").strip().split("\\s+", 2);
        String command = "plateau" + (words.length > 1 ? " " + words[1] : "");
        return command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND) + "…" : command;
    }

    /** Takes the name of the holder out of the file: this process may live on and only read. */
    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                channel.truncate(0);
            }
        } catch (IOException e) {
            throw new StoreException("cannot unlock " + key, e);
        } finally {
            free(key, channel);
        }
    }

    private static void free(Path key, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StoreException("cannot unlock " + key, e);
        } finally {
            HELD_HERE.remove(key);
        }
    }

    /** Who holds a lock: the three lines of its file. */
    private record Holder(long pid, String command, Instant since) {

        private static final int LONGEST_FILE = 4096; // bytes: a pid, a command of 200 characters and an instant

        void write(FileChannel channel) throws IOException {
            String text = pid + "\n" + command + "\n" + since + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
        }

        /** For the message; the holder may be about to write the file, then it is "another process". */
        static String read(FileChannel channel, Clock clock) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST_FILE);
            channel.read(bytes, 0);
            List<String> lines = UTF_8.decode(bytes.flip()).toString().lines().toList();
            if (lines.size() < 3) {
                return "another process";
            }
            return "process " + lines.get(0) + " (" + lines.get(1) + ") since " + shown(lines.get(2), clock);
        }

        private static String shown(String since, Clock clock) {
            Instant instant = Instant.parse(since);
            boolean today = Duration.between(instant, clock.instant()).toHours() < 12;
            return DateTimeFormatter.ofPattern(today ? "HH:mm" : "yyyy-MM-dd HH:mm", Locale.ROOT)
                    .withZone(ZoneId.systemDefault())
                    .format(instant);
        }
    }
}
