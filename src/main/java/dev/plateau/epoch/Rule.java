package dev.plateau.epoch;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ways to choose an epoch count from the curves of one configuration. {@code m} is the mean over folds at each epoch; where
 * a metric is maximised its sign is turned.
 *
 * <p>What each lost in our back-test stands in {@link Advisor}.
 */
public enum Rule {
    /** The mean over resampled folds of the epoch at which the smoothed curve is best: see {@link Advisor}. */
    AUTO("mean best epoch of resampled folds"),

    /** argmin m. */
    MINIMUM("lowest mean"),

    /** argmin of m smoothed by a centred window of at most 9 epochs. */
    SMOOTHED_MINIMUM("lowest mean over a window of 9 epochs"),

    /** The smallest e with m(e) <= m(b) + s(b) / sqrt(K), b = argmin m (Breiman et al. 1984, section 3.4.3). */
    ONE_STANDARD_ERROR("within one standard error of the lowest mean"),

    /** The same with the standard error over folds of the difference m_k(e) - m_k(b). */
    ONE_STANDARD_ERROR_PAIRED("within one standard error of the difference from the lowest mean"),

    /** The best of m when 10 epochs in a row brought nothing better. */
    PATIENCE("best when 10 epochs brought nothing better"),

    /** The best of m when it had risen 5 % above its minimum: GL_5 (Prechelt 1998). */
    GL("best when the mean had risen by 5 % (GL)"),

    /** The best of m when GL was above 0.75 times the progress on the training rows: PQ_0.75 (Prechelt 1998). */
    PQ("best when the rise outran the progress on training rows (PQ)"),

    /** The best of m when it had risen over 3 successive strips of 5 epochs: UP_3 (Prechelt 1998). */
    UP("best when the mean had risen over 3 strips of 5 epochs (UP)"),

    /** The mean of the folds' own best epochs, rounded, halves up (H2O-3). */
    FOLD_MEAN("mean of the folds' best epochs");

    private final String description;

    Rule(String description) {
        this.description = description;
    }

    /** The name in files and JSON, for example {@code smoothed_minimum}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }

    /** What it chooses, in a few words. */
    public String description() {
        return description;
    }

    /** The rule of a name in a file; empty if there is none. */
    public static Optional<Rule> labelled(String label) {
        return Stream.of(values()).filter(rule -> rule.label().equals(label)).findFirst();
    }
}
