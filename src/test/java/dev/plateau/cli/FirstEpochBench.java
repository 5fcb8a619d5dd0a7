package dev.plateau.cli;

import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.store.sqlite.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints the time from {@code ./plateau run experiments/digits.yaml} to the first epoch that another process can read, five times.
 * The watcher loads its libraries before the clock starts and looks 40 times a second, since it shares the cores.
 */
public final class FirstEpochBench {

    private FirstEpochBench() {}

    public static void main(String[] arguments) throws Exception {
        Path warmUp = Files.createTempDirectory("plateau-bench").resolve("plateau.db");
        Stores.sqlite(warmUp).close();
        for (int i = 0; i < 50; i++) {
            stored(warmUp);
        }
        for (int round = 0; round < 5; round++) {
            Path database = Files.createTempDirectory("plateau-bench").resolve("plateau.db");
            long start = System.nanoTime();
            Process search = new ProcessBuilder(
                            "./plateau", "run", "experiments/digits.yaml", "--db", database.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (search.isAlive() && !stored(database)) {
                LockSupport.parkNanos(25_000_000);
            }
            System.out.printf(Locale.ROOT, "first stored epoch after %.2f s%n", (System.nanoTime() - start) / 1e9);
            search.destroyForcibly().waitFor();
        }
    }

    private static boolean stored(Path database) {
        if (!Files.exists(database)) {
            return false;
        }
        try (Store store = Stores.readOnly(database)) {
            return store.experiment("digits").map(row -> row.epochs() > 0).orElse(false);
        } catch (StoreException e) {
            return false; // not whole yet
        }
    }
}
