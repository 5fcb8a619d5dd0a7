package dev.plateau.nested;

import java.util.OptionalInt;

/**
 * What was chosen without the rows of one fold, and what it is worth on them.
 *
 * @param repeat from 1
 * @param fold from 1
 * @param trial the chosen configuration; empty if all had failed
 * @param epoch the chosen epoch count, likewise
 * @param read the epoch at which the fold's run was read: less than {@code epoch} where early stopping had ended it, empty where it failed
 * @param score of the objective there; NaN if there is none
 */
public record OuterFold(int repeat, int fold, OptionalInt trial, OptionalInt epoch, OptionalInt read, double score) {

    /** A fold for which every configuration had failed. */
    public static OuterFold undecided(int repeat, int fold) {
        return new OuterFold(repeat, fold, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Double.NaN);
    }

    /** A fold whose choice was read at some epoch, or failed. */
    public static OuterFold of(int repeat, int fold, Choice choice, Reading reading) {
        return new OuterFold(
                repeat,
                fold,
                OptionalInt.of(choice.trial()),
                OptionalInt.of(choice.epoch()),
                reading.epoch() == 0 ? OptionalInt.empty() : OptionalInt.of(reading.epoch()),
                reading.value());
    }

    /** Whether early stopping ended its run before the chosen epoch. */
    public boolean stoppedBefore() {
        return read.isPresent() && epoch.isPresent() && read.getAsInt() < epoch.getAsInt();
    }
}
