package dev.plateau.train.compiled;

import com.sun.management.ThreadMXBean;
import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
import dev.plateau.kernel.Kernels;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import dev.plateau.train.dl4j.Dl4jTrainer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * CPU time of an epoch, the compiled trainer beside the one on Deeplearning4j, one after the other in the same run; what an epoch allocates; and how
 * long a young process takes to come to full speed. With {@code young} as argument the last alone, without a class of Deeplearning4j.
 * OMP_NUM_THREADS=1 in the environment.
 */
final class EpochBench {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 5;

    private EpochBench() {}

    public static void main(String[] arguments) {
        System.out.println("kernel: " + Kernels.best().name());
        if (arguments.length > 0) {
            young();
            return;
        }
        Nd4j.getEnvironment().setMaxThreads(1);
        FoldData digits = digits();
        for (List<Long> hidden : List.of(List.of(64L), List.of(64L, 64L))) {
            for (long batch : new long[] {16, 32, 128}) {
                compare(digits, hidden, batch, 40);
            }
        }
        compare(images(), List.of(256L, 128L), 128, 3);
    }

    private static FoldData digits() {
        DataSet data = DataSet.read(
                Path.of("experiments/data/digits.csv"),
                new DataSource(
                        "digits",
                        "label",
                        DataSource.Task.CLASSIFICATION,
                        true,
                        DataSource.Missing.ERROR,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
        return FoldData.of(
                data,
                Folds.split(data, new CrossValidation(5, CrossValidation.Strategy.STRATIFIED, 1, 0.2), 42)
                        .get(0));
    }

    /** Made-up rows as large as those of MNIST; two classes, which change nothing in the time. */
    private static FoldData images() {
        Random random = new Random(1);
        float[] features = new float[6000 * 784];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        float[] labels = new float[6000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(2);
        }
        return FoldData.ofTwoClasses(features, labels);
    }

    private static Settings settings(Trainer trainer, FoldData data, List<Long> hidden, long batch) {
        return trainer.complete(
                new Settings(Map.of("model", Map.of("hidden", hidden), "learning_rate", 0.001, "batch_size", batch)),
                new Trainer.Shape(
                        data.features(), data.outputs(), data.classification(), data.trainingLabels().length));
    }

    private static void compare(FoldData data, List<Long> hidden, long batch, int epochs) {
        Trainer ours = new CompiledTrainer();
        Trainer theirs = new Dl4jTrainer();
        Settings settings = settings(ours, data, hidden, batch);
        double[] fast = new double[ROUNDS];
        double[] slow = new double[ROUNDS];
        long bytes = 0;
        try (Training compiled = ours.start(settings, data, 1, Optional.empty());
                Training dl4j = theirs.start(settings, data, 1, Optional.empty())) {
            run(compiled, 10 * epochs);
            run(dl4j, Math.max(1, epochs / 10));
            for (int round = 0; round < ROUNDS; round++) {
                long before =
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
                fast[round] = run(compiled, epochs);
                bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
                slow[round] = run(dl4j, Math.max(1, epochs / 10));
            }
        }
        Arrays.sort(fast);
        Arrays.sort(slow);
        double least = fast[0];
        double median = fast[ROUNDS / 2];
        System.out.printf(
                "%d-%s-%d, batch %d: compiled %.3f ms of CPU an epoch (least %.3f), Deeplearning4j %.1f (least %.1f): %.0f times; %d bytes allocated an epoch%n",
                data.features(),
                hidden,
                data.outputs(),
                batch,
                median,
                least,
                slow[ROUNDS / 2],
                slow[0],
                slow[ROUNDS / 2] / median,
                bytes / epochs);
    }

    /** Milliseconds of this thread's CPU time an epoch. */
    private static double run(Training training, int epochs) {
        long before = THREADS.getCurrentThreadCpuTime();
        for (int epoch = 0; epoch < epochs; epoch++) {
            training.next();
        }
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e6 / epochs;
    }

    private static void young() {
        FoldData data = digits();
        Trainer trainer = new CompiledTrainer();
        long since = ManagementFactory.getRuntimeMXBean().getStartTime();
        long warm = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        System.out.printf("data read %d ms after start%n", System.currentTimeMillis() - since);
        trainer.warmUp();
        System.out.printf(
                "warm-up %.0f ms, %.0f ms of CPU of its thread%n",
                (System.nanoTime() - warm) / 1e6, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
        Settings settings = settings(trainer, data, List.of(64L), 32);
        try (Training training = trainer.start(settings, data, 1, Optional.empty())) {
            for (int epochs = 1; epochs <= 256; epochs *= 2) {
                double each = run(training, epochs);
                System.out.printf(
                        "%4d epochs of %.3f ms of CPU, until %d ms after start%n",
                        epochs, each, System.currentTimeMillis() - since);
            }
        }
    }
}
