package dev.plateau.server.trial;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.server.http.Typed;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.State;
import java.util.List;

/**
 * The runs that score a trial by columns, in order of repeat, fold.
 *
 * @param id as {@code plateau logs} takes it
 * @param repeat from 1
 * @param fold from 1
 * @param attempt 0 for one that was never started
 * @param epochs the last that is stored
 * @param seconds of training
 * @param worker empty before the first
 * @param seed as text: a browser's numbers have 53 bits
 * @param message why it ended as it did; empty if there is nothing to say
 */
record RunColumns(
        List<Long> id,
        List<Integer> repeat,
        List<Integer> fold,
        List<State> state,
        List<Integer> attempt,
        List<Integer> epochs,
        List<Double> seconds,
        List<String> worker,
        List<String> seed,
        List<String> message) {

    static RunColumns of(List<RunRow> runs) {
        return new RunColumns(
                column(runs, RunRow::id),
                column(runs, run -> run.repeat() + 1),
                column(runs, run -> run.fold() + 1),
                column(runs, RunRow::state),
                column(runs, RunRow::attempt),
                column(runs, RunRow::epochs),
                column(runs, RunRow::seconds),
                column(runs, run -> run.worker().orElse("")),
                column(runs, run -> String.valueOf(run.seed())),
                column(runs, run -> Typed.withoutPaths(run.message().orElse(""))));
    }
}
