package dev.plateau.api;

import dev.plateau.track.Batch;
import dev.plateau.track.Metric;
import dev.plateau.track.NewRun;
import dev.plateau.track.Point;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackedExperiment;
import dev.plateau.track.Tracker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The log of one run that a program trains in its own way. What was logged is in the database when the method returns. Thread-safe.
 *
 * <p>Closing it ends the run: as finished, or as failed after {@link #fail}. Each method throws {@link
 * dev.plateau.track.TrackException}, one sentence, for what cannot be logged: another value of a parameter that has one, a text that is too long.
 */
public final class Log implements AutoCloseable {

    private final Tracker tracker;
    private final Clock clock;
    private final long experiment;
    private final String id;
    private final Runnable after;
    private boolean failed;
    private boolean closed;

    /** @param after called once when the log is closed */
    private Log(Tracker tracker, Clock clock, NewRun run, Runnable after) {
        this.tracker = tracker;
        this.clock = clock;
        this.experiment = run.experiment();
        this.id = tracker.createRun(run).id();
        this.after = after;
    }

    /** Of an experiment and a run in it. */
    record Names(String experiment, String run) {}

    static Log begin(Tracker tracker, Clock clock, Names names, Runnable after) {
        long experiment = tracker.experiment(names.experiment())
                .map(TrackedExperiment::id)
                .orElseGet(() -> tracker.createExperiment(names.experiment(), "", Map.of()));
        return new Log(tracker, clock, new NewRun(experiment, names.run(), user(), clock.millis(), Map.of()), after);
    }

    private static String user() {
        return System.getProperty("user.name", "");
    }

    /** The id of the run, under which clients of MLflow find it. */
    public String id() {
        return id;
    }

    /** A hyperparameter of the run, as text. */
    public Log param(String name, Object value) {
        return params(Map.of(name, value));
    }

    /** Hyperparameters of the run, as texts. */
    public Log params(Map<String, ?> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        tracker.log(id, Batch.ofParams(texts));
        return this;
    }

    /** A word about the run; the last one of a name stands. */
    public Log tag(String name, String value) {
        tracker.log(id, Batch.ofTags(Map.of(name, value)));
        return this;
    }

    /**
     * The metrics after an epoch.
     *
     * @param epoch from 1
     * @param metrics by name; {@code val_} marks the rows that were not trained on. NaN and infinities are allowed
     * @throws IllegalArgumentException for an epoch below 1
     */
    public Log epoch(int epoch, Map<String, Double> metrics) {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be at least 1, found " + epoch);
        }
        long now = clock.millis();
        List<Metric> logged = new ArrayList<>();
        metrics.forEach((name, value) -> logged.add(new Metric(name, new Point(epoch, now, value))));
        tracker.log(id, Batch.ofMetrics(logged));
        return this;
    }

    /**
     * The log of one fold of this run; close it before this one. What belongs to all folds is logged to this one.
     *
     * @param fold from 0
     */
    public Log fold(int fold) {
        Map<String, String> tags = Map.of(Tags.PARENT, id, Tags.FOLD, String.valueOf(fold));
        return new Log(tracker, clock, new NewRun(experiment, "", user(), clock.millis(), tags), () -> {});
    }

    /** Says that the run went wrong; it ends when the log is closed. */
    public synchronized void fail(String why) {
        failed = true;
        tag(Tags.NOTE, why);
    }

    /** Ends the run; a second time nothing happens. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            tracker.updateRun(
                    id,
                    Optional.of(failed ? Status.FAILED : Status.FINISHED),
                    OptionalLong.of(clock.millis()),
                    Optional.empty());
        } finally {
            after.run();
        }
    }
}
