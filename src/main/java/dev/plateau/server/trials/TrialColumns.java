package dev.plateau.server.trials;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.curve.Goal;
import dev.plateau.server.http.Json;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trials of an experiment by columns, in order of number.
 *
 * @param configuration the values of each hyperparameter, null for a trial that does not have it
 * @param score fold mean, NaN before the first fold
 * @param scoreError its standard error, NaN before the second fold
 * @param foldsDone folds that have given their score
 * @param epochs at which epoch the trial is read
 * @param epochsDone epochs trained towards it, all folds together
 * @param bestSoFar the best score of all trials up to and with this one, NaN while there is none
 * @param message why it failed, empty if it did not
 */
public record TrialColumns(
        List<Integer> number,
        Map<String, List<@Nullable Object>> configuration,
        List<State> state,
        List<Double> score,
        List<Double> scoreError,
        List<Integer> foldsDone,
        List<Integer> epochs,
        List<Integer> epochsDone,
        List<Double> bestSoFar,
        List<String> message) {

    /** @param runs of the experiment by stage */
    public static TrialColumns of(List<TrialRow> trials, Map<Long, List<RunRow>> runs, Goal goal) {
        return new TrialColumns(
                column(trials, TrialRow::number),
                configurations(trials),
                column(trials, TrialRow::state),
                column(trials, trial -> trial.score().orElse(Double.NaN)),
                column(trials, trial -> trial.scoreError().orElse(Double.NaN)),
                column(trials, TrialRow::foldsDone),
                column(trials, TrialRow::epochs),
                column(trials, trial -> epochsDone(trial, runs.getOrDefault(trial.stageId(), List.of()))),
                bestSoFar(trials, goal),
                column(trials, trial -> trial.message().orElse("")));
    }

    private static Map<String, List<@Nullable Object>> configurations(List<TrialRow> trials) {
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        for (int row = 0; row < trials.size(); row++) {
            int place = row;
            Json.object(trials.get(row).configuration())
                    .forEach((name, value) -> columns.computeIfAbsent(
                                    name, absent -> new ArrayList<>(Collections.nCopies(trials.size(), null)))
                            .set(place, value));
        }
        return columns;
    }

    private static int epochsDone(TrialRow trial, List<RunRow> runs) {
        return runs.stream()
                .mapToInt(run -> Math.min(run.epochs(), trial.epochs()))
                .sum();
    }

    private static List<Double> bestSoFar(List<TrialRow> trials, Goal goal) {
        List<Double> best = new ArrayList<>(trials.size());
        double score = Double.NaN;
        for (TrialRow trial : trials) {
            double own = trial.score().orElse(Double.NaN);
            if (trial.state() == State.COMPLETED && goal.better(own, score)) {
                score = own;
            }
            best.add(score);
        }
        return best;
    }
}
