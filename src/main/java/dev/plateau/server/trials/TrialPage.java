package dev.plateau.server.trials;

import static dev.plateau.server.http.Columns.column;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plateau.curve.Goal;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.server.table.TrialTable;
import dev.plateau.server.table.TrialTables;
import dev.plateau.server.table.Values;
import io.javalin.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the leaderboard by columns.
 *
 * @param total trials of the experiment
 * @param matching those that pass the filters
 * @param offset place of the first row among them
 * @param next cursor of the page behind this one, null for the last
 * @param metric that the values are of
 * @param goal which way it gets better
 * @param meaning how a value comes from the folds, for people
 * @param value by which trials are compared, NaN for a trial without
 * @param valueError its standard error, NaN for fewer than two folds
 * @param valueCount how many folds went in
 */
public record TrialPage(
        int total,
        int matching,
        int offset,
        @Nullable String next,
        String metric,
        Goal goal,
        String meaning,
        @JsonUnwrapped TrialColumns columns,
        List<Double> value,
        List<Double> valueError,
        List<Integer> valueCount) {

    private static final int MAX_ROWS = 10_000;
    private static final int USUAL_ROWS = 100;

    /** The page that is asked for, or groups of trials if they are asked for. */
    public static Object read(Request request, TrialTables tables) {
        TrialTable table = tables.of(request);
        return request.text("group").isEmpty()
                ? of(request, Selection.of(request, table))
                : TrialGroups.read(request, table);
    }

    private static TrialPage of(Request request, Selection selection) {
        String cursor = request.text("cursor");
        int matching = selection.rows().size();
        int from = cursor.isEmpty() ? Math.min(matching, offset(request)) : Cursor.place(cursor, selection);
        int to = Math.min(matching, from + rows(request));
        List<Integer> rows = selection.rows().subList(from, to);
        Values values = selection.values();
        return new TrialPage(
                selection.table().size(),
                matching,
                from,
                to < matching && to > 0 ? Cursor.behind(selection, to) : null,
                values.measure().metric(),
                values.goal(),
                values.measure().kind().meaning(),
                TrialColumns.of(selection.table(), rows),
                column(rows, row -> values.at(row).mean()),
                column(rows, row -> values.at(row).error()),
                column(rows, row -> values.at(row).count()));
    }

    /** Bounds of a whole number in the query, and what it is when it is left out. */
    record Bounds(int low, int high, int usual) {}

    static int rows(Request request) {
        return whole(request, "limit", new Bounds(1, MAX_ROWS, USUAL_ROWS));
    }

    static int offset(Request request) {
        return whole(request, "offset", new Bounds(0, Integer.MAX_VALUE, 0));
    }

    private static int whole(Request request, String name, Bounds bounds) {
        String text = request.text(name);
        if (text.isEmpty()) {
            return bounds.usual();
        }
        if (text.matches("\\d{1,9}")
                && Integer.parseInt(text) >= bounds.low()
                && Integer.parseInt(text) <= bounds.high()) {
            return Integer.parseInt(text);
        }
        throw new Problem(
                HttpStatus.BAD_REQUEST,
                name + " must be a whole number from " + bounds.low() + " to " + bounds.high() + ", got " + text);
    }
}
