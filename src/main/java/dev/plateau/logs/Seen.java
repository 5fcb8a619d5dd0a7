package dev.plateau.logs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One observation of a training: a line, a row or a record that a program wrote.
 *
 * @param epoch as the program counts, which may be from 0; empty if it does not say
 * @param step optimiser updates so far, if it says
 * @param samples examples seen so far, if it says
 * @param metrics by name, in the order they were written; NaN and infinities are allowed. None if the line only begins an epoch
 * @param whole whether it was written for a machine to read, a line or a row for an epoch, so that all of the epoch may be in it
 */
public record Seen(
        OptionalLong epoch, OptionalLong step, OptionalLong samples, Map<String, Double> metrics, boolean whole) {

    /** Most metrics that one observation, or one epoch, keeps: what is above it is no metric but an accident. */
    public static final int MAX_METRICS = 1_000;

    /** Most characters that the name of a metric has; MLflow's limit. */
    public static final int MAX_NAME = 250;

    public Seen {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        if (metrics.size() > MAX_METRICS) {
            throw new IllegalArgumentException("expected at most " + MAX_METRICS + " metrics, got " + metrics.size());
        }
    }
}
