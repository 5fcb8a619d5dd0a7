package dev.plateau.curve;

import java.util.List;

/**
 * The curves of one configuration: an objective on the validation rows of each fold, and its namesake on the rows trained on.
 *
 * @param validation one curve a fold and repeat, in any order
 * @param training likewise and of the same folds; empty where it was not measured
 */
public record FoldCurves(Goal goal, List<Curve> validation, List<Curve> training) {

    public FoldCurves {
        validation = List.copyOf(validation);
        training = List.copyOf(training);
    }

    /** The validation curves alone. */
    public static FoldCurves of(Goal goal, List<Curve> validation) {
        return new FoldCurves(goal, validation, List.of());
    }
}
