package dev.plateau.store;

import dev.plateau.store.Rows.ArtifactRow;
import dev.plateau.store.Rows.AttemptRow;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Pace;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.ScoredTrial;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.track.Tracker;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Everything that outlives the process. Thread-safe. Each write has been committed when its method returns or its future
 * completes; what was committed survives kill -9. Reads see every write that was acknowledged before they began.
 *
 * <p>Under nested cross-validation a search has inner folds as well. Their runs are runs like all others, but they score no trial, and
 * nobody sees them who does not ask: {@code folds}, {@code runs}, {@code series}, {@code progress} and {@code scores} leave them out,
 * and methods of their own have nothing else. Counts of runs and epochs of an experiment hold both.
 *
 * <p>Every method throws {@link StoreException} when the database cannot be read or written.
 */
public interface Store extends AutoCloseable {

    /** Stores a new search, all of it or nothing, its runs QUEUED, and returns its id. Throws if the name is taken. */
    long create(Search search);

    void experimentState(long experimentId, State state);

    /**
     * A run is about to train: RUNNING, its attempt raised by one, its trials RUNNING if they were QUEUED. Returns the
     * attempt. A run in any state but CANCELLED may begin; trials that have ended stay as they are.
     *
     * @return 0 if the run is CANCELLED, which only {@link Desk#requeue} undoes: nothing was changed
     */
    int begin(long runId, String worker);

    /**
     * Stores an epoch. The future completes after the commit, with false if the report was fenced off because its attempt is
     * over. The first report of an epoch stands; a later one can only add metrics and scores. A trial whose last fold is
     * scored becomes COMPLETED in the same transaction, unless it has ended otherwise.
     *
     * <p>Waits while 4,096 reports are queued. What is chained to the future runs on the writer's thread: it may report, but
     * it must not wait for another write.
     */
    CompletableFuture<Boolean> report(Report report);

    /**
     * The same for several epochs of one attempt: one transaction, all of them or none, and far cheaper than one by one. Among them the first report of an epoch
     * stands as well. None at all are stored at once.
     *
     * <p>Throws IllegalArgumentException if they are not all of one attempt of one run.
     */
    CompletableFuture<Boolean> report(List<Report> reports);

    /**
     * A run has ended or waits again (QUEUED, LOST). {@code scores} closes trials that asked for more epochs than an early
     * stop left. With FAILED, CANCELLED or PRUNED, trials of its stage that this run has not scored get that state and the
     * message. With QUEUED or LOST they become QUEUED once none of their folds is RUNNING.
     *
     * <p>Does nothing if the attempt is over; but a run that waits, begun or not (attempt 0), may be FAILED, CANCELLED or
     * PRUNED.
     */
    void end(long runId, int attempt, State state, Optional<String> message, List<Report.Score> scores);

    /**
     * A stage whose runs wait has been trained enough: all in one transaction its QUEUED runs become COMPLETED with the message, its
     * trials that have not ended are read at the epoch, and are scored there. A trial whose folds are all scored becomes COMPLETED.
     *
     * <p>Throws IllegalStateException if a run of the stage is RUNNING.
     */
    void settle(Settlement settlement);

    /**
     * RUNNING and LOST runs of an experiment whose process is gone become QUEUED again, to go on from their last stored
     * epoch. Returns how many.
     */
    int requeueLost(long experimentId);

    /** What people write, and what they ask of a search. */
    Desk desk();

    /** What programs log from outside, and the searches as those programs see them. */
    Tracker tracker();

    /** Each time that a run of the experiment trained, the earliest first; none of what trained before version 4 of the tables. */
    List<AttemptRow> attempts(long experimentId);

    /** Remembers a file that an experiment gave, which must be there already, and returns its id. */
    long add(long experimentId, Artifact artifact);

    /** The files that an experiment gave, the oldest first. Whether they are still there is not looked at. */
    List<ArtifactRow> artifacts(long experimentId);

    /** Latest activity first. To a reader an experiment whose process is gone is LOST and not RUNNING. */
    List<ExperimentRow> experiments();

    Optional<ExperimentRow> experiment(String name);

    Map<String, String> provenance(long experimentId);

    List<Search.StoredFold> folds(long experimentId);

    /** The inner folds, in order of repeat, fold; none without nesting. */
    List<Search.InnerFold> innerFolds(long experimentId);

    List<StageRow> stages(long experimentId);

    /** In order of number. */
    List<TrialRow> trials(long experimentId);

    /** The trials of some numbers, and all others that are read from the same training, in order of number; unknown numbers are passed over. */
    List<TrialRow> trialsAndSiblings(long experimentId, Collection<Integer> numbers);

    Optional<TrialRow> trial(long experimentId, int number);

    /** The trials that are read from the training of one stage, in order of number. */
    List<TrialRow> trialsOf(long stageId);

    /** Every fold score that trials have so far, in order of trial number, repeat, fold. */
    List<ScoreRow> scores(long experimentId);

    /** The fold scores that one trial has so far, in order of repeat, fold. */
    List<ScoreRow> scoresOfTrial(long trialId);

    /** The completed trials that have a score, in order of number: how a search went, without a look at its curves. */
    List<ScoredTrial> completed(long experimentId);

    /** How far each experiment that is RUNNING has come; one without a stored epoch says nothing and is left out. */
    List<Pace> paces();

    /**
     * What trials would be scored on the inner folds, by the rule that scores them on the others: the objective at the epoch at which
     * the trial is read, or at the last one where early stopping ended the run before. The last epoch of a run that did not end well
     * counts for none, as it may be the one at which it diverged. In order of trial number, repeat, fold.
     */
    List<ScoreRow> innerScores(long experimentId);

    /** In order of stage, repeat, fold. */
    List<RunRow> runs(long experimentId);

    /** The runs of some stages, in order of stage, repeat, fold. */
    List<RunRow> runsOfStages(Collection<Long> stageIds);

    /** Those of one stage, in order of repeat, fold. */
    List<RunRow> runsOf(long stageId);

    /** The runs of the inner folds, in order of stage, repeat, fold. */
    List<RunRow> innerRuns(long experimentId);

    Optional<RunRow> run(long runId);

    /** The names of all metrics that any run of the experiment has, in the order in which they were first stored. */
    List<String> metrics(long experimentId);

    /** One metric of all runs of some stages, in order of stage, repeat, fold. */
    List<SeriesRow> series(Collection<Long> stageIds, String metric);

    /** One metric of all inner runs of some stages, in order of stage, repeat, fold. */
    List<SeriesRow> innerSeries(Collection<Long> stageIds, String metric);

    /** All metrics of one run, be it an inner one. */
    List<SeriesRow> seriesOfRun(long runId);

    /** The axes of all runs of some stages. */
    List<Progress> progress(Collection<Long> stageIds);

    /**
     * A number that is another one after every committed write, also by another process. Compare it with earlier ones of this
     * store only. Cheap enough to be asked many times a second.
     */
    long version();

    /** The folder beside the database for checkpoints, logs and models; it may not exist. */
    Path files();

    /** Finishes the writes that were taken; later ones throw. */
    @Override
    void close();
}
