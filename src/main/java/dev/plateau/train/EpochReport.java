package dev.plateau.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one epoch gave.
 *
 * @param epoch completed passes over the training rows, from 1
 * @param step optimiser updates so far
 * @param samples examples seen so far
 * @param seconds wall time of this epoch, its evaluation included
 * @param metrics by name, in order of display; {@code val_} marks the validation rows. NaN and infinities are allowed
 */
public record EpochReport(int epoch, long step, long samples, double seconds, Map<String, Double> metrics) {

    public EpochReport {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
