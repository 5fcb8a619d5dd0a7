package dev.plateau.server.trials;

import dev.plateau.curve.Goal;
import dev.plateau.server.table.Parameter;
import dev.plateau.server.table.TrialTable;
import dev.plateau.server.table.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of the leaderboard that trials can be sorted and filtered by.
 *
 * @param key its name in {@code sort} and {@code where}
 * @param numeric whether it holds numbers only; ranges are for these
 * @param down whether its best values are the greatest, so that they come first
 * @param value of the trial in a row of the table; null if it has none
 */
record Field(String key, boolean numeric, boolean down, IntFunction<@Nullable Object> value) {

    static final String SCORE = "score";

    /** Before the name of a hyperparameter. */
    static final String PARAMETER = "p.";

    /** All columns of a table by key. */
    static Map<String, Field> of(TrialTable table, Values values) {
        Map<String, Field> fields = new LinkedHashMap<>();
        put(fields, number("trial", row -> table.trial(row).number()));
        put(
                fields,
                new Field(
                        SCORE,
                        true,
                        values.goal() == Goal.MAXIMIZE,
                        row -> finite(values.at(row).mean())));
        put(fields, number("score_error", row -> finite(values.at(row).error())));
        put(
                fields,
                new Field("state", false, false, row -> table.trial(row).state().name()));
        put(fields, number("epochs", row -> table.trial(row).epochs()));
        put(fields, number("epochs_done", table::epochsDone));
        put(fields, number("folds_done", row -> table.trial(row).foldsDone()));
        put(fields, number("stage", table::stage));
        put(
                fields,
                new Field(
                        "message",
                        false,
                        false,
                        row -> table.trial(row).message().orElse(null)));
        for (Parameter parameter : table.parameters()) {
            boolean numeric = parameter.kind() == Parameter.Kind.number;
            put(
                    fields,
                    new Field(
                            PARAMETER + parameter.name(),
                            numeric,
                            false,
                            row -> table.settings(row).get(parameter.name())));
        }
        return fields;
    }

    private static void put(Map<String, Field> fields, Field field) {
        fields.put(field.key(), field);
    }

    private static Field number(String key, IntFunction<@Nullable Object> value) {
        return new Field(key, true, false, value);
    }

    private static @Nullable Object finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
