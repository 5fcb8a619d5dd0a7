package dev.plateau.track;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps what programs log and answers questions about it. Thread-safe. A write has been committed when its method returns and survives kill
 * -9; reads see every write that was acknowledged before they began.
 *
 * <p>Searches of Plateau's own are read here too: a trial as a run, its folds as runs inside of it. Writes to their runs
 * other than tags, names and params are refused with INVALID_PARAMETER_VALUE.
 *
 * <p>Every method throws {@link TrackException} in one sentence for what cannot be: an unknown id, a name that is taken, a value that is too
 * long. Every write can be repeated: the second time changes nothing and fails in nothing, unless its text says otherwise.
 */
public interface Tracker {

    /** @param artifacts URI for its files; empty for the one that {@link #defaultArtifacts} makes. A name that is taken, also by a deleted one, is refused */
    long createExperiment(String name, String artifacts, Map<String, String> tags);

    Optional<TrackedExperiment> experiment(long id);

    Optional<TrackedExperiment> experiment(String name);

    /** Attributes: name, creation_time, last_update_time; kinds ATTRIBUTE and TAG only. Without an order: the last changed first. */
    Found<TrackedExperiment> experiments(Query query);

    void renameExperiment(long id, String name);

    /** Deleted with all its runs; they come back with it, but for those that were deleted before. */
    void experimentLifecycle(long id, Lifecycle lifecycle);

    void tagExperiment(long id, String name, String value);

    /** Nothing happens if there is no such tag. */
    void untagExperiment(long id, String name);

    TrackedRun createRun(NewRun run);

    Optional<TrackedRun> run(String id);

    /**
     * The logged runs that a page shows as one trial: its own, then those inside of it that are its folds, by fold.
     *
     * @param trial id of the trial's row; none for one of a search
     */
    List<TrackedRun> ofTrial(long trial);

    /** The names of the logged runs of an experiment, by the row of the trial as which each is shown. */
    Map<Long, String> names(long experiment);

    /** What is empty stays as it is. The tag {@link Tags#RUN_NAME} and the name follow each other. */
    TrackedRun updateRun(String id, Optional<Status> status, OptionalLong ended, Optional<String> name);

    void runLifecycle(String id, Lifecycle lifecycle);

    /** Logs to an active run; all of it or nothing. A point that is there already is not added again. */
    void log(String id, Batch batch);

    /** Refused with RESOURCE_DOES_NOT_EXIST if there is no such tag. */
    void untagRun(String id, String name);

    void logInputs(String id, List<Input> inputs);

    Found<TrackedRun> runs(Query query);

    /** All points of a metric of a run, by time, then step; none if it has no such metric. */
    List<Point> history(String id, String metric);

    LoggedModel createModel(LoggedModel model);

    Optional<LoggedModel> model(String id);

    /** Replaces the model of its id, which must be there. */
    void updateModel(LoggedModel model);

    /** Models of some experiments, the latest first. */
    List<LoggedModel> models(List<Long> experiments);

    /** Where the files of an experiment go that names no place itself: {@code root/ID}. Set once, at the start. */
    void defaultArtifacts(String root);
}
