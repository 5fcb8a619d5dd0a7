package dev.plateau.api.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import dev.plateau.api.Log;
import dev.plateau.api.Plateau;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.track.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains iris with the Deep Java Library on PyTorch, and logs it. Run with the profile {@code djl}, which brings the engine (115 MB). */
class IrisDjl {

    @TempDir
    Path folder;

    private Path database() {
        return folder.resolve("plateau.db");
    }

    /** Every fifth row, or all but these. */
    private static ArrayDataset iris(NDManager manager, boolean held) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("experiments/data/iris.csv"));
        List<String> rows = lines.subList(1, lines.size());
        int count = held ? 30 : 120;
        float[] features = new float[count * 4];
        float[] labels = new float[count];
        int at = 0;
        for (int row = 0; row < rows.size(); row++) {
            if ((row % 5 == 0) == held) {
                String[] cells = rows.get(row).split(",", -1);
                for (int i = 0; i < 4; i++) {
                    features[at * 4 + i] = Float.parseFloat(cells[i]);
                }
                labels[at++] = Float.parseFloat(cells[4]);
            }
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(features, new Shape(count, 4)))
                .optLabels(manager.create(labels))
                .setSampling(30, !held)
                .build();
    }

    private static DefaultTrainingConfig config() {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .addEvaluator(new Accuracy())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(0.02f))
                        .build());
    }

    private static void train(DefaultTrainingConfig config, boolean validated) throws IOException, TranslateException {
        try (Model model = Model.newInstance("iris", "PyTorch")) {
            model.setBlock(new SequentialBlock()
                    .add(Linear.builder().setUnits(16).build())
                    .add(Activation.reluBlock())
                    .add(Linear.builder().setUnits(3).build()));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 4));
                trainer.getManager().getEngine().setRandomSeed(42);
                ArrayDataset held = validated ? iris(trainer.getManager(), true) : null;
                EasyTrain.fit(trainer, 20, iris(trainer.getManager(), false), held);
            }
        }
    }

    private static List<Point> history(Store store, String run, String metric) {
        return store.tracker().history(run, metric);
    }

    @Test
    void everyEpochOfARealTrainingIsLogged() throws IOException, TranslateException {
        String id;
        try (Log log = Plateau.log(database(), "iris-in-djl", "")) {
            id = log.id();
            train(
                    config().addTrainingListeners(TrainingListener.Defaults.basic())
                            .addTrainingListeners(new DjlListener(log)),
                    true);
        }
        try (Store store = Stores.readOnly(database())) {
            for (String metric : List.of("loss", "accuracy", "val_loss", "val_accuracy")) {
                assertEquals(20, history(store, id, metric).size(), metric);
            }
            List<Point> losses = history(store, id, "val_loss");
            assertTrue(losses.get(19).value() < losses.get(0).value() / 2, losses::toString);
            assertTrue(history(store, id, "val_accuracy").get(19).value() > 0.9);
        }
    }

    @Test
    void withoutAValidationSetOnlyTheTrainingRowsAreLogged() throws IOException, TranslateException {
        String id;
        try (Log log = Plateau.log(database(), "iris-in-djl", "")) {
            id = log.id();
            train(
                    config().addTrainingListeners(TrainingListener.Defaults.basic())
                            .addTrainingListeners(new DjlListener(log)),
                    false);
        }
        try (Store store = Stores.readOnly(database())) {
            assertEquals(20, history(store, id, "loss").size());
            assertEquals(List.of(), history(store, id, "val_loss"));
        }
    }

    @Test
    void aListenerThatComesBeforeThoseOfDjlSaysSo() {
        try (Log log = Plateau.log(database(), "iris-in-djl", "")) {
            DefaultTrainingConfig config = config().addTrainingListeners(new DjlListener(log))
                    .addTrainingListeners(TrainingListener.Defaults.basic());
            IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> train(config, true));
            assertTrue(String.valueOf(refusal.getMessage()).contains("before the listener of Plateau"));
        }
    }
}
