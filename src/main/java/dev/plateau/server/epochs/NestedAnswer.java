package dev.plateau.server.epochs;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.nested.Choice;
import dev.plateau.nested.NestedScore;
import dev.plateau.nested.OuterFold;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The honest score of a nested search.
 *
 * @param score mean over the folds, each read with what was chosen without it; NaN while there is none
 * @param optimistic what the search says of itself, {@code optimism} how much better that is
 * @param pending runs that must end first
 * @param trial that was chosen on all folds, and the {@code epoch}; null if nothing was
 * @param folds what was chosen without each of them
 */
record NestedAnswer(
        double score,
        double error,
        double optimistic,
        double optimism,
        int pending,
        @Nullable Integer trial,
        @Nullable Integer epoch,
        Folds folds) {

    /** By columns; from 1. A trial, an epoch and a score are null where nothing could be chosen. */
    record Folds(
            List<Integer> repeat,
            List<Integer> fold,
            List<@Nullable Integer> trial,
            List<@Nullable Integer> epoch,
            List<Double> score) {}

    static NestedAnswer of(NestedScore nested) {
        List<OuterFold> folds = nested.folds();
        return new NestedAnswer(
                nested.score(),
                nested.error(),
                nested.optimistic(),
                nested.optimism(),
                nested.pending(),
                nested.chosen().map(Choice::trial).orElse(null),
                nested.chosen().map(Choice::epoch).orElse(null),
                new Folds(
                        column(folds, OuterFold::repeat),
                        column(folds, OuterFold::fold),
                        column(folds, fold -> orNull(fold.trial())),
                        column(folds, fold -> orNull(fold.epoch())),
                        column(folds, OuterFold::score)));
    }

    private static @Nullable Integer orNull(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }
}
