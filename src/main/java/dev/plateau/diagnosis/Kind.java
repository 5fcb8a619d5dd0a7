package dev.plateau.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be told from curves, most urgent first: the order in which findings are listed. */
public enum Kind {
    /** Not finite, or far worse than where it started. */
    DIVERGED,
    /** The loss on the rows trained on goes up and down from epoch to epoch by more than it falls. */
    LEARNING_RATE_TOO_LARGE,
    /** Nothing was learned: the metric ends where it started. */
    FLAT,
    /** Both losses fall in a straight line, each epoch by a small part of what is left. */
    LEARNING_RATE_TOO_SMALL,
    /** Validation was still getting better at the last epoch. */
    STILL_IMPROVING,
    /** Validation has become worse since its best epoch. */
    OVERFITTING,
    /** Training ends no better than validation and far from what was there to gain, and both stand still. */
    UNDERFITTED,
    /** Some folds call for another epoch count than the others. */
    FOLDS_DISAGREE,
    /** Epochs differ by chance as much as by learning. */
    NOISY,
    /** Improvement ended; the rest does no harm. */
    PLATEAU;

    /** The name in JSON and on the terminal, such as {@code still_improving}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
