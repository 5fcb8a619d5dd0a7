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
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds ratios to their bounds and exits with 1 if one is out of them. It counts CPU time, which a busy machine stretches less than it stretches the
 * clock; {@code --all} adds the ratio of workers, which needs the clock and an idle machine.
 */
public final class Check {

    private static final Path BOUNDS = Path.of("experiments/bench/bounds.json");

    /** Of the small network: some hundredths of a second, so that the clock's grain does not show. */
    private static final int SMALL_STEPS = 2_000;

    /** Of the large one. */
    private static final int LARGE_STEPS = 60;

    /** Rows and columns of the product by which the peak of a core is measured, and how often. */
    private static final int PEAK_SIZE = 768;

    private static final int PEAK_PRODUCTS = 10;

    private static final int STORE_BATCHES = 40;

    /** To be closed at the end, on this thread. */
    private final List<Training> trainings = new ArrayList<>();

    private Check() {}

    public static void main(String[] arguments) throws IOException {
        boolean all = List.of(arguments).equals(List.of("--all"));
        if (!all && arguments.length > 0) {
            throw new IllegalArgumentException("expected --all or nothing, found " + List.of(arguments));
        }
        Bounds bounds = Bounds.read(BOUNDS);
        Check check = new Check();
        List<Ratio> ratios = new ArrayList<>(List.of(kernels(), peak(), check.epochs(), store(), trials()));
        if (all) {
            ratios.add(workers());
        }
        System.out.printf("kernel: %s, Java %s%n", Kernels.best().name(), Runtime.version());
        System.out.printf("%-22s %8s %8s %8s%n", "ratio", "measured", "least", "most");
        long out = ratios.stream()
                .filter(ratio -> !holds(ratio, bounds.of(ratio.name())))
                .count();
        check.trainings.forEach(Training::close);
        System.exit(out == 0 ? 0 : 1);
    }

    /** Measures and prints a line. */
    private static boolean holds(Ratio ratio, Bound bound) {
        double measured = ratio.measure();
        String verdict = bound.holds(measured) ? "holds" : "OUT OF ITS BOUNDS: " + bound.reason();
        System.out.printf(
                Locale.ROOT,
                "%-22s %8.2f %8.2f %8.2f  %s%n",
                ratio.name(),
                measured,
                bound.least(),
                bound.most(),
                verdict);
        return bound.holds(measured);
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
        return new Ratio(
                "kernel_plain_best",
                () -> threadSeconds(() -> steps(layers, Kernels.plain(), SMALL_STEPS)),
                () -> threadSeconds(() -> steps(layers, Kernels.best(), SMALL_STEPS)),
                5);
    }

    /** Operations a second of the best kernel in the first layer of 784-256-128-10, to those of OpenBLAS on one large product. */
    private static Ratio peak() {
        Layers layers = new Layers(Layers.Shape.LARGE);
        INDArray left = Nd4j.rand(DataType.FLOAT, PEAK_SIZE, PEAK_SIZE);
        INDArray right = Nd4j.rand(DataType.FLOAT, PEAK_SIZE, PEAK_SIZE);
        INDArray product = Nd4j.createUninitialized(DataType.FLOAT, PEAK_SIZE, PEAK_SIZE);
        DoubleSupplier ours = () -> Layers.Shape.LARGE.operationsOfStep()
                * LARGE_STEPS
                / threadSeconds(() -> steps(layers, Kernels.best(), LARGE_STEPS));
        DoubleSupplier peak = () -> 2.0
                * Math.pow(PEAK_SIZE, 3)
                * PEAK_PRODUCTS
                / threadSeconds(() -> {
                    for (int i = 0; i < PEAK_PRODUCTS; i++) {
                        left.mmuli(right, product);
                    }
                });
        return new Ratio("step_share_of_peak", ours, peak, 5);
    }

    private static void steps(Layers layers, Kernel kernel, int steps) {
        float sum = 0;
        for (int step = 0; step < steps; step++) {
            sum += layers.step(kernel);
        }
        if (Float.isNaN(sum)) {
            throw new IllegalStateException("a kernel computed NaN");
        }
    }

    /** Points that the store takes in a CPU second to those that a bare table takes: the time of the table to the time of the store. */
    private static Ratio store() {
        return new Ratio("store_points_raw", Check::rawSeconds, Check::storeSeconds, 5);
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
        return new Ratio("trials_twice_once", () -> searchSeconds(16), () -> searchSeconds(8), 2);
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
