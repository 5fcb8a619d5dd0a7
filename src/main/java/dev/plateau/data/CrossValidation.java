package dev.plateau.data;

import java.util.OptionalInt;

/**
 * How the rows are split: the {@code cross_validation} part of an experiment file.
 *
 * @param folds number of folds, at least 2; for HOLDOUT exactly 1
 * @param repeats how often the rows are reshuffled and split again, at least 1; exactly 1 for TIME_SERIES
 * @param holdout fraction of the rows that a HOLDOUT validates on, in (0, 1); unused otherwise
 * @param nested into how many inner folds the training rows of each fold are split again, at least 2, for HOLDOUT exactly 1;
 *     empty for no nesting
 */
public record CrossValidation(int folds, Strategy strategy, int repeats, double holdout, OptionalInt nested) {

    /** Which rows go together. */
    public enum Strategy {
        STRATIFIED,
        KFOLD,
        GROUP,
        TIME_SERIES,
        HOLDOUT
    }

    /** @throws IllegalArgumentException naming the field and its value */
    public CrossValidation {
        int least = strategy == Strategy.HOLDOUT ? 1 : 2;
        if (folds < least || (strategy == Strategy.HOLDOUT && folds != 1)) {
            throw new IllegalArgumentException("cross_validation.folds must be "
                    + (least == 1 ? "1 for holdout" : "at least 2") + ", found " + folds);
        }
        if (repeats < 1 || (strategy == Strategy.TIME_SERIES && repeats != 1)) {
            throw new IllegalArgumentException("cross_validation.repeats must be "
                    + (strategy == Strategy.TIME_SERIES ? "1 for time_series" : "at least 1") + ", found " + repeats);
        }
        if (!(holdout > 0 && holdout < 1)) {
            throw new IllegalArgumentException(
                    "cross_validation.holdout must be a fraction above 0 and below 1, found " + holdout);
        }
        if (nested.isPresent() && (nested.getAsInt() < least || (least == 1 && nested.getAsInt() != 1))) {
            throw new IllegalArgumentException("cross_validation.nested.folds must be "
                    + (least == 1 ? "1 for holdout" : "at least 2") + ", found " + nested.getAsInt());
        }
    }

    /** Without nesting. */
    public CrossValidation(int folds, Strategy strategy, int repeats, double holdout) {
        this(folds, strategy, repeats, holdout, OptionalInt.empty());
    }

    /** The same split with inner folds. */
    public CrossValidation nestedIn(int innerFolds) {
        return new CrossValidation(folds, strategy, repeats, holdout, OptionalInt.of(innerFolds));
    }

    /** How the training rows of one fold are split into its inner folds. */
    CrossValidation inner() {
        return new CrossValidation(nested.orElseThrow(), strategy, 1, holdout);
    }
}
