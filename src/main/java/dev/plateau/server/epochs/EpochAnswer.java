package dev.plateau.server.epochs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Costs;
import dev.plateau.epoch.EpochCount;
import org.jspecify.annotations.Nullable;

/**
 * The recommended epoch count of a trial with all its evidence: what {@code plateau epochs --json} prints, but by columns and with
 * the cost of every other count.
 *
 * @param trial that is advised on; null if none was named and none is complete
 * @param folds how many have ended and count, {@code foldsPlanned} how many there will be
 * @param readAt at which epoch the trial is read; its training may go on for other trials, and the advice looks at all of it
 * @param missing why there is no advice yet, in a sentence; empty if there is
 * @param refit the command that trains the trial on all rows, without the number of epochs; empty without a trial
 * @param count its fields stand beside these; none of them without an advice
 * @param cost of every epoch; null without an advice
 * @param nested the honest score; null unless the search is nested and this is its best trial
 */
public record EpochAnswer(
        @Nullable Integer trial,
        String metric,
        Goal goal,
        int folds,
        int foldsPlanned,
        @Nullable Integer readAt,
        String missing,
        String refit,
        @JsonUnwrapped @Nullable EpochCount count,
        @Nullable Costs cost,
        @Nullable NestedAnswer nested) {}
