package dev.plateau.nested;

import dev.plateau.curve.Curve;

/**
 * What a run says of an epoch count.
 *
 * @param epoch at which it was read; 0 if the run failed before
 * @param value of the objective there; NaN if the run failed before
 */
public record Reading(int epoch, double value) {

    /**
     * Reads a run as scores are read: at the epoch, or at its last one where early stopping ended it before. The last epoch of a run that
     * did not end well counts for none, as it may be the one at which it diverged.
     *
     * @param well whether the run ended well
     */
    public static Reading of(Curve run, boolean well, int epoch) {
        int at = Math.min(epoch, run.epochs());
        return at > 0 && (well || epoch < run.epochs()) ? new Reading(at, run.at(at)) : new Reading(0, Double.NaN);
    }
}
