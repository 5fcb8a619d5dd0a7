package dev.plateau.logs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * All that a program said about one epoch.
 *
 * @param number from 1, whatever the program counts from
 * @param step optimiser updates so far, if it says
 * @param samples examples seen so far, if it says
 * @param metrics by name, in the order they first came; NaN and infinities are allowed
 */
public record Epoch(int number, OptionalLong step, OptionalLong samples, Map<String, Double> metrics) {

    public Epoch {
        if (number < 1) {
            throw new IllegalArgumentException("expected an epoch from 1, got " + number);
        }
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
