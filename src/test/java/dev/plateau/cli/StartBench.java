package dev.plateau.cli;

import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.store.sqlite.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints what starts cost: for {@code ./plateau --help}, {@code plan} and {@code ls} the median time and CPU time of the whole process tree and the
 * classes that are loaded, and the median time from {@code ./plateau run experiments/digits.yaml} to the first epoch that another process can read.
 * Ten rounds, interleaved; the archives of classes are made before. The watcher of the first epoch loads its libraries before the clock
 * starts and looks 40 times a second, since it shares the cores.
 */
public final class StartBench {

    private static final int ROUNDS = 10;

    /** What the shell's {@code times} says of its children: user and system. */
    private static final Pattern CHILDREN = Pattern.compile("\\n(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$");

    private static final List<String> FIRST_EPOCH = List.of("run to the first stored epoch");

    private final Map<List<String>, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<List<String>, List<Double>> cpu = new LinkedHashMap<>();

    private StartBench() {}

    public static void main(String[] arguments) throws Exception {
        Path database = Files.createTempDirectory("plateau-bench").resolve("plateau.db");
        Stores.sqlite(database).close();
        List<List<String>> commands = List.of(
                List.of("--help"),
                List.of("plan", "experiments/digits.yaml"),
                List.of("ls", "--db", database.toString()));
        StartBench bench = new StartBench();
        bench.start(List.of("--version")); // builds and archives
        bench.seconds.clear();
        bench.cpu.clear();
        for (int i = 0; i < 50; i++) {
            stored(database);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (List<String> command : commands) {
                bench.start(command);
            }
            bench.firstEpoch();
        }
        for (List<String> command : commands) {
            System.out.printf(
                    Locale.ROOT,
                    "%-25s %.3f s, %.3f s of CPU, %d classes%n",
                    command.get(0),
                    median(measured(bench.seconds, command)),
                    median(measured(bench.cpu, command)),
                    LoadedClasses.of(command.toArray(String[]::new)).size());
        }
        System.out.printf(Locale.ROOT, "%s %.2f s%n", FIRST_EPOCH.get(0), median(measured(bench.seconds, FIRST_EPOCH)));
    }

    private void start(List<String> command) throws IOException, InterruptedException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", "./plateau \"$@\" >/dev/null 2>&1; times", "sh"));
        shell.addAll(command);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(shell).start();
        String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        add(seconds, command, (System.nanoTime() - start) / 1e9);
        Matcher children = CHILDREN.matcher(times);
        if (!children.find()) {
            throw new IllegalStateException("the shell does not tell the time: " + times);
        }
        double user = 60 * Double.parseDouble(children.group(1)) + Double.parseDouble(children.group(2));
        double system = 60 * Double.parseDouble(children.group(3)) + Double.parseDouble(children.group(4));
        add(cpu, command, user + system);
    }

    private void firstEpoch() throws IOException, InterruptedException {
        Path database = Files.createTempDirectory("plateau-bench").resolve("plateau.db");
        long start = System.nanoTime();
        Process search = new ProcessBuilder("./plateau", "run", "experiments/digits.yaml", "--db", database.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (search.isAlive() && !stored(database)) {
            LockSupport.parkNanos(25_000_000);
        }
        add(seconds, FIRST_EPOCH, (System.nanoTime() - start) / 1e9);
        search.destroyForcibly().waitFor();
    }

    private static void add(Map<List<String>, List<Double>> to, List<String> command, double value) {
        to.computeIfAbsent(command, key -> new ArrayList<>()).add(value);
    }

    private static List<Double> measured(Map<List<String>, List<Double>> times, List<String> command) {
        return Objects.requireNonNull(times.get(command), command::toString);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
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
