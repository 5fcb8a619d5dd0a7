package dev.plateau.server.trial;

import dev.plateau.curve.Goal;
import dev.plateau.epoch.EpochCount;
import dev.plateau.store.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All of one trial but its values.
 *
 * @param score fold mean at {@code epochs}; NaN before the first fold
 * @param epochs at which the trial is read, {@code stageEpochs} those that its training may come to
 * @param folds how many runs score it, {@code foldsDone} how many have
 * @param message why it failed, empty if it did not
 * @param previous the trial before it, {@code next} the one after; null at the ends
 * @param best the best trial; null while none is complete
 * @param bestConfiguration its hyperparameters; null likewise
 * @param settings what its training was told, completed: what a configuration leaves out as well
 * @param metrics that any run of the experiment has
 * @param missing why there is no advice yet; empty if there is
 * @param advice how many epochs, and what is wrong with the training; null while nothing can be said
 * @param environment where it comes from, in the order in which people read it
 */
public record TrialDetail(
        String experiment,
        int number,
        State state,
        String metric,
        Goal goal,
        double score,
        double scoreError,
        int epochs,
        int stageEpochs,
        int folds,
        int foldsDone,
        String message,
        @Nullable Integer previous,
        @Nullable Integer next,
        @Nullable Integer best,
        Map<String, Object> configuration,
        @Nullable Map<String, Object> bestConfiguration,
        Map<String, Object> settings,
        List<String> metrics,
        String missing,
        @Nullable EpochCount advice,
        RunColumns runs,
        Siblings siblings,
        Map<String, String> environment,
        Reproduce reproduce,
        Artifacts artifacts) {

    /**
     * Other trials that are read from the same training.
     *
     * @param shared up to which epoch this trial and the other have the same curve
     * @param sentence all that in words; empty if there is none
     */
    record Siblings(List<Integer> number, List<Integer> epochs, List<Integer> shared, String sentence) {}

    /**
     * How to get the same numbers again.
     *
     * @param verify trains everything again and compares bit for bit, {@code run} begins the search anew from its file, {@code refit} trains
     *     this trial on all rows
     * @param exact what makes it exact, a sentence each
     */
    record Reproduce(String verify, String run, String refit, List<String> exact) {}

    /**
     * Files that it gave, by columns.
     *
     * @param kind model for those of Plateau, file for what a program has logged: those have id 0 and no SHA-256
     * @param url where a browser gets it; empty for what only commands read
     * @param hidden says what is not listed; empty if all is
     */
    record Artifacts(
            List<Long> id,
            List<String> name,
            List<String> kind,
            List<Long> bytes,
            List<String> sha256,
            List<Instant> created,
            List<String> url,
            String hidden) {}
}
