package dev.plateau.diagnosis;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.Fold;
import dev.plateau.data.FoldData;
import dev.plateau.space.Configuration;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Real trainings on the shipped data that are made to go wrong, or right, in a known way. */
final class FailingTrainings {

    private static final int FOLDS = 4;

    private FailingTrainings() {}

    /**
     * How to train.
     *
     * @param rows of the data set, drawn by chance; all if it has fewer
     */
    record Plan(String set, int rows, Map<String, Object> model, double learningRate, int epochs) {}

    /** The loss on validation and training rows of 4 folds. */
    static FoldCurves train(Plan plan) {
        return train(plan, Path.of("experiments/data", plan.set() + ".csv"));
    }

    /** The same, the labels dealt out by chance. */
    static FoldCurves trainOnShuffledLabels(Plan plan, Path folder) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("experiments/data", plan.set() + ".csv"));
        List<String> labels = new ArrayList<>(lines.stream()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',')))
                .toList());
        Collections.shuffle(labels, new Random(1));
        List<String> shuffled = new ArrayList<>(List.of(lines.get(0)));
        for (int i = 1; i < lines.size(); i++) {
            shuffled.add(lines.get(i).substring(0, lines.get(i).lastIndexOf(',')) + labels.get(i - 1));
        }
        Path file = folder.resolve(plan.set() + ".csv");
        Files.write(file, shuffled);
        return train(plan, file);
    }

    private static FoldCurves train(Plan plan, Path file) {
        DataSet data = DataSet.read(
                file,
                new DataSource(
                        plan.set() + ".csv",
                        "label",
                        DataSource.Task.CLASSIFICATION,
                        true,
                        DataSource.Missing.ERROR,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
        List<Integer> rows =
                new ArrayList<>(IntStream.range(0, data.rows()).boxed().toList());
        Collections.shuffle(rows, new Random(5));
        List<Integer> taken = rows.subList(0, Math.min(rows.size(), plan.rows()));
        Trainer trainer = Trainers.byName("dl4j").orElseThrow();
        Settings settings = trainer.complete(
                Settings.of(
                        plan.model(),
                        new Configuration(Map.of("learning_rate", plan.learningRate(), "batch_size", 16L))),
                new Trainer.Shape(data.features().size(), data.outputs(), true, taken.size() * (FOLDS - 1) / FOLDS));
        List<Curve> validation = new ArrayList<>();
        List<Curve> training = new ArrayList<>();
        for (int k = 0; k < FOLDS; k++) {
            int fold = k;
            List<Double> validationLoss = new ArrayList<>();
            List<Double> trainingLoss = new ArrayList<>();
            Fold split = new Fold(
                    0,
                    k,
                    IntStream.range(0, taken.size())
                            .filter(i -> i % FOLDS != fold)
                            .mapToObj(taken::get)
                            .toList(),
                    IntStream.range(0, taken.size())
                            .filter(i -> i % FOLDS == fold)
                            .mapToObj(taken::get)
                            .toList());
            try (Training run = trainer.start(settings, FoldData.of(data, split), 17L + k, Optional.empty())) {
                for (int epoch = 0; epoch < plan.epochs(); epoch++) {
                    EpochReport report = run.next();
                    validationLoss.add(report.metrics().getOrDefault("val_loss", Double.NaN));
                    trainingLoss.add(report.metrics().getOrDefault("loss", Double.NaN));
                }
            }
            validation.add(new Curve(0, k, validationLoss));
            training.add(new Curve(0, k, trainingLoss));
        }
        return new FoldCurves(Goal.MINIMIZE, validation, training);
    }
}
