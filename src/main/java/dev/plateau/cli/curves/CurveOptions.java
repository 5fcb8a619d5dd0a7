package dev.plateau.cli.curves;

import dev.plateau.curve.Goal;
import java.util.Optional;

/**
 * What a reader of curves wants from a file.
 *
 * @param metric the column, or in long form the name; empty: val_loss or what is usually meant by it
 * @param goal empty: as the name of the metric tells
 * @param trial which one of a file with several; empty where there is one
 */
public record CurveOptions(Optional<String> metric, Optional<Goal> goal, Optional<Integer> trial) {

    /** Everything as the file says. */
    public static final CurveOptions USUAL = new CurveOptions(Optional.empty(), Optional.empty(), Optional.empty());
}
