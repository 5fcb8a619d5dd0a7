package dev.plateau.server.comparison;

import dev.plateau.compare.At;
import dev.plateau.compare.Comparison;
import dev.plateau.compare.Field;
import dev.plateau.curve.Goal;
import dev.plateau.server.http.Request;
import dev.plateau.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trials side by side. Columns have one value a trial, in the order asked for.
 *
 * @param at where scores are read, as it was asked for
 * @param baseline place of the trial that the others are compared with
 * @param metric the objective of the baseline's experiment, empty without a trial
 * @param goal of that metric
 * @param level confidence of all intervals
 * @param compared how many trials the Holm p are adjusted for
 * @param facts what differs, or could
 * @param metrics names of the metrics that any of the experiments has stored
 * @param budget what it is fair to draw and read them at; null without a trial
 */
public record Compared(
        String at,
        int baseline,
        String metric,
        Goal goal,
        double level,
        int compared,
        TrialColumns trials,
        VerdictColumns verdicts,
        List<Fact> facts,
        List<String> metrics,
        @Nullable EqualBudget budget) {

    private static final double LEVEL = 0.95;

    /**
     * The {@code trials} against a {@code baseline}, the first if it is left out, {@code at} last, best, epoch:N, or a budget such as
     * samples:N; samples alone is the most that every trial has spent.
     */
    public static Compared read(Request request) {
        Chosen chosen = Chosen.of(request);
        Store store = request.store();
        if (chosen.entries().isEmpty()) {
            return new Compared(
                    "last",
                    0,
                    "",
                    Goal.MINIMIZE,
                    LEVEL,
                    0,
                    TrialColumns.none(),
                    VerdictColumns.none(),
                    List.of(),
                    List.of(),
                    null);
        }
        EqualBudget budget = EqualBudget.of(store, chosen.entries());
        Where where = Where.of(request.text("at"), budget);
        At at = where.at();
        Field field = Field.of(store, chosen.entries(), chosen.baseline(), at);
        Field.Row baseline = field.rows().get(chosen.baseline());
        return new Compared(
                where.text(),
                chosen.baseline(),
                baseline.entry().experiment().metric(),
                baseline.entry().experiment().goal(),
                LEVEL,
                field.comparison()
                        .map(Comparison::rows)
                        .map(rows -> rows.size() - 1)
                        .orElse(0),
                TrialColumns.of(field.rows()),
                VerdictColumns.of(field, chosen.baseline()),
                Facts.of(store, chosen.entries()),
                chosen.entries().stream()
                        .map(entry -> entry.experiment().id())
                        .distinct()
                        .flatMap(id -> store.metrics(id).stream())
                        .distinct()
                        .toList(),
                budget);
    }
}
