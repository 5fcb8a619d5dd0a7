package dev.plateau.store.track;

import dev.plateau.store.sqlite.Readers;
import dev.plateau.track.Batch;
import dev.plateau.track.Found;
import dev.plateau.track.Input;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.LoggedModel;
import dev.plateau.track.NewRun;
import dev.plateau.track.Point;
import dev.plateau.track.Query;
import dev.plateau.track.Status;
import dev.plateau.track.TrackException;
import dev.plateau.track.TrackedExperiment;
import dev.plateau.track.TrackedRun;
import dev.plateau.track.Tracker;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tracker in one SQLite file: checks bounds, then leaves the rest to the writer's thread and to readers. */
public final class SqliteTracker implements Tracker {

    private static final Comparator<Point> BY_TIME =
            Comparator.comparingLong(Point::at).thenComparingLong(Point::step);

    private final Readers readers;
    private final Writes writes;
    private final Clock clock;
    private final Memory memory = new Memory(); // used by the writer's thread only
    private volatile String root = "";

    public SqliteTracker(Readers readers, Writes writes, Clock clock) {
        this.readers = readers;
        this.writes = writes;
        this.clock = clock;
    }

    /** Something to write. What it throws as a mistake of the client, it throws before its first write. */
    private interface Work<T> {
        T apply(Task task) throws SQLException;
    }

    /** What came of it: a mistake of one client must not undo the work of the others in its transaction. */
    private record Outcome<T>(@Nullable T value, @Nullable TrackException mistake) {}

    private <T> T write(Work<T> work) {
        return write(1, work);
    }

    private <T> T write(int size, Work<T> work) {
        Outcome<T> outcome = writes.write(sql -> {
            memory.check(sql, writes.rollbacks());
            memory.shrink(size);
            try {
                return new Outcome<>(work.apply(new Task(sql, memory, clock.millis())), null);
            } catch (TrackException mistake) {
                return new Outcome<>(null, mistake);
            }
        });
        if (outcome.mistake != null) {
            throw new TrackException(outcome.mistake.code(), String.valueOf(outcome.mistake.getMessage()));
        }
        return Objects.requireNonNull(outcome.value);
    }

    @Override
    public long createExperiment(String name, String artifacts, Map<String, String> tags) {
        Bounds.experiment(name, artifacts, tags);
        return write(task -> new Tracking(task).create(name, artifacts, tags, root));
    }

    @Override
    public Optional<TrackedExperiment> experiment(long id) {
        return readers.read(sql -> new Queries(sql, root).experiment(id));
    }

    @Override
    public Optional<TrackedExperiment> experiment(String name) {
        return readers.read(sql -> new Queries(sql, root).experiment(name));
    }

    @Override
    public Found<TrackedExperiment> experiments(Query query) {
        Bounds.query(query);
        return readers.read(sql -> new Queries(sql, root).experiments(query));
    }

    @Override
    public void renameExperiment(long id, String name) {
        Bounds.experimentName(name);
        change(id, tracking -> tracking.rename(id, name));
    }

    @Override
    public void experimentLifecycle(long id, Lifecycle lifecycle) {
        change(id, tracking -> tracking.lifecycle(id, lifecycle));
    }

    @Override
    public void tagExperiment(long id, String name, String value) {
        Bounds.tag(name, value);
        change(id, tracking -> tracking.tag(id, name, value));
    }

    @Override
    public void untagExperiment(long id, String name) {
        change(id, tracking -> tracking.untag(id, name));
    }

    /** Something to change of an experiment. */
    private interface Change {
        boolean apply(Tracking tracking) throws SQLException;
    }

    private void change(long id, Change change) {
        write(task -> {
            Tracking tracking = new Tracking(task);
            if (id == Tracking.DEFAULT) {
                tracking.createDefault(root);
            }
            return change.apply(tracking);
        });
    }

    @Override
    public TrackedRun createRun(NewRun run) {
        Bounds.run(run);
        String id = UUID.randomUUID().toString().replace("-", "");
        return write(task -> {
            if (run.experiment() == Tracking.DEFAULT) {
                new Tracking(task).createDefault(root);
            }
            return new Running(task).create(id, run);
        });
    }

    @Override
    public Optional<TrackedRun> run(String id) {
        return readers.read(sql -> {
            Optional<TrackedRun> logged = new RunRows(sql).find(id);
            return logged.isPresent()
                    ? logged
                    : new OwnRuns(sql, root).find(id).stream().findFirst();
        });
    }

    @Override
    public List<TrackedRun> ofTrial(long trial) {
        return readers.read(sql -> new RunRows(sql).ofTrial(trial));
    }

    @Override
    public Map<Long, String> names(long experiment) {
        return readers.read(sql -> new RunRows(sql).names(experiment));
    }

    @Override
    public TrackedRun updateRun(String id, Optional<Status> status, OptionalLong ended, Optional<String> name) {
        name.ifPresent(Bounds::runName);
        write(task -> new Running(task).update(id, status, ended, name));
        return run(id).orElseThrow(() -> Task.noRun(id));
    }

    @Override
    public void runLifecycle(String id, Lifecycle lifecycle) {
        write(task -> new Running(task).lifecycle(id, lifecycle));
    }

    @Override
    public void log(String id, Batch batch) {
        Bounds.batch(batch);
        write(1 + batch.metrics().size() / 16, task -> new Logging(task).log(id, batch));
    }

    @Override
    public void untagRun(String id, String name) {
        write(task -> new Running(task).untag(id, name));
    }

    @Override
    public void logInputs(String id, List<Input> inputs) {
        Bounds.inputs(inputs);
        write(task -> new Running(task).inputs(id, inputs));
    }

    @Override
    public Found<TrackedRun> runs(Query query) {
        Bounds.query(query);
        return readers.read(sql -> new Queries(sql, root).runs(query));
    }

    @Override
    public List<Point> history(String id, String metric) {
        return readers.read(sql -> {
            List<Point> logged = new LoggedCurves(sql).history(id, metric);
            logged.sort(BY_TIME);
            return logged.isEmpty() ? new OwnRuns(sql, root).history(id, metric) : logged;
        });
    }

    @Override
    public LoggedModel createModel(LoggedModel model) {
        Bounds.model(model);
        return write(task -> {
            task.experiment(model.experiment());
            return new Models(task.sql()).create(model);
        });
    }

    @Override
    public Optional<LoggedModel> model(String id) {
        return readers.read(sql -> new Models(sql).find(id));
    }

    @Override
    public void updateModel(LoggedModel model) {
        Bounds.model(model);
        write(task -> new Models(task.sql()).update(model));
    }

    @Override
    public List<LoggedModel> models(List<Long> experiments) {
        return readers.read(sql -> new Models(sql).list(experiments));
    }

    @Override
    public void defaultArtifacts(String place) {
        root = place;
    }
}
