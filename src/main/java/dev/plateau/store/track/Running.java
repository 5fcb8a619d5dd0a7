package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Input;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.NewRun;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackException;
import dev.plateau.track.TrackedRun;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How logged runs begin, go on and end. */
final class Running {

    private static final String STAGE = """
            INSERT INTO stage (experiment_id, number, settings, epochs) VALUES (?, ?, '{}', 1) RETURNING id""";
    private static final String NUMBER = "SELECT COALESCE(MAX(number), 0) + 1 FROM trial WHERE experiment_id = ?";
    private static final String TRIAL = """
            INSERT INTO trial (experiment_id, number, configuration, stage_id, epochs, state) VALUES (?, ?, '{}', ?, 1, 'RUNNING')
            RETURNING id""";
    private static final String RUN = """
            INSERT INTO run (stage_id, repeat, fold, attempt, state, seed, worker) VALUES (?, 0, 0, 1, 'RUNNING', 0, ?) RETURNING id""";
    private static final String ATTEMPT = """
            INSERT INTO attempt (run_id, attempt, worker, started, first_epoch, state) VALUES (?, 1, ?, ?, 1, 'RUNNING')""";
    private static final String LOGGED = """
            INSERT INTO logged_run (run_id, id, experiment_id, trial_id, stage_id, name, user_name, status, started, lifecycle, parent, fold)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, 'ACTIVE', ?, ?)""";

    private static final String STATUS = "UPDATE logged_run SET status = ?, ended = ? WHERE run_id = ?";
    private static final String RUN_STATE = "UPDATE run SET state = ? WHERE id = ?";
    private static final String TRIAL_STATE = "UPDATE trial SET state = ? WHERE id = ?";
    private static final String ATTEMPT_STATE = """
            UPDATE attempt SET state = ?, ended = ?, epochs = ? WHERE run_id = ? AND attempt = 1""";
    private static final String OPEN = """
            SELECT EXISTS (SELECT 1 FROM logged_run
                WHERE experiment_id = ? AND status IN ('SCHEDULED', 'RUNNING') AND lifecycle = 'ACTIVE')""";
    private static final String EXPERIMENT_STATE = "UPDATE experiment SET state = ? WHERE id = ? AND state <> ?";

    private static final String LIFECYCLE = "UPDATE logged_run SET lifecycle = ? WHERE run_id = ?";
    private static final String UNTAG = "DELETE FROM run_tag WHERE subject = ? AND name = ?";
    private static final String INPUT = """
            INSERT INTO input (subject, name, digest, source_type, source, schema, profile, context, tags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (subject, name, digest) DO NOTHING""";

    static final String CONTEXT = "mlflow.data.context";

    private final Task task;
    private final Sql sql;

    Running(Task task) {
        this.task = task;
        this.sql = task.sql();
    }

    TrackedRun create(String id, NewRun run) throws SQLException {
        LoggedExperiment experiment = task.experiment(run.experiment());
        if (experiment.own) {
            throw Bounds.refused("experiment " + experiment.name
                    + " is a search of Plateau's own: runs are logged to another experiment");
        }
        if (experiment.lifecycle == Lifecycle.DELETED) {
            throw new TrackException(
                    TrackException.Code.INVALID_STATE,
                    "The experiment " + experiment.id + " must be in the 'active' state. Current state is deleted.");
        }
        long number = sql.number(NUMBER, experiment.id);
        Map<String, String> tags = new LinkedHashMap<>(run.tags());
        String name = !run.name().isEmpty() ? run.name() : tags.getOrDefault(Tags.RUN_NAME, "run-" + number);
        tags.put(Tags.RUN_NAME, name);
        insert(id, run, name, number);
        LoggedRun logged = task.run(id);
        new Logging(task).tags(logged, tags);
        if (logged.parent != null && logged.fold != null) {
            new Placement(task).place(logged);
        }
        sql.update(EXPERIMENT_STATE, "RUNNING", experiment.id, "RUNNING");
        new Logging(task).touch(experiment.id);
        return new TrackedRun(
                id,
                experiment.id,
                name,
                run.user(),
                Status.RUNNING,
                run.started(),
                OptionalLong.empty(),
                RunRows.artifacts(experiment.artifacts, id),
                Lifecycle.ACTIVE,
                Map.of(),
                Map.of(),
                tags,
                List.of());
    }

