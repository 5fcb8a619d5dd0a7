package dev.plateau.cli.doctor;

import dev.plateau.cli.text.Numbers;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.store.sqlite.StoreException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checks that need no process of their own. None of them writes anything. */
final class Checks {

    private static final int LEAST_JAVA = 17;

    /** A worker takes 256 MB of heap at least, and about as much beside it. */
    private static final long LITTLE_MEMORY = 2L << 30;

    /** 20 million points take half a GB; a few thousand runs with their checkpoints about as much. */
    private static final long LITTLE_SPACE = 1L << 30;

    private Checks() {}

    static Finding java() {
        int version = Runtime.version().feature();
        String found = Runtime.version() + ", " + System.getProperty("java.home");
        return version >= LEAST_JAVA
                ? Finding.ok("java", found)
                : Finding.fail("java", found + ": version " + LEAST_JAVA + " or later is needed");
    }

    static Finding processors() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Finding.ok("processors", processors + ": a search uses " + Numbers.count(processors, "worker"));
    }

    static Finding memory() {
        long total = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        return total >= LITTLE_MEMORY
                ? Finding.ok("memory", Numbers.bytes(total))
                : Finding.warn("memory", Numbers.bytes(total) + ": use --workers 1");
    }

    static Finding database(Path file) {
        if (!Files.exists(file)) {
            Path folder = file.toAbsolutePath().getParent();
            return folder != null && Files.isWritable(folder)
                    ? Finding.ok("database", file + " does not exist yet; run makes it")
                    : Finding.fail("database", file + " cannot be made: " + folder + " is not a folder to write to");
        }
        try (Store store = Stores.readOnly(file)) {
            String found = file + ", " + Numbers.count(store.experiments().size(), "experiment") + ", "
                    + Numbers.bytes(Files.size(file));
            return Files.isWritable(file)
                    ? Finding.ok("database", found)
                    : Finding.warn("database", found + ": it is read-only, so nothing can be run with it");
        } catch (StoreException e) {
            return Finding.fail("database", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Finding.fail("database", file + " cannot be read: " + e);
        }
    }

    static Finding space(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            long free = Files.getFileStore(
                            folder != null && Files.exists(folder)
                                    ? folder
                                    : Path.of("").toAbsolutePath())
                    .getUsableSpace();
            return free >= LITTLE_SPACE
                    ? Finding.ok("disk", Numbers.bytes(free) + " free")
                    : Finding.warn("disk", "only " + Numbers.bytes(free) + " free");
        } catch (IOException e) {
            return Finding.warn("disk", "nothing is known of it: " + e);
        }
    }

    static Finding port(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return Finding.ok("port", port + " is free for the dashboard");
        } catch (IOException e) {
            return Finding.warn("port", port + " is taken: run tries the next ones, serve wants --port");
        }
    }
}
