package dev.plateau.server.experiments;

import dev.plateau.compare.Standing;
import dev.plateau.curve.Goal;
import dev.plateau.server.http.Request;
import dev.plateau.server.table.Parameter;
import dev.plateau.server.table.TrialTable;
import dev.plateau.server.table.TrialTables;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a page says of one experiment before any of its trials.
 *
 * @param bestScore NaN before the first completed trial
 * @param bestScoreError its standard error, NaN for one fold
 * @param bestTrial number of the trial with the best score, 0 before the first completed one
 * @param lastTrial the largest number of a trial, 0 for none; numbers in between may be missing where a program has deleted runs
 * @param bestConfiguration its hyperparameters, none before the first completed one
 * @param leading numbers of the best trials by score, or of those that run while none has one
 * @param indistinguishable numbers of the trials that cannot be told from the best one, in order
 * @param optimistic how to read the best score, empty if it may be read as it is
 * @param folds runs of each stage that give scores: folds times repeats
 * @param epochs stored epochs of all runs
 * @param epochsPlanned epochs that all runs, those of inner folds included, train if none stops early
 * @param metrics names of the metrics stored so far
 * @param parameters all hyperparameters, in the order in which trials name them
 * @param fixed the value of those that are the same in all trials
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
        double bestScoreError,
        int bestTrial,
        int lastTrial,
        Map<String, Object> bestConfiguration,
        List<Integer> leading,
        List<Integer> indistinguishable,
        String optimistic,
        int folds,
        long epochs,
        long epochsPlanned,
        Map<State, Integer> trialsByState,
        Map<State, Integer> runsByState,
        List<String> metrics,
        List<Parameter> parameters,
        Map<String, Object> fixed) {

    /** The best rows of a table, for pages that show some before anybody has chosen: colours with their marks. */
    private static final int LEADING = 24;

    /** The experiment that is asked for. */
    public static ExperimentDetail read(Request request, TrialTables tables) {
        Store store = request.store();
        TrialTable table = tables.of(request);
        ExperimentRow experiment = table.experiment();
        Standing standing = table.standing();
        Optional<Integer> best = table.best();
        return new ExperimentDetail(
                experiment.name(),
                experiment.description(),
                experiment.state(),
                experiment.metric(),
                experiment.goal(),
                experiment.created(),
                experiment.lastActivity(),
                experiment.bestScore().orElse(Double.NaN),
                best.map(row -> table.trial(row).scoreError().orElse(Double.NaN))
                        .orElse(Double.NaN),
                best.map(row -> table.trial(row).number()).orElse(0),
                table.size() == 0 ? 0 : table.trial(table.size() - 1).number(),
                best.map(table::settings).orElse(Map.of()),
                leading(table),
                standing.indistinguishable(),
                standing.optimistic().orElse(""),
                table.folds(),
                experiment.epochs(),
                table.epochsOfAllStages() * runsOfEachStage(table),
                experiment.trials(),
                experiment.runs(),
                store.metrics(experiment.id()),
                table.parameters(),
                fixed(table));
    }

    /** Those of inner folds included, as in the epochs that are stored. */
    private static long runsOfEachStage(TrialTable table) {
        long all = total(table.experiment().runs());
        return table.stages() == 0 ? 0 : all / table.stages();
    }

    private static int total(Map<State, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** By score, or the first that run while none has one. */
    private static List<Integer> leading(TrialTable table) {
        double sign = table.experiment().goal() == Goal.MAXIMIZE ? -1 : 1;
        List<Integer> scored = IntStream.range(0, table.size())
                .filter(row -> Double.isFinite(table.trial(row).score().orElse(Double.NaN)))
                .boxed()
                .sorted(Comparator.comparingDouble(
                        row -> sign * table.trial(row).score().getAsDouble()))
                .toList();
        List<Integer> running = IntStream.range(0, table.size())
                .filter(row -> table.trial(row).state() == State.RUNNING)
                .boxed()
                .toList();
        return (scored.isEmpty() ? running : scored)
                .stream().limit(LEADING).map(row -> table.trial(row).number()).toList();
    }

    private static Map<String, Object> fixed(TrialTable table) {
        Map<String, Object> fixed = new LinkedHashMap<>();
        table.parameters().stream()
                .filter(parameter -> !parameter.varies())
                .forEach(parameter ->
                        fixed.put(parameter.name(), parameter.values().get(0)));
        return fixed;
    }
}
