package dev.plateau.server.trials;

import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.server.table.Measure;
import dev.plateau.server.table.Parameter;
import dev.plateau.server.table.TrialTable;
import dev.plateau.server.table.Values;
import dev.plateau.spelling.Spelling;
import dev.plateau.store.Store;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The trials that somebody asks for: which, in which order, and by which value.
 *
 * @param rows of the table in that order
 * @param asked what was asked for, the same for the same selection: binds a cursor to it
 */
record Selection(TrialTable table, Values values, List<Integer> rows, String asked) {

    private static final Pattern NUMBER = Pattern.compile("t?0*(\\d{1,9})");

    /** In the order that is asked for. Throws {@link Problem} 400 with the parameter at fault and what it could have been. */
    static Selection of(Request request, TrialTable table) {
        return of(request, table, request.text("sort").isEmpty() ? Field.SCORE : request.text("sort"));
    }

    /** The best first, whatever order is asked for. */
    static Selection bestFirst(Request request, TrialTable table) {
        return of(request, table, Field.SCORE);
    }

    private static Selection of(Request request, TrialTable table, String sort) {
        Values values = table.values(measure(request, table));
        Map<String, Field> fields = Field.of(table, values);
        boolean down = sort.startsWith("-");
        String key = down ? sort.substring(1) : sort;
        Field field = Optional.ofNullable(fields.get(key))
                .orElseThrow(() -> new Problem(
                        HttpStatus.BAD_REQUEST,
                        "sort has no column \"" + key + "\"" + Spelling.hint(key, fields.keySet())));
        List<String> where = request.context().queryParams("where");
        IntPredicate passes = search(table, request.text("q"));
        for (String condition : where) {
            passes = passes.and(Filter.of(condition, fields));
        }
        return new Selection(
                table,
                values,
                sorted(table.size(), passes, field, down != field.down()),
                values.measure() + sort + where + request.text("q"));
    }

    private static Measure measure(Request request, TrialTable table) {
        String objective = table.experiment().metric();
        String metric = request.text("metric").isEmpty() ? objective : request.text("metric");
        String text = request.text("value").isEmpty() ? Field.SCORE : request.text("value");
        Measure measure = Measure.of(text, metric)
                .orElseThrow(() -> new Problem(
                        HttpStatus.BAD_REQUEST, "value must be score, best, last or epoch:N, got \"" + text + "\""));
        if (measure.kind() == Measure.Kind.SCORE && !metric.equals(objective)) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "Scores are of " + objective + "; to see " + metric + " ask for value=best, last or epoch:N");
        }
        if (!metric.equals(objective)) {
            check(metric, request.store(), table);
        }
        return measure;
    }

    private static void check(String metric, Store store, TrialTable table) {
        List<String> known = store.metrics(table.experiment().id());
        if (!known.contains(metric)) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST, "There is no metric \"" + metric + "\"" + Spelling.hint(metric, known));
        }
    }

    /** Trials that hold every word. A word like t07 is a trial's number and nothing else; 7 may be one. */
    private static IntPredicate search(TrialTable table, String text) {
        List<String> words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        return row -> words.stream().allMatch(word -> holds(table, row, word));
    }

    private static boolean holds(TrialTable table, int row, String word) {
        Matcher number = NUMBER.matcher(word);
        if (number.matches()
                && number.group(1).equals(String.valueOf(table.trial(row).number()))) {
            return true;
        }
        return !(number.matches() && word.startsWith("t")) && table.text(row).contains(word);
    }

    /** Rows in order; those without a value last, either way, and equal ones by number. */
    private static List<Integer> sorted(int size, IntPredicate passes, Field field, boolean down) {
        Object[] keys = new Object[size];
        int[] rows = IntStream.range(0, size).filter(passes).toArray();
        Arrays.stream(rows).forEach(row -> keys[row] = field.value().apply(row));
        Comparator<Object> order = down ? Parameter.ORDER.reversed() : Parameter.ORDER;
        return Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.<Integer, @Nullable Object>comparing(row -> keys[row], Comparator.nullsLast(order))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
