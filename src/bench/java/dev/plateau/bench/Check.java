package dev.plateau.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.plateau.bench.Bounds.Bound;
import dev.plateau.experiment.Experiments;
import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Kernels;
import dev.plateau.plan.Forest;
import dev.plateau.train.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds ratios to their bounds and exits with 1 if one is out of them. It counts CPU time, which a busy machine stretches less than it stretches the
 * clock; {@code --all} adds the ratio of workers, which needs the clock and an idle machine.
 */
public final class Check {

    private static final Path BOUNDS = Path.of("experiments/bench/bounds.json");

    /** Batches of the largest epochs: 45 of them in an epoch of the digits. */
    private static final int KERNEL_STEPS = 2_000;

    private static final int STORE_BATCHES = 40;

    /** Ratios that have been measured, and the trainings that were for them. */
    private final List<Training> trainings = new ArrayList<>();

    private Check() {}

    public static void main(String[] arguments) throws IOException {
        boolean all = List.of(arguments).contains("--all");
        Bounds bounds = Bounds.read(BOUNDS);
        Check check = new Check();
        List<Ratio> ratios = new ArrayList<>(List.of(check.epochs(), kernels(), store(), trials()));
        if (all) {
            ratios.add(workers());
        }
        System.out.printf("kernel: %s, Java %s%n", Kernels.best().name(), Runtime.version());
        System.out.printf("%-24s %8s %8s %8s%n", "ratio", "measured", "least", "most");
        int out = 0;
        for (Ratio ratio : ratios) {
            Bound bound = bounds.of(ratio.name());
            double measured = ratio.measure();
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %8.2f %8.2f %8.2f  %s%n",
                    ratio.name(),
                    measured,
                    bound.least(),
                    bound.most(),
                    bound.holds(measured) ? "holds" : "OUT OF ITS BOUNDS: " + bound.reason());
            out += bound.holds(measured) ? 0 : 1;
        }
        check.trainings.forEach(Training::close);
        System.exit(out == 0 ? 0 : 1);
    }

    /** An epoch of Deeplearning4j to one of the compiled trainer. */
    private Ratio epochs() {
        Training compiled = warm("compiled", 60);
        Training dl4j = warm("dl4j", 3);
        return new Ratio("epoch_dl4j_compiled", () -> seconds(dl4j, 2), () -> seconds(compiled, 10), 5);
    }

    private Training warm(String trainer, int epochs) {
        Training training = Digits.training(trainer, 32);
        trainings.add(training);
        for (int epoch = 0; epoch < epochs; epoch++) {
            training.next();
        }
        return training;
    }

    /** CPU seconds of an epoch. */
    private static double seconds(Training training, int epochs) {
        return threadSeconds(() -> {
                    for (int epoch = 0; epoch < epochs; epoch++) {
                        training.next();
                    }
                })
                / epochs;
    }

    /** The products of a step by plain Java to those of the best kernel. */
    private static Ratio kernels() {
        Layers layers = new Layers(Layers.Shape.SMALL);
        steps(layers, Kernels.best());
        steps(layers, Kernels.plain());
        return new Ratio(
                "kernel_plain_best",
                () -> threadSeconds(() -> steps(layers, Kernels.plain())),
                () -> threadSeconds(() -> steps(layers, Kernels.best())),
                5);
    }

    private static void steps(Layers layers, Kernel kernel) {
        float sum = 0;
        for (int step = 0; step < KERNEL_STEPS; step++) {
            sum += layers.step(kernel);
        }
        if (Float.isNaN(sum)) {
            throw new IllegalStateException("a kernel computed NaN");
        }
    }

    /** Points that the store takes in a CPU second to those that a bare table takes: the time of the table to the time of the store. */
    private static Ratio store() {
        storeSeconds();
        rawSeconds();
        return new Ratio("store_points_raw", Check::rawSeconds, Check::storeSeconds, 3);
    }

    private static double storeSeconds() {
        try (SampleStore store = new SampleStore()) {
            return processSeconds(() -> store.report(STORE_BATCHES));
        }
    }

    private static double rawSeconds() {
        int points = STORE_BATCHES * SampleStore.FOLDS * SampleStore.BATCH * SampleStore.METRICS;
        try (SampleStore store = new SampleStore()) {
            return processSeconds(() -> RawBatch.write(store.folder().resolve("raw.db"), points));
        }
    }

    /** CPU time of all processes for a search of twice the trials. */
    private static Ratio trials() {
        return new Ratio("trials_twice_once", () -> searchSeconds(24), () -> searchSeconds(12), 3);
    }

    private static double searchSeconds(int trials) {
        long[] workers = new long[1];
        return processSeconds(() -> workers[0] = search(trials, 2).workerNanos()) + workers[0] / 1e9;
    }

    /** The clock of a search with one worker to that with two. */
    private static Ratio workers() {
        return new Ratio("workers_one_two", () -> clockSeconds(1), () -> clockSeconds(2), 3);
    }

    private static double clockSeconds(int workers) {
        long start = System.nanoTime();
        search(24, workers);
        return (System.nanoTime() - start) / 1e9;
    }

    private static SearchRunner.Outcome search(int trials, int workers) {
        String text = String.join(
                "\n",
                "name: check",
                "data: {path: experiments/data/digits.csv, label: label, task: classification}",
                "model: {hidden: [64]}",
                "method: random",
                "max_trials: " + trials,
                "metric: {name: val_loss, goal: minimize}",
                "parameters:",
                "  learning_rate: {distribution: log_uniform_values, min: 1e-4, max: 1e-1}",
                "  batch_size: {values: [128]}",
                "  epochs: {values: [5]}",
                "cross_validation: {folds: 2, strategy: stratified}",
                "seed: 42",
                "");
        try {
            return SearchRunner.run(Experiments.parse(text, Path.of("check.yaml")), Forest.Sharing.SHARED, workers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static double threadSeconds(Runnable work) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    }

    /** Of all threads of this JVM: its compilers and its collector included. */
    private static double processSeconds(Runnable work) {
        long start = processNanos();
        work.run();
        return (processNanos() - start) / 1e9;
    }

    private static long processNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
