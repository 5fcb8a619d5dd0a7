package dev.plateau.transfer.logged;

import dev.plateau.track.Batch;
import dev.plateau.track.Input;
import dev.plateau.track.Metric;
import dev.plateau.track.Point;
import dev.plateau.track.TrackException;
import dev.plateau.track.Tracker;
import dev.plateau.transfer.Omissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Logs what a source hands over for one run, in batches; what the tracker refuses is listed and the rest still goes in. */
final class RunIntake implements Source.Reading {

    /** Limits of a batch: MLflow's. */
    private static final int MAX_METRICS = 1_000;

    private static final int MAX_TEXTS = 100;

    private final Tracker tracker;
    private final String id;
    private final String name;
    private final Omissions omissions;
    private final List<Metric> metrics = new ArrayList<>();
    private final Map<String, String> params = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<Input> inputs = new ArrayList<>();
    private long points;

    /** @param name of the run in what is listed */
    RunIntake(Tracker tracker, String id, String name, Omissions omissions) {
        this.tracker = tracker;
        this.id = id;
        this.name = name;
        this.omissions = omissions;
    }

    /** Points that the tracker took. */
    long points() {
        return points;
    }

    @Override
    public void param(String key, String value) {
        params.put(key, value);
        if (params.size() >= MAX_TEXTS) {
            flushParams();
        }
    }

    /** What an import writes itself cannot be said by a source: it would be taken for another one. */
    @Override
    public void tag(String key, String value) {
        if (Intake.OWN.contains(key)) {
            omissions.add("run " + name + ": tag " + key + ", which Plateau writes itself");
            return;
        }
        own(key, value);
    }

    void own(String key, String value) {
        tags.put(key, value);
        if (tags.size() >= MAX_TEXTS) {
            flushTags();
        }
    }

    @Override
    public void metric(String key, Point point) {
        metrics.add(new Metric(key, point));
        if (metrics.size() >= MAX_METRICS) {
            flushMetrics();
        }
    }

    @Override
    public void input(Input input) {
        inputs.add(input);
        if (inputs.size() >= MAX_TEXTS) {
            flushInputs();
        }
    }

    void flush() {
        flushParams();
        flushTags();
        flushMetrics();
        flushInputs();
    }

    private void flushMetrics() {
        log(List.copyOf(metrics));
        metrics.clear();
    }

    /** Halves what is refused until only that is left out which is at fault. */
    private void log(List<Metric> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            tracker.log(id, Batch.ofMetrics(batch));
            points += batch.size();
        } catch (TrackException e) {
            int half = batch.size() / 2;
            if (half == 0) {
                omitted("metric " + batch.get(0).name(), e);
            } else {
                log(batch.subList(0, half));
                log(batch.subList(half, batch.size()));
            }
        }
    }

    private void flushParams() {
        each(params, "parameter ", Batch::ofParams);
    }

    private void flushTags() {
        each(tags, "tag ", Batch::ofTags);
    }

    private interface Packing {
        Batch of(Map<String, String> texts);
    }

    private void each(Map<String, String> texts, String kind, Packing packing) {
        if (!texts.isEmpty() && !taken(packing.of(texts))) {
            texts.forEach((key, value) -> {
                try {
                    tracker.log(id, packing.of(Map.of(key, value)));
                } catch (TrackException e) {
                    omitted(kind + key, e);
                }
            });
        }
        texts.clear();
    }

    private boolean taken(Batch batch) {
        try {
            tracker.log(id, batch);
            return true;
        } catch (TrackException e) {
            return false; // each alone then, to tell which is at fault
        }
    }

    private void flushInputs() {
        if (!inputs.isEmpty()) {
            try {
                tracker.logInputs(id, inputs);
            } catch (TrackException e) {
                omitted("inputs", e);
            }
            inputs.clear();
        }
    }

    private void omitted(String what, TrackException e) {
        omissions.add("run " + name + ": " + what + ": " + e.getMessage());
    }
}
