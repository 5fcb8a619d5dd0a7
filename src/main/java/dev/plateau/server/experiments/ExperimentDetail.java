package dev.plateau.server.experiments;

import dev.plateau.compare.Standing;
import dev.plateau.curve.Goal;
import dev.plateau.server.http.Request;
import dev.plateau.server.trials.TrialColumns;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One experiment with all its trials.
 *
 * @param bestScore NaN before the first completed trial
 * @param bestTrial number of the trial with the best score, 0 before the first completed one
 * @param indistinguishable numbers of the trials that cannot be told from the best one, in order
 * @param optimistic how to read the best score, empty if it may be read as it is
 * @param folds runs of each stage that give scores: folds times repeats
 * @param epochs stored epochs of all runs
 * @param epochsPlanned epochs that all runs, those of inner folds included, train if none stops early
 * @param metrics names of the metrics stored so far
 */
public record ExperimentDetail(
        String name,
        String description,
        State state,
        String metric,
        Goal goal,
        Instant created,
        Instant lastActivity,
        double bestScore,
        int bestTrial,
        List<Integer> indistinguishable,
        String optimistic,
        int folds,
        long epochs,
        long epochsPlanned,
        Map<State, Integer> trialsByState,
        Map<State, Integer> runsByState,
        List<String> metrics,
        TrialColumns trials) {

    /** The experiment that is asked for. */
    public static ExperimentDetail read(Request request) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        List<TrialRow> trials = store.trials(experiment.id());
        List<StageRow> stages = store.stages(experiment.id());
        Map<Long, List<RunRow>> runs =
                store.runs(experiment.id()).stream().collect(Collectors.groupingBy(RunRow::stageId));
        Standing standing = Standing.of(store, experiment, store.folds(experiment.id()));
        int folds = runs.values().stream().mapToInt(List::size).max().orElse(0);
        return new ExperimentDetail(
                experiment.name(),
                experiment.description(),
                experiment.state(),
                experiment.metric(),
                experiment.goal(),
                experiment.created(),
                experiment.lastActivity(),
                experiment.bestScore().orElse(Double.NaN),
                best(trials, experiment.goal()),
                standing.indistinguishable(),
                standing.optimistic().orElse(""),
                folds,
                experiment.epochs(),
                stages.stream().mapToLong(StageRow::epochs).sum() * runsOfEachStage(experiment, stages),
                experiment.trials(),
                experiment.runs(),
                store.metrics(experiment.id()),
                TrialColumns.of(trials, runs, experiment.goal()));
    }

    /** Those of inner folds included, as in the epochs that are stored. */
    private static long runsOfEachStage(ExperimentRow experiment, List<StageRow> stages) {
        long all =
                experiment.runs().values().stream().mapToInt(Integer::intValue).sum();
        return stages.isEmpty() ? 0 : all / stages.size();
    }

    private static int best(List<TrialRow> trials, Goal goal) {
        int number = 0;
        double score = Double.NaN;
        for (TrialRow trial : trials) {
            if (trial.state() == State.COMPLETED && goal.better(trial.score().orElse(Double.NaN), score)) {
                number = trial.number();
                score = trial.score().orElse(Double.NaN);
            }
        }
        return number;
    }
}
