package dev.plateau.server.trials;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.server.table.TrialTable;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trials of an experiment by columns.
 *
 * @param name what somebody has called it, empty for most
 * @param configuration the values of each hyperparameter, null for a trial that does not have it
 * @param score fold mean, NaN before the first fold
 * @param scoreError its standard error, NaN before the second fold
 * @param foldsDone folds that have given their score
 * @param epochs at which epoch the trial is read
 * @param epochsDone epochs trained towards it, all folds together
 * @param bestSoFar the best score of all trials up to and with this one by number, NaN while there is none
 * @param stage number of the training that it shares with others, from 0
 * @param message why it failed, empty if it did not
 */
public record TrialColumns(
        List<Integer> number,
        List<String> name,
        Map<String, List<@Nullable Object>> configuration,
        List<State> state,
        List<Double> score,
        List<Double> scoreError,
        List<Integer> foldsDone,
        List<Integer> epochs,
        List<Integer> epochsDone,
        List<Double> bestSoFar,
        List<Integer> stage,
        List<String> message) {

    /** @param rows of the table, in the order of the columns */
    static TrialColumns of(TrialTable table, List<Integer> rows) {
        double[] best = table.bestSoFar();
        return new TrialColumns(
                trials(table, rows, TrialRow::number),
                column(rows, table::name),
                configurations(table, rows),
                trials(table, rows, TrialRow::state),
                trials(table, rows, trial -> trial.score().orElse(Double.NaN)),
                trials(table, rows, trial -> trial.scoreError().orElse(Double.NaN)),
                trials(table, rows, TrialRow::foldsDone),
                trials(table, rows, TrialRow::epochs),
                column(rows, table::epochsDone),
                column(rows, row -> best[row]),
                column(rows, table::stage),
                trials(table, rows, trial -> trial.message().orElse("")));
    }

    private static <T> List<T> trials(TrialTable table, List<Integer> rows, Function<TrialRow, T> field) {
        return column(rows, row -> field.apply(table.trial(row)));
    }

    private static Map<String, List<@Nullable Object>> configurations(TrialTable table, List<Integer> rows) {
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        table.parameters()
                .forEach(parameter ->
                        columns.put(parameter.name(), new ArrayList<>(Collections.nCopies(rows.size(), null))));
        for (int place = 0; place < rows.size(); place++) {
            for (var setting : table.settings(rows.get(place)).entrySet()) {
                columns.getOrDefault(setting.getKey(), new ArrayList<>()).set(place, setting.getValue());
            }
        }
        return columns;
    }
}
