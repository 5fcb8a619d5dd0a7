package dev.plateau.store.track;

import static dev.plateau.track.TrackException.Code.RESOURCE_ALREADY_EXISTS;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How logged experiments are made, named, tagged, deleted and restored. */
final class Tracking {

    /** The experiment to which clients log that name none. */
    static final long DEFAULT = 0;

    static final String DEFAULT_NAME = "Default";

    private static final String TAKEN = """
            SELECT COALESCE(tracked.lifecycle, 'ACTIVE') FROM experiment LEFT JOIN tracked ON tracked.experiment_id = experiment.id
            WHERE experiment.name = ? AND experiment.id <> ?""";

    private static final String EXPERIMENT = """
            INSERT INTO experiment (id, name, description, definition, text, metric, goal, state, created, last_activity)
            VALUES (?, ?, '', '', '', ?, 'MINIMIZE', 'COMPLETED', ?, ?) RETURNING id""";

    private static final String TRACKED =
            "INSERT INTO tracked (experiment_id, lifecycle, artifacts) VALUES (?, 'ACTIVE', ?)";

    private static final String RENAME = "UPDATE experiment SET name = ?, last_activity = ? WHERE id = ?";
    private static final String HIDE = "UPDATE experiment SET hidden = ?, last_activity = ? WHERE id = ?";
    private static final String LIFECYCLE = "UPDATE tracked SET lifecycle = ? WHERE experiment_id = ?";
    private static final String TAG = """
            INSERT INTO experiment_tag (experiment_id, name, value) VALUES (?, ?, ?)
            ON CONFLICT (experiment_id, name) DO UPDATE SET value = excluded.value""";
    private static final String UNTAG = "DELETE FROM experiment_tag WHERE experiment_id = ? AND name = ?";
    private static final String DESCRIBE = "UPDATE experiment SET description = ? WHERE id = ?";
    private static final String TOUCH = "UPDATE experiment SET last_activity = ? WHERE id = ? AND last_activity < ?";

    private static final Set<String> RANKING = Set.of(Tags.OBJECTIVE, Tags.GOAL);

    private final Task task;
    private final Sql sql;

    Tracking(Task task) {
        this.task = task;
        this.sql = task.sql();
    }

    /** @param root below which its artifacts go if it names no place itself */
    long create(String name, String artifacts, Map<String, String> tags, String root) throws SQLException {
        checkFree(name, -1);
        if (name.equals(DEFAULT_NAME)) {
            throw taken(name, "ACTIVE");
        }
        return insert(null, name, artifacts, tags, root);
    }

    /** Makes a row of the default experiment unless there is one. */
    void createDefault(String root) throws SQLException {
        if (task.memory().experiment(sql, DEFAULT).isEmpty()) {
            boolean free = sql.first(TAKEN, row -> row.getString(1), DEFAULT_NAME, DEFAULT)
                    .isEmpty();
            insert(DEFAULT, free ? DEFAULT_NAME : DEFAULT_NAME + " (0)", "", Map.of(), root);
        }
    }

    private long insert(@Nullable Long wanted, String name, String artifacts, Map<String, String> tags, String root)
            throws SQLException {
        long id = sql.number(EXPERIMENT, wanted, name, Objective.NONE_YET, task.now(), task.now());
        sql.update(TRACKED, id, artifacts.isEmpty() ? root + "/" + id : artifacts);
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            tag(id, tag.getKey(), tag.getValue());
        }
        return id;
    }

    private void checkFree(String name, long id) throws SQLException {
        String lifecycle = sql.first(TAKEN, row -> row.getString(1), name, id).orElse("");
        if (!lifecycle.isEmpty()) {
            throw taken(name, lifecycle);
        }
    }

    private static TrackException taken(String name, String lifecycle) {
        return new TrackException(
                RESOURCE_ALREADY_EXISTS,
                lifecycle.equals("DELETED")
                        ? "Experiment '" + name
                                + "' already exists in deleted state. You can restore the experiment, or"
                                + " permanently delete it to create a new one."
                        : "Experiment '" + name + "' already exists.");
    }

    private LoggedExperiment logged(long id, String change) throws SQLException {
        LoggedExperiment experiment = task.experiment(id);
        if (experiment.own) {
            throw Bounds.refused(
                    "experiment " + experiment.name + " is a search of Plateau's own: it cannot be " + change);
        }
        return experiment;
    }

    boolean rename(long id, String name) throws SQLException {
        LoggedExperiment experiment = logged(id, "renamed");
        if (experiment.lifecycle == Lifecycle.DELETED) {
            throw new TrackException(
                    TrackException.Code.INVALID_STATE, "Cannot rename a non-active experiment: " + id + " is deleted.");
        }
        checkFree(name, id);
        sql.update(RENAME, name, task.now(), id);
        task.memory().forgetExperiment(id);
        return true;
    }

    boolean lifecycle(long id, Lifecycle lifecycle) throws SQLException {
        logged(id, "deleted");
        sql.update(LIFECYCLE, lifecycle, id);
        sql.update(HIDE, lifecycle == Lifecycle.DELETED ? 1 : 0, task.now(), id);
        task.memory().forgetExperiment(id);
        return true;
    }

    boolean tag(long id, String name, String value) throws SQLException {
        LoggedExperiment experiment = task.experiment(id);
        sql.update(TAG, id, name, value);
        tagged(experiment, name, value);
        return true;
    }

    boolean untag(long id, String name) throws SQLException {
        LoggedExperiment experiment = task.experiment(id);
        if (sql.update(UNTAG, id, name) > 0) {
            tagged(experiment, name, "");
        }
        return true;
    }

    private void tagged(LoggedExperiment experiment, String name, String value) throws SQLException {
        sql.update(TOUCH, task.now(), experiment.id, task.now());
        if (!experiment.own && RANKING.contains(name)) {
            new Scoring(task).decide(experiment);
        }
        if (!experiment.own && name.equals(Tags.NOTE)) {
            sql.update(DESCRIBE, value, experiment.id);
        }
    }
}
