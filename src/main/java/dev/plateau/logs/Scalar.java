package dev.plateau.logs;

import java.util.Map;
import java.util.OptionalLong;

/**
 * One number of a TensorBoard event file.
 *
 * @param tag the name of its curve
 * @param step any number; programs count epochs or updates in it
 * @param seconds since 1970, with a fraction
 * @param value NaN and infinities are allowed
 */
public record Scalar(String tag, long step, double seconds, double value) {

    /** This number as an observation of the epoch of its step: right for programs that count epochs in it. */
    public Seen seen() {
        return new Seen(OptionalLong.of(step), OptionalLong.empty(), OptionalLong.empty(), Map.of(tag, value), false);
    }
}
