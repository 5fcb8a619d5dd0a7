package dev.plateau.server.experiments;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.curve.Goal;
import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All experiments by columns, in the store's order.
 *
 * @param bestScore NaN before the first completed trial
 * @param trials number of trials by state
 * @param runs number of runs by state
 */
public record ExperimentList(
        List<String> name,
        List<String> description,
        List<State> state,
        List<String> metric,
        List<Goal> goal,
        List<Double> bestScore,
        List<Instant> created,
        List<Instant> lastActivity,
        List<Map<State, Integer>> trials,
        List<Map<State, Integer>> runs,
        List<Long> epochs) {

    /** Every experiment of the store. */
    public static ExperimentList read(Request request) {
        List<ExperimentRow> rows = request.store().experiments();
        return new ExperimentList(
                column(rows, ExperimentRow::name),
                column(rows, ExperimentRow::description),
                column(rows, ExperimentRow::state),
                column(rows, ExperimentRow::metric),
                column(rows, ExperimentRow::goal),
                column(rows, row -> row.bestScore().orElse(Double.NaN)),
                column(rows, ExperimentRow::created),
                column(rows, ExperimentRow::lastActivity),
                column(rows, ExperimentRow::trials),
                column(rows, ExperimentRow::runs),
                column(rows, ExperimentRow::epochs));
    }
}
