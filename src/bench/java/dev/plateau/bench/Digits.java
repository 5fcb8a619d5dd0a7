package dev.plateau.bench;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.train.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The training that everything is measured on: 64-64-10 on the first of five folds of the handwritten digits, 1,437 rows to train on. */
final class Digits {

    private static final long SEED = 42;

    private Digits() {}

    static FoldData fold() {
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
        return FoldData.of(data, Folds.split(data, five, SEED).get(0));
    }

    /** A training with Adam that has not begun; close it on this thread. */
    static Training training(String trainer, long batchSize) {
        Trainer found =
                Trainers.byName(trainer).orElseThrow(() -> new IllegalStateException(Trainers.missing(trainer)));
        FoldData fold = fold();
        Trainer.Shape shape = new Trainer.Shape(fold.features(), fold.outputs(), true, fold.trainingLabels().length);
        Settings settings =
                found.complete(new Settings(Map.of("learning_rate", 0.001, "batch_size", batchSize)), shape);
        return found.start(settings, fold, SEED, Optional.empty());
    }
}
