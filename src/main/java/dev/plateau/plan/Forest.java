package dev.plateau.plan;

import dev.plateau.space.Configuration;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All trainings of a search and the trials that read them.
 *
 * @param trials in order of number
 * @param stages in the order in which their first trial was proposed
 * @param runsPerStage folds x repeats, and the inner folds of them all under nested cross-validation
 */
public record Forest(List<Trial> trials, List<Stage> stages, int runsPerStage) {

    public Forest {
        trials = List.copyOf(trials);
        stages = List.copyOf(stages);
    }

    /** Whether equal settings are trained once. Only tests and benchmarks say no, to compare. */
    public enum Sharing {
        SHARED,
        SEPARATE
    }

    /**
     * Plans a search.
     *
     * @param model the fixed fields of the network
     * @param configurations each with {@code epochs}, a whole number of at least 1
     * @throws IllegalArgumentException naming the configuration and the setting that the trainer refuses
     */
    public static Forest of(
            Map<String, Object> model,
            List<Configuration> configurations,
            Trainer trainer,
            Trainer.Shape shape,
            int runsPerStage,
            Sharing sharing) {
        Map<Object, List<Trial>> shared = new LinkedHashMap<>();
        Map<Object, Settings> settings = new LinkedHashMap<>();
        List<Trial> trials = new ArrayList<>();
        for (Configuration configuration : configurations) {
            int number = trials.size() + 1;
            Trial trial = new Trial(number, configuration, epochs(configuration));
            trials.add(trial);
            Settings completed = completed(model, configuration, trainer, shape);
            Object key = sharing == Sharing.SHARED ? completed : List.of(completed, number);
            settings.putIfAbsent(key, completed);
            shared.computeIfAbsent(key, k -> new ArrayList<>()).add(trial);
        }
        List<Stage> stages = new ArrayList<>();
        shared.forEach((key, readers) -> {
            Settings completed = java.util.Objects.requireNonNull(settings.get(key));
            stages.add(stage(completed, readers, trainer.dependsOnTotal(completed)));
        });
        return new Forest(trials, stages, runsPerStage);
    }

    private static Stage stage(Settings settings, List<Trial> readers, Optional<String> unshared) {
        return new Stage(
                settings,
                readers.stream().map(Trial::number).toList(),
                readers.stream().map(Trial::epochs).toList(),
                unshared);
    }

    private static Settings completed(
            Map<String, Object> model, Configuration configuration, Trainer trainer, Trainer.Shape shape) {
        try {
            return trainer.complete(trainer.settings(model, configuration), shape);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " (in the configuration " + configuration + ")", e);
        }
    }

    private static int epochs(Configuration configuration) {
        return configuration
                .value("epochs")
                .filter(Long.class::isInstance)
                .map(value -> (int) (long) (Long) value)
                .filter(epochs -> epochs >= 1)
                .orElseThrow(() -> new IllegalArgumentException(
                        "epochs must be a whole number of at least 1 (in the configuration " + configuration + ")"));
    }

    /** Epochs that separate trainings of every trial on every fold would take. */
    public long epochsAsked() {
        return runsPerStage * trials.stream().mapToLong(Trial::epochs).sum();
    }

    /** Epochs that the stages take. */
    public long epochsToTrain() {
        return runsPerStage * stages.stream().mapToLong(Stage::epochs).sum();
    }

    public int runs() {
        return runsPerStage * stages.size();
    }
}
