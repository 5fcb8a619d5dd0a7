package dev.plateau.compare;

import java.util.Optional;

/** The one place that says whether the score of the best trial is better than it will be on new data. */
public final class Optimism {

    /** Under every score that was chosen as the best of several. */
    public static final String LABEL = "optimistic: chosen on these very folds";

    private Optimism() {}

    /**
     * The label of a best score; empty if it was the only one, for then nothing was chosen.
     *
     * @param trials how many have a score
     */
    public static Optional<String> of(int trials) {
        return trials > 1 ? Optional.of(LABEL) : Optional.empty();
    }
}
