package dev.plateau.server.experiments;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.curve.Goal;
import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Pace;
import dev.plateau.store.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All experiments by columns, in the store's order.
 *
 * @param bestScore NaN before the first completed trial
 * @param bestError its standard error over the folds, NaN for one fold
 * @param bestTrial its number, 0 before the first completed one
 * @param sparkline best score so far over the completed trials in order of number, thinned to {@value Histories#MOST} values
 * @param trials number of trials by state
 * @param runs number of runs by state
 * @param secondsLeft for a running experiment how long it still takes at its pace so far, if no run stops early; NaN for others, or
 *     while nothing is known
 * @param tags of the experiment itself, in alphabetical order
 * @param archived whether somebody has put it away
 */
public record ExperimentList(
        List<String> name,
        List<String> description,
        List<State> state,
        List<String> metric,
        List<Goal> goal,
        List<Double> bestScore,
        List<Double> bestError,
        List<Integer> bestTrial,
        List<List<Double>> sparkline,
        List<Instant> created,
        List<Instant> lastActivity,
        List<Map<State, Integer>> trials,
        List<Map<State, Integer>> runs,
        List<Long> epochs,
        List<Double> secondsLeft,
        List<List<String>> tags,
        List<Boolean> archived) {

    /**
     * Every experiment of the store.
     *
     * @param histories that were read before
     */
    static ExperimentList read(Request request, Histories histories) {
        List<ExperimentRow> rows = request.store().experiments();
        List<Histories.History> past = histories.of(request.store(), rows);
        Map<Long, List<String>> tags = request.store().desk().tagsOfExperiments();
        Set<Long> archived = request.store().desk().archived();
        Map<Long, Pace> paces =
                request.store().paces().stream().collect(Collectors.toMap(Pace::experimentId, Function.identity()));
        return new ExperimentList(
                column(rows, ExperimentRow::name),
                column(rows, ExperimentRow::description),
                column(rows, ExperimentRow::state),
                column(rows, ExperimentRow::metric),
                column(rows, ExperimentRow::goal),
                column(rows, row -> row.bestScore().orElse(Double.NaN)),
                column(past, Histories.History::bestError),
                column(past, Histories.History::bestTrial),
                column(past, Histories.History::sparkline),
                column(rows, ExperimentRow::created),
                column(rows, ExperimentRow::lastActivity),
                column(rows, ExperimentRow::trials),
                column(rows, ExperimentRow::runs),
                column(rows, ExperimentRow::epochs),
                column(rows, row -> secondsLeft(row, paces)),
                column(rows, row -> tags.getOrDefault(row.id(), List.of())),
                column(rows, row -> archived.contains(row.id())));
    }

    private static double secondsLeft(ExperimentRow row, Map<Long, Pace> paces) {
        Pace pace = paces.get(row.id());
        return row.state() == State.RUNNING && pace != null && pace.running() > 0
                ? pace.left() * pace.seconds() / pace.epochs() / pace.running()
                : Double.NaN;
    }
}
