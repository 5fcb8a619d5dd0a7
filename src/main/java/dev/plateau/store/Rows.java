package dev.plateau.store;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Goal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What reads of the store return. Names of fields are those of the columns. */
public final class Rows {

    private Rows() {}

    /**
     * @param bestScore score of the best completed trial in the goal's direction; empty before the first
     * @param trials number of trials by state, states without any left out
     * @param runs number of runs by state, states without any left out
     * @param epochs stored epochs of all runs
     */
    public record ExperimentRow(
            long id,
            String name,
            String description,
            String definition,
            String text,
            String metric,
            Goal goal,
            State state,
            Instant created,
            Instant lastActivity,
            OptionalDouble bestScore,
            Map<State, Integer> trials,
            Map<State, Integer> runs,
            long epochs) {

        /** Whether programs log it from outside: there is no search, no file and no fold of ours behind it. */
        public boolean logged() {
            return definition.isEmpty();
        }

        ExperimentRow with(State other) {
            return new ExperimentRow(
                    id,
                    name,
                    description,
                    definition,
                    text,
                    metric,
                    goal,
                    other,
                    created,
                    lastActivity,
                    bestScore,
                    trials,
                    runs,
                    epochs);
        }
    }

    /** @param settings JSON of the completed settings */
    public record StageRow(long id, int number, String settings, int epochs) {}

    /**
     * @param configuration JSON object of its hyperparameters
     * @param score fold mean of the objective at {@code epochs} over the folds done; empty before the first fold
     * @param scoreError its standard error; empty before the second fold
     * @param foldsDone how many runs have given their score
     * @param message why it failed; empty if it did not
     */
    public record TrialRow(
            long id,
            int number,
            String configuration,
            long stageId,
            int epochs,
            State state,
            OptionalDouble score,
            OptionalDouble scoreError,
            int foldsDone,
            Optional<String> message) {

        /**
         * Up to which epoch the curves of its stage are the trial's. They all are for the one that reads it last, which may be before
         * the stage ended: where training decides when to stop, it goes on past the best epoch to see that nothing better comes.
         *
         * @param trials of the experiment
         */
        public int reach(Collection<TrialRow> trials) {
            boolean last = trials.stream().noneMatch(other -> other.stageId == stageId && other.epochs > epochs);
            return last ? Integer.MAX_VALUE : epochs;
        }
    }

    /**
     * @param attempt from 1; 0 for a run that was never started
     * @param epochs last stored epoch
     * @param message why it ended as it did; empty if there is nothing to say
     * @param seconds training time of all stored epochs
     */
    public record RunRow(
            long id,
            long stageId,
            int repeat,
            int fold,
            int attempt,
            State state,
            long seed,
            int epochs,
            double seconds,
            Optional<String> worker,
            Optional<String> message) {}

    /** The objective of one trial on one fold; NaN if it was. */
    public record ScoreRow(long trialId, long runId, int repeat, int fold, double value) {}

    /**
     * A completed trial.
     *
     * @param error standard error of its score; NaN for one fold
     */
    public record ScoredTrial(int number, double score, double error) {}

    /**
     * How far a search has come.
     *
     * @param seconds training time of all stored epochs
     * @param epochs that are stored
     * @param left epochs that runs which have not ended still have to train, if none stops early
     * @param running runs that are RUNNING
     */
    public record Pace(long experimentId, double seconds, long epochs, long left, int running) {}

    /** Step, samples and seconds since the run's start at each epoch, for the choice of x axis. */
    public record Progress(
            long runId, List<Integer> epoch, List<Long> step, List<Long> samples, List<Double> seconds) {}

    /**
     * One time that a run trained.
     *
     * @param attempt from 1
     * @param worker the name of the place where it trained
     * @param ended empty while it trains
     * @param firstEpoch that it was to train, from 1
     * @param epochs last stored epoch of the run at its end, or now
     * @param state how it ended; QUEUED if the run waits since, LOST if its process was gone, RUNNING while it trains
     */
    public record AttemptRow(
            long runId,
            int attempt,
            String worker,
            Instant started,
            Optional<Instant> ended,
            int firstEpoch,
            int epochs,
            State state) {}

    /** A file that a search gave. */
    public record ArtifactRow(long id, Artifact artifact, Instant created) {}

    /** One metric of one run. */
    public record SeriesRow(long runId, long stageId, String name, Curve curve) {}
}
