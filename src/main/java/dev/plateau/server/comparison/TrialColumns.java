package dev.plateau.server.comparison;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.compare.Field;
import dev.plateau.curve.Goal;
import dev.plateau.stats.Interval;
import dev.plateau.store.State;
import java.util.List;

/**
 * Trials by columns, each as it is by itself.
 *
 * @param message why a trial failed, empty if it did not
 * @param metric the objective of its experiment
 * @param folds of its experiment, times repeats
 * @param foldsDone how many have given the trial's score
 * @param epoch at which scores are read, 0 if there are none
 * @param scores by repeat and fold, NaN where a fold is no number
 * @param score their mean
 * @param error its standard error, NaN for one fold
 * @param low end of the interval of the mean, widened for the overlap of the training rows; NaN if there is none
 * @param high the other end
 */
record TrialColumns(
        List<String> experiment,
        List<Integer> number,
        List<State> state,
        List<String> message,
        List<String> metric,
        List<Goal> goal,
        List<Integer> folds,
        List<Integer> foldsDone,
        List<Integer> epochs,
        List<Integer> epoch,
        List<List<Double>> scores,
        List<Double> score,
        List<Double> error,
        List<Double> low,
        List<Double> high) {

    static TrialColumns none() {
        return of(List.of());
    }

    static TrialColumns of(List<Field.Row> rows) {
        return new TrialColumns(
                column(rows, row -> row.entry().experiment().name()),
                column(rows, row -> row.entry().trial().number()),
                column(rows, row -> row.entry().trial().state()),
                column(rows, row -> row.entry().trial().message().orElse("")),
                column(rows, row -> row.entry().experiment().metric()),
                column(rows, row -> row.entry().experiment().goal()),
                column(rows, Field.Row::folds),
                column(rows, row -> row.entry().trial().foldsDone()),
                column(rows, row -> row.entry().trial().epochs()),
                column(rows, row -> row.reading().epoch()),
                column(rows, row -> row.reading().scores()),
                column(rows, row -> row.score().mean()),
                column(rows, row -> row.score().error()),
                column(rows, row -> row.interval().map(Interval::low).orElse(Double.NaN)),
                column(rows, row -> row.interval().map(Interval::high).orElse(Double.NaN)));
    }
}
