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
 * Prints how long two trainings of digits take: one after the other in one process, side by side in two processes and on two threads of one, start
 * of the JVM included. It is why workers of Deeplearning4j are
 * processes, why those of the compiled trainer are threads of one, and how much a second one is worth. Arguments: epochs of each training, trainer.
 */
public final class WorkersBench {

    private WorkersBench() {}

    public static void main(String[] arguments) throws Exception {
        int epochs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 80;
        String trainer = arguments.length > 1 ? arguments[1] : "dl4j";
        if (arguments.length > 2) {
            onThreads(Trainers.byName(trainer).orElseThrow(), Integer.parseInt(arguments[2]), epochs);
            return;
        }
        for (int round = 1; round <= 3; round++) {
            double one = seconds(new Layout(1, 1), trainer, 2 * epochs);
            double processes = seconds(new Layout(2, 1), trainer, epochs);
            double threads = seconds(new Layout(1, 2), trainer, epochs);
            System.out.printf(
                    Locale.ROOT,
                    "one after the other %.2f s; two processes %.2f s, %.2f times as fast; two threads %.2f s, %.2f%n",
                    one,
                    processes,
                    one / processes,
                    threads,
                    one / threads);
        }
    }

    private record Layout(int processes, int threads) {}

    private static double seconds(Layout layout, String trainer, int epochs) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < layout.processes(); i++) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
            command.addAll(Trainers.byName(trainer).orElseThrow().workerFlags());
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    WorkersBench.class.getName(),
                    String.valueOf(epochs),
                    trainer,
                    String.valueOf(layout.threads())));
            // Which modules a JVM has added it says on its error stream; that is known.
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
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

    private static void onThreads(Trainer trainer, int threads, int epochs) throws InterruptedException {
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
