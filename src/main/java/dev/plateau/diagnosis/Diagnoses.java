package dev.plateau.diagnosis;

import dev.plateau.curve.FoldCurves;
import java.util.List;

/** What is wrong with a training, told from its curves. */
public final class Diagnoses {

    private Diagnoses() {}

    /**
     * The findings about one configuration, most important first; none if the curves show nothing.
     *
     * @param curves validation curves of at least one fold, training curves of the same folds or none
     */
    public static List<Diagnosis> of(FoldCurves curves) {
        return List.of();
    }
}
