package dev.plateau.server.trials;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.curve.Estimate;
import dev.plateau.curve.Goal;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.server.table.Parameter;
import dev.plateau.server.table.TrialTable;
import dev.plateau.spelling.Spelling;
import dev.plateau.store.State;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trials by the value of one hyperparameter, a row a value, by columns; the best first.
 *
 * @param group the hyperparameter
 * @param total trials of the experiment
 * @param matching those that pass the filters
 * @param groups how many values these have; more than are in the page
 * @param offset place of the first row among them
 * @param metric that the values are of
 * @param goal which way it gets better
 * @param meaning how a value comes from the folds, for people
 * @param name the value of the hyperparameter, null for the trials that do not have it
 * @param trials how many
 * @param best the best value, NaN if no trial has one; {@code bestError} its standard error
 * @param bestTrial number of the trial that has it, 0 if none has
 * @param mean of the values of all trials, {@code meanError} its standard error
 * @param scored how many trials are in the mean
 */
public record TrialGroups(
        String group,
        int total,
        int matching,
        int groups,
        int offset,
        String metric,
        Goal goal,
        String meaning,
        List<@Nullable Object> name,
        List<Integer> trials,
        List<Double> best,
        List<Double> bestError,
        List<Integer> bestTrial,
        List<Double> mean,
        List<Double> meanError,
        List<Integer> scored,
        List<Map<State, Integer>> states) {

    /** One row. */
    private record Group(@Nullable Object name, List<Integer> rows, Optional<Integer> best, Estimate mean) {

        static Group of(@Nullable Object name, List<Integer> rows, Selection selection) {
            List<Integer> scored = rows.stream()
                    .filter(row -> Double.isFinite(mean(selection, row)))
                    .toList();
            Goal goal = selection.values().goal();
            return new Group(
                    name,
                    rows,
                    scored.stream()
                            .reduce((one, other) ->
                                    goal.better(mean(selection, other), mean(selection, one)) ? other : one),
                    Estimate.of(column(scored, row -> mean(selection, row))));
        }

        private static double mean(Selection selection, int row) {
            return selection.values().at(row).mean();
        }

        Estimate value(Selection selection) {
            return best.map(row -> selection.values().at(row)).orElse(new Estimate(Double.NaN, Double.NaN, 0));
        }

        Map<State, Integer> states(TrialTable table) {
            Map<State, Integer> states = new EnumMap<>(State.class);
            rows.forEach(row -> states.merge(table.trial(row).state(), 1, Integer::sum));
            return states;
        }
    }

    /** Orders of the rows by what {@code sort} calls them. */
    private static final List<String> SORTS = List.of("score", "mean", "trials", "name");

    static TrialGroups read(Request request, TrialTable table) {
        List<String> names = column(table.parameters(), Parameter::name);
        String group = request.text("group");
        if (!names.contains(group)) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST, "group has no parameter \"" + group + "\"" + Spelling.hint(group, names));
        }
        String sort = request.text("sort");
        String key = sort.startsWith("-") ? sort.substring(1) : sort;
        if (!key.isEmpty() && !SORTS.contains(key)) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST, "sort of groups has no column \"" + key + "\"" + Spelling.hint(key, SORTS));
        }
        Selection selection = Selection.bestFirst(request, table);
        List<Group> all = new ArrayList<>(groups(group, selection));
        all.sort(order(key, sort.startsWith("-"), selection));
        int from = Math.min(TrialPage.offset(request), all.size());
        return of(group, new Place(from, Math.min(all.size(), from + TrialPage.rows(request))), all, selection);
    }

    private static List<Group> groups(String group, Selection selection) {
        Map<Object, List<Integer>> rows = new HashMap<>();
        List<Integer> without = new ArrayList<>();
        for (int row : selection.rows()) {
            Object value = selection.table().settings(row).get(group);
            (value == null ? without : rows.computeIfAbsent(value, absent -> new ArrayList<>())).add(row);
        }
        List<Group> all = new ArrayList<>();
        rows.forEach((value, own) -> all.add(Group.of(value, own, selection)));
        if (!without.isEmpty()) {
            all.add(Group.of(null, without, selection));
        }
        return all;
    }

    /** A page of the rows. */
    private record Place(int from, int to) {}

    /** By the column, then by name; groups without a value last either way. */
    private static Comparator<Group> order(String key, boolean down, Selection selection) {
        Comparator<@Nullable Object> names = Comparator.nullsLast(Parameter.ORDER);
        Comparator<Group> byName = (one, other) -> names.compare(one.name(), other.name());
        int sign = down ? -1 : 1;
        boolean greatest = selection.values().goal() == Goal.MAXIMIZE;
        Comparator<Group> order = switch (key) {
            case "name" -> (one, other) -> sign * byName.compare(one, other);
            case "trials" -> Comparator.comparingInt(one -> -sign * one.rows().size());
            default ->
                Comparator.comparingDouble(one -> {
                    double value = key.equals("mean")
                            ? one.mean().mean()
                            : one.value(selection).mean();
                    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : (greatest ? -sign : sign) * value;
                });
        };
        return order.thenComparing(byName);
    }

    private static TrialGroups of(String group, Place place, List<Group> all, Selection selection) {
        List<Group> page = all.subList(place.from(), place.to());
        TrialTable table = selection.table();
        return new TrialGroups(
                group,
                table.size(),
                selection.rows().size(),
                all.size(),
                place.from(),
                selection.values().measure().metric(),
                selection.values().goal(),
                selection.values().measure().kind().meaning(),
                names(page),
                column(page, one -> one.rows().size()),
                column(page, one -> one.value(selection).mean()),
                column(page, one -> one.value(selection).error()),
                column(
                        page,
                        one -> one.best().map(row -> table.trial(row).number()).orElse(0)),
                column(page, one -> one.mean().mean()),
                column(page, one -> one.mean().error()),
                column(page, one -> one.mean().count()),
                column(page, one -> one.states(table)));
    }

    private static List<@Nullable Object> names(List<Group> page) {
        List<@Nullable Object> names = new ArrayList<>();
        page.forEach(one -> names.add(one.name()));
        return names;
    }
}