    private void insert(String id, NewRun run, String name, long number) throws SQLException {
        long stage = sql.number(STAGE, run.experiment(), number);
        long trial = sql.number(TRIAL, run.experiment(), number, stage);
        long row = sql.number(RUN, stage, run.user());
        sql.update(ATTEMPT, row, run.user(), run.started());
        @Nullable String parent = run.tags().get(Tags.PARENT);
        sql.update(
                LOGGED,
                row,
                id,
                run.experiment(),
                trial,
                stage,
                name,
                run.user(),
                run.started(),
                parent,
                Logging.fold(run.tags().get(Tags.FOLD)));
    }

    /** @return whether it is a logged run */
    boolean update(String id, Optional<Status> status, OptionalLong ended, Optional<String> name) throws SQLException {
        LoggedRun run = task.memory().run(sql, id).orElse(null);
        if (run == null) {
            updateOwn(id, status, ended, name);
            return false;
        }
        task.checkActive(run);
        if (name.isPresent() && !name.get().equals(run.name)) {
            new Logging(task).tags(run, Map.of(Tags.RUN_NAME, name.get()));
        }
        if (status.isPresent() || ended.isPresent()) {
            state(run, status.orElse(run.status), ended.isPresent() ? ended : run.ended);
        }
        new Logging(task).touch(run.experiment);
        return true;
    }

    private void updateOwn(String id, Optional<Status> status, OptionalLong ended, Optional<String> name)
            throws SQLException {
        long subject = task.ownSubject(id).orElseThrow(() -> Task.noRun(id));
        if (status.isPresent() || ended.isPresent()) {
            throw Bounds.refused(
                    "run " + id + " belongs to a search of Plateau's own: it ends when the search says so");
        }
        if (name.isPresent()) {
            sql.update(Logging.TAG, subject, Tags.RUN_NAME, name.get());
        }
    }

    private void state(LoggedRun run, Status status, OptionalLong ended) throws SQLException {
        boolean other = run.status != status;
        run.status = status;
        run.ended = ended;
        @Nullable Long end = ended.isPresent() ? ended.getAsLong() : null;
        sql.update(STATUS, status, end, run.row);
        sql.update(ATTEMPT_STATE, state(status), end, status.ended() ? run.epochs : null, run.row);
        if (other) {
            sql.update(RUN_STATE, state(status), run.row);
            sql.update(TRIAL_STATE, state(status), run.trial);
            experimentState(run.experiment);
        }
    }

    /** In the words of the tables. */
    private static String state(Status status) {
        return switch (status) {
            case SCHEDULED -> "QUEUED";
            case RUNNING -> "RUNNING";
            case FINISHED -> "COMPLETED";
            case FAILED -> "FAILED";
            case KILLED -> "CANCELLED";
        };
    }

    private void experimentState(long experiment) throws SQLException {
        String state = sql.number(OPEN, experiment) > 0 ? "RUNNING" : "COMPLETED";
        sql.update(EXPERIMENT_STATE, state, experiment, state);
    }

    boolean lifecycle(String id, Lifecycle lifecycle) throws SQLException {
        if (task.ownSubject(id).isPresent()) {
            throw Bounds.refused("run " + id + " belongs to a search of Plateau's own: it cannot be deleted");
        }
        LoggedRun run = task.run(id);
        if (run.lifecycle != lifecycle) {
            run.lifecycle = lifecycle;
            sql.update(LIFECYCLE, lifecycle, run.row);
            new Placement(task).placeWithChildren(run);
            experimentState(run.experiment);
            new Logging(task).touch(run.experiment);
        }
        return true;
    }

    boolean untag(String id, String name) throws SQLException {
        LoggedRun run = task.memory().run(sql, id).orElse(null);
        long subject = run == null ? task.ownSubject(id).orElseThrow(() -> Task.noRun(id)) : run.row;
        if (run != null) {
            task.checkActive(run);
        }
        if (sql.update(UNTAG, subject, name) == 0) {
            throw new TrackException(
                    TrackException.Code.RESOURCE_DOES_NOT_EXIST, "No tag with name: " + name + " in run with id " + id);
        }
        if (run != null && (name.equals(Tags.PARENT) || name.equals(Tags.FOLD))) {
            new Logging(task).relateAnew(run);
        }
        return true;
    }

    boolean inputs(String id, List<Input> inputs) throws SQLException {
        LoggedRun run = task.memory().run(sql, id).orElse(null);
        long subject = run == null ? task.ownSubject(id).orElseThrow(() -> Task.noRun(id)) : run.row;
        if (run != null) {
            task.checkActive(run);
        }
        for (Input input : inputs) {
            sql.update(
                    INPUT,
                    subject,
                    input.name(),
                    input.digest(),
                    input.sourceType(),
                    input.source(),
                    input.schema(),
                    input.profile(),
                    input.tags().get(CONTEXT),
                    JsonText.texts(input.tags()));
        }
        return true;
    }
}
