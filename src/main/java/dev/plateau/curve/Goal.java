package dev.plateau.curve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which way a metric gets better. */
public enum Goal {
    MINIMIZE,
    MAXIMIZE;

    private static final List<String> ERRORS = List.of("loss", "mae", "mse", "rmse", "error");

    private static final List<String> SCORES = List.of("accuracy", "f1", "r2", "auc");

    /** Keras cuts accuracy to {@code acc}; it counts as a word of its own only. */
    private static final List<String> SHORT_SCORES = List.of("acc");

    /** Whether one value is strictly better than another; NaN is worse than everything. */
    public boolean better(double one, double other) {
        if (Double.isNaN(one) || Double.isNaN(other)) {
            return !Double.isNaN(one) && Double.isNaN(other);
        }
        return this == MINIMIZE ? one < other : one > other;
    }

    /**
     * The goal that the name of a metric tells, upper and lower case being one: errors first, so that f1_loss is minimised. Empty for names
     * that do not tell.
     */
    public static Optional<Goal> of(String metric) {
        String name = metric.toLowerCase(Locale.ROOT);
        if (ERRORS.stream().anyMatch(name::contains)) {
            return Optional.of(MINIMIZE);
        }
        List<String> words = List.of(name.split("[^a-z0-9]+"));
        return SCORES.stream().anyMatch(name::contains) || SHORT_SCORES.stream().anyMatch(words::contains)
                ? Optional.of(MAXIMIZE)
                : Optional.empty();
    }
}
