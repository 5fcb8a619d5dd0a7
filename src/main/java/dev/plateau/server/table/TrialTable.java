package dev.plateau.server.table;

import dev.plateau.compare.Standing;
import dev.plateau.curve.Goal;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** All trials of an experiment at one version of the store, in order of number: row i is the i-th of them. Immutable. */
public final class TrialTable {

    private final ExperimentRow experiment;
    private final List<TrialRow> trials;
    private final List<Configuration> configurations;
    private final List<Parameter> parameters;
    private final Map<Long, String> names;
    private final Runs runs;
    private final Function<Measure, Values> values;
    private final Supplier<Standing> standing;

    /** What is asked for later, and may take a while. */
    record Later(Function<Measure, Values> values, Supplier<Standing> standing) {}

    /**
     * What was decided of trials before they trained.
     *
     * @param names by the trial's row, of those that somebody has named
     */
    record Settings(List<Configuration> configurations, List<Parameter> parameters, Map<Long, String> names) {
        static Settings of(List<Configuration> configurations, Map<Long, String> names) {
            return new Settings(configurations, Parameter.of(configurations), names);
        }
    }

    TrialTable(ExperimentRow experiment, List<TrialRow> trials, Settings settings, Runs runs, Later later) {
        this.experiment = experiment;
        this.trials = trials;
        this.configurations = settings.configurations();
        this.parameters = settings.parameters();
        this.names = settings.names();
        this.runs = runs;
        this.values = later.values();
        this.standing = later.standing();
    }

    public ExperimentRow experiment() {
        return experiment;
    }

    /** How many trials there are. */
    public int size() {
        return trials.size();
    }

    public TrialRow trial(int row) {
        return trials.get(row);
    }

    /** What somebody has called it; empty for most. */
    public String name(int row) {
        TrialRow trial = trials.get(row);
        String name = names.getOrDefault(trial.id(), "");
        return name.equals("run-" + trial.number()) ? "" : name; // made up, it says no more than the number
    }

    /** Its hyperparameters by name, those that it has. */
    public Map<String, Object> settings(int row) {
        return configurations.get(row).values();
    }

    /** All hyperparameters in the order in which trials name them. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Runs of each stage that give scores: folds times repeats. */
    public int folds() {
        return runs.folds();
    }

    /** How many epochs have been trained towards a trial, all folds together. */
    public int epochsDone(int row) {
        return runs.epochsDone(trials.get(row));
    }

    /** Number of the stage that trains a trial, from 0. */
    public int stage(int row) {
        return runs.stage(trials.get(row).stageId());
    }

    /** Epochs that one run of every stage trains if none stops early. */
    public long epochsOfAllStages() {
        return runs.plannedEpochs();
    }

    /** How many stages there are. */
    public int stages() {
        return runs.stages();
    }

    /** One value a trial. The first time for a metric takes as long as reading its curves. */
    public Values values(Measure measure) {
        return values.apply(measure);
    }

    /** How the best trial stands to the others. */
    public Standing standing() {
        return standing.get();
    }

    /** Everything that a search for text looks at: number, name, state, hyperparameters, message; in small letters. */
    public String text(int row) {
        TrialRow trial = trials.get(row);
        String state = trial.state().name().toLowerCase(java.util.Locale.ROOT);
        String message = trial.message().orElse("").toLowerCase(java.util.Locale.ROOT);
        String name = name(row).toLowerCase(java.util.Locale.ROOT);
        return configurations.get(row).text() + " " + state + " " + message + " " + name;
    }

    /** Row of the complete trial with the best score, the first of equals. */
    public Optional<Integer> best() {
        Integer best = null;
        double score = Double.NaN;
        for (int row = 0; row < trials.size(); row++) {
            double own = trials.get(row).score().orElse(Double.NaN);
            if (trials.get(row).state() == State.COMPLETED && goal().better(own, score)) {
                best = row;
                score = own;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The best score of all complete trials up to and with each row, NaN while there is none. */
    public double[] bestSoFar() {
        double[] best = new double[trials.size()];
        double score = Double.NaN;
        for (int row = 0; row < best.length; row++) {
            double own = trials.get(row).score().orElse(Double.NaN);
            if (trials.get(row).state() == State.COMPLETED && goal().better(own, score)) {
                score = own;
            }
            best[row] = score;
        }
        return best;
    }

    private Goal goal() {
        return experiment.goal();
    }
}
