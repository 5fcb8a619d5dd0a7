package dev.plateau.server.comparison;

import static dev.plateau.server.http.Columns.column;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.plateau.compare.At;
import dev.plateau.compare.Budget;
import dev.plateau.compare.Budget.Unit;
import dev.plateau.compare.Comparison.Entry;
import dev.plateau.curve.Estimate;
import dev.plateau.server.http.Json;
import dev.plateau.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What it is fair to compare trials at, and their values there.
 *
 * @param axis that it is fair to draw them over: epoch or samples
 * @param reason for the axis, a sentence
 * @param samples that every trial has spent a fold; 0 if one has not trained yet
 * @param epoch of each trial at that budget, 0 for none
 * @param score of each trial there, mean over folds; NaN for none
 * @param error its standard error
 * @param spent samples of each trial by the end of its own epochs
 */
record EqualBudget(
        String axis,
        String reason,
        double samples,
        List<Integer> epoch,
        List<Double> score,
        List<Double> error,
        List<Double> spent,
        @JsonIgnore Map<Unit, Double> amounts) {

    static EqualBudget of(Store store, List<Entry> entries) {
        List<Double> spent = column(entries, entry -> Budget.spent(store, entry.trial(), Unit.SAMPLES));
        double samples = least(spent);
        List<At.Reading> readings = samples > 0
                ? column(
                        entries,
                        entry -> new At.Spent(new Budget(Unit.SAMPLES, samples))
                                .read(store, entry.experiment(), entry.trial()))
                : column(entries, entry -> new At.Reading(0, List.of()));
        List<Estimate> scores = column(readings, reading -> Estimate.of(reading.scores()));
        String difference = difference(store, entries);
        return new EqualBudget(
                difference.isEmpty() ? "epoch" : "samples",
                difference.isEmpty()
                        ? "An epoch is the same amount of training for all."
                        : "Over samples, as " + difference + ": an epoch is not the same amount of training for all.",
                samples,
                column(readings, At.Reading::epoch),
                column(scores, Estimate::mean),
                column(scores, Estimate::error),
                spent,
                Map.of(
                        Unit.SAMPLES,
                        samples,
                        Unit.STEPS,
                        least(column(entries, entry -> Budget.spent(store, entry.trial(), Unit.STEPS))),
                        Unit.SECONDS,
                        least(column(entries, entry -> Budget.spent(store, entry.trial(), Unit.SECONDS)))));
    }

    /** The most of a unit that every trial has spent; 0 if one has not trained yet. */
    double of(Unit unit) {
        return Objects.requireNonNull(amounts.get(unit));
    }

    private static double least(List<Double> spent) {
        return spent.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    private static String difference(Store store, List<Entry> entries) {
        if (entries.stream().map(EqualBudget::batch).distinct().count() > 1) {
            return "batch sizes differ";
        }
        long sizes = entries.stream()
                .map(entry -> entry.experiment().id())
                .distinct()
                .map(id -> store.folds(id).stream()
                        .mapToInt(fold -> fold.training().size())
                        .max()
                        .orElse(0))
                .distinct()
                .count();
        return sizes > 1 ? "the folds have different numbers of rows" : "";
    }

    private static String batch(Entry entry) {
        return String.valueOf(Json.object(entry.trial().configuration()).get("batch_size"));
    }
}
