package dev.plateau.work;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Prints how long two trainings of digits take side by side: in two processes and on two threads of one, start of the JVM included. It is why
 * workers are processes. Argument: epochs of each training.
 */
public final class WorkersBench {

    private WorkersBench() {}

    public static void main(String[] arguments) throws Exception {
        int epochs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 80;
        if (arguments.length > 1) {
            onThreads(Integer.parseInt(arguments[1]), epochs);
            return;
        }
        for (int round = 1; round <= 2; round++) {
            double processes = seconds(2, 1, epochs);
            double threads = seconds(1, 2, epochs);
            System.out.printf(
                    Locale.ROOT,
                    "two processes %.1f s, two threads %.1f s, ratio %.2f%n",
                    processes,
                    threads,
                    threads / processes);
        }
    }

    private static double seconds(int processes, int threads, int epochs) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            WorkersBench.class.getName(),
                            String.valueOf(epochs),
                            String.valueOf(threads))
                    .inheritIO();
            builder.environment().put("OMP_NUM_THREADS", "1");
            all.add(builder.start());
        }
        for (Process process : all) {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("a training failed");
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void onThreads(int threads, int epochs) throws InterruptedException {
        Trainer trainer = Trainers.byName("dl4j").orElseThrow();
        trainer.warmUp();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> train(trainer, epochs));
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
    }

    private static void train(Trainer trainer, int epochs) {
        DataSource source = new DataSource(
                "experiments/data/digits.csv",
                "label",
                DataSource.Task.CLASSIFICATION,
                true,
                DataSource.Missing.ERROR,
                List.of(),
                Optional.empty(),
                Optional.empty());
        DataSet data = DataSet.read(Path.of(source.path()), source);
        CrossValidation five = new CrossValidation(5, CrossValidation.Strategy.STRATIFIED, 1, 0.2);
        FoldData fold = FoldData.of(data, Folds.split(data, five, 42).get(0));
        int rows = fold.trainingLabels().length;
        Settings settings = trainer.complete(
                new Settings(Map.of("learning_rate", 0.001, "batch_size", 32L)),
                new Trainer.Shape(fold.features(), fold.outputs(), true, rows));
        try (Training training = trainer.start(settings, fold, 7, Optional.empty())) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                training.next();
            }
        }
    }
}
