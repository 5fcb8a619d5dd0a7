package dev.plateau.stats.influence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One training and where it was best.
 *
 * @param parameters what was searched, without the epochs: numbers, texts, truths and lists
 * @param epochs the best epoch, from 1
 * @param steps updates of the weights up to there; NaN if unknown
 * @param samples examples seen up to there; NaN if unknown
 * @param improving whether the best epoch is the last, so that the true one is at least this
 */
public record Observation(
        Map<String, Object> parameters, double epochs, double steps, double samples, boolean improving) {

    /** @throws IllegalArgumentException unless epochs is at least 1 */
    public Observation {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        if (!(epochs >= 1)) {
            throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
        }
    }

    double of(Unit unit) {
        return switch (unit) {
            case EPOCHS -> epochs;
            case STEPS -> steps;
            case SAMPLES -> samples;
        };
    }
}
