package dev.plateau.store;

import dev.plateau.curve.Goal;
import java.util.List;
import java.util.Map;

/**
 * A search as it is stored before its first epoch: the experiment with its folds, stages, trials and queued runs.
 *
 * @param definition hash of everything in the file that decides results; equal hashes are the same search
 * @param text the experiment file word for word
 * @param provenance git commit, command, data hash, versions, machine, environment: by name
 * @param folds in order of repeat, then fold
 * @param inner the inner folds of nested cross-validation, in order of repeat, then fold; empty without
 * @param stages numbered by their place in the list, from 0
 */
public record Search(
        String name,
        String description,
        String definition,
        String text,
        String metric,
        Goal goal,
        Map<String, String> provenance,
        List<StoredFold> folds,
        List<InnerFold> inner,
        List<NewStage> stages,
        List<NewTrial> trials) {

    public Search {
        provenance = Map.copyOf(provenance);
        folds = List.copyOf(folds);
        inner = List.copyOf(inner);
        stages = List.copyOf(stages);
        trials = List.copyOf(trials);
    }

    /** A search without inner folds. */
    public Search(
            String name,
            String description,
            String definition,
            String text,
            String metric,
            Goal goal,
            Map<String, String> provenance,
            List<StoredFold> folds,
            List<NewStage> stages,
            List<NewTrial> trials) {
        this(name, description, definition, text, metric, goal, provenance, folds, List.of(), stages, trials);
    }

    /** The rows of one split, counted from 0 in the data file after dropped rows are gone. */
    public record StoredFold(int repeat, int fold, List<Integer> training, List<Integer> validation) {
        public StoredFold {
            training = List.copyOf(training);
            validation = List.copyOf(validation);
        }
    }

    /**
     * A split of the training rows of another fold of the same repeat.
     *
     * @param outer the number of that fold
     * @param fold numbered on after the others of its repeat
     */
    public record InnerFold(int outer, StoredFold fold) {}

    /**
     * @param settings JSON of the completed settings
     * @param epochs how many epochs the stage trains: the most that a trial asks of it
     * @param seeds of its runs, in the order of the folds, then of the inner folds
     */
    public record NewStage(String settings, int epochs, List<Long> seeds) {
        public NewStage {
            seeds = List.copyOf(seeds);
        }
    }

    /**
     * @param number from 1, in the order of the sampler
     * @param configuration JSON object of its hyperparameters
     * @param stage place of its stage in the list
     * @param epochs at which epoch of the stage it is read
     */
    public record NewTrial(int number, String configuration, int stage, int epochs) {}
}
