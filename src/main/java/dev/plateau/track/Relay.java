package dev.plateau.track;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A tracker that hands the metrics of some runs to whoever waits for them: a search that trains by a script hears so what the script logs.
 * All else goes on to the tracker behind it. Thread-safe.
 */
public final class Relay implements Tracker {

    private final Tracker behind;
    private final Map<String, Consumer<List<Metric>>> listeners = new ConcurrentHashMap<>();

    public Relay(Tracker behind) {
        this.behind = behind;
    }

    /**
     * From now on the metrics of a run go to a listener and not to the tracker behind.
     *
     * @param listener called from any thread, one batch at a time for one run; what it throws is the answer to the client
     */
    public void listen(String run, Consumer<List<Metric>> listener) {
        listeners.put(run, listener);
    }

    public void leave(String run) {
        listeners.remove(run);
    }

    @Override
    public void log(String id, Batch batch) {
        Consumer<List<Metric>> listener = listeners.get(id);
        if (listener == null) {
            behind.log(id, batch);
            return;
        }
        Batch rest = new Batch(List.of(), batch.params(), batch.tags());
        if (!rest.params().isEmpty() || !rest.tags().isEmpty()) {
            behind.log(id, rest);
        }
        if (!batch.metrics().isEmpty()) {
            synchronized (listener) {
                listener.accept(batch.metrics());
            }
        }
    }

    /** A run that somebody listens to ends when the search says so, whatever its script says. */
    @Override
    public TrackedRun updateRun(String id, Optional<Status> status, OptionalLong ended, Optional<String> name) {
        return listeners.containsKey(id)
                ? behind.updateRun(id, Optional.empty(), OptionalLong.empty(), name)
                : behind.updateRun(id, status, ended, name);
    }

    @Override
    public long createExperiment(String name, String artifacts, Map<String, String> tags) {
        return behind.createExperiment(name, artifacts, tags);
    }

    @Override
    public Optional<TrackedExperiment> experiment(long id) {
        return behind.experiment(id);
    }

    @Override
    public Optional<TrackedExperiment> experiment(String name) {
        return behind.experiment(name);
    }

    @Override
    public Found<TrackedExperiment> experiments(Query query) {
        return behind.experiments(query);
    }

    @Override
    public void renameExperiment(long id, String name) {
        behind.renameExperiment(id, name);
    }

    @Override
    public void experimentLifecycle(long id, Lifecycle lifecycle) {
        behind.experimentLifecycle(id, lifecycle);
    }

    @Override
    public void tagExperiment(long id, String name, String value) {
        behind.tagExperiment(id, name, value);
    }

    @Override
    public void untagExperiment(long id, String name) {
        behind.untagExperiment(id, name);
    }

    @Override
    public TrackedRun createRun(NewRun run) {
        return behind.createRun(run);
    }

    @Override
    public Optional<TrackedRun> run(String id) {
        return behind.run(id);
    }

    @Override
    public List<TrackedRun> ofTrial(long trial) {
        return behind.ofTrial(trial);
    }

    @Override
    public Map<Long, String> names(long experiment) {
        return behind.names(experiment);
    }

    @Override
    public void runLifecycle(String id, Lifecycle lifecycle) {
        behind.runLifecycle(id, lifecycle);
    }

    @Override
    public void untagRun(String id, String name) {
        behind.untagRun(id, name);
    }

    @Override
    public void logInputs(String id, List<Input> inputs) {
        behind.logInputs(id, inputs);
    }

    @Override
    public Found<TrackedRun> runs(Query query) {
        return behind.runs(query);
    }

    @Override
    public List<Point> history(String id, String metric) {
        return behind.history(id, metric);
    }

    @Override
    public LoggedModel createModel(LoggedModel model) {
        return behind.createModel(model);
    }

    @Override
    public Optional<LoggedModel> model(String id) {
        return behind.model(id);
    }

    @Override
    public void updateModel(LoggedModel model) {
        behind.updateModel(model);
    }

    @Override
    public List<LoggedModel> models(List<Long> experiments) {
        return behind.models(experiments);
    }

    @Override
    public void defaultArtifacts(String root) {
        behind.defaultArtifacts(root);
    }
}
