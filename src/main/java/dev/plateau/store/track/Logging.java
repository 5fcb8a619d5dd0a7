package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Batch;
import dev.plateau.track.Metric;
import dev.plateau.track.Point;
import dev.plateau.track.Tags;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is logged to a run. What is wrong with a batch is found before anything of it is written. */
final class Logging {

    private static final String PARAMS = "SELECT name, value FROM param WHERE subject = ?";
    private static final String PARAM = "INSERT INTO param (subject, name, value) VALUES (?, ?, ?)";
    private static final String CONFIGURATION = "UPDATE trial SET configuration = ? WHERE id = ?";

    static final String TAG = """
            INSERT INTO run_tag (subject, name, value) VALUES (?, ?, ?)
            ON CONFLICT (subject, name) DO UPDATE SET value = excluded.value""";
    private static final String TAG_VALUE = "SELECT value FROM run_tag WHERE subject = ? AND name = ?";

    private static final String NAME = "UPDATE logged_run SET name = ? WHERE run_id = ?";
    private static final String FAMILY = "UPDATE logged_run SET parent = ?, fold = ? WHERE run_id = ?";
    private static final String FIRST_STEP = "UPDATE logged_run SET first_step = ? WHERE run_id = ?";
    private static final String PROGRESS = "UPDATE run SET epochs = ?, seconds = ? WHERE id = ?";
    private static final String TOUCH = "UPDATE experiment SET last_activity = ? WHERE id = ?";

    private static final long TOUCHED_FOR = 1000; // ms: so often a page may learn that something is going on

    private static final String FOLD = "[0-9]{1,6}"; // what is no number of a fold says nothing

    private final Task task;
    private final Sql sql;

    Logging(Task task) {
        this.task = task;
        this.sql = task.sql();
    }

    boolean log(String id, Batch batch) throws SQLException {
        LoggedRun run = task.memory().run(sql, id).orElse(null);
        if (run == null) {
            logToOwn(id, batch);
            return true;
        }
        task.checkActive(run);
        Map<String, String> known = batch.params().isEmpty() ? Map.of() : known(run.row);
        Map<String, String> params = params(run.row, batch.params(), known);
        metrics(run, batch.metrics());
        if (!params.isEmpty()) {
            configure(run, known, params);
        }
        tags(run, batch.tags());
        relate(run, batch.params(), batch.tags());
        touch(run.experiment);
        return true;
    }

    /** Params and tags of trials and runs of a search stand beside them; their metrics are the search's. */
    private void logToOwn(String id, Batch batch) throws SQLException {
        long subject = task.ownSubject(id).orElseThrow(() -> Task.noRun(id));
        if (!batch.metrics().isEmpty()) {
            throw Bounds.refused("run " + id + " belongs to a search of Plateau's own: its metrics cannot be logged");
        }
        params(subject, batch.params(), known(subject));
        for (Map.Entry<String, String> tag : batch.tags().entrySet()) {
            sql.update(TAG, subject, tag.getKey(), tag.getValue());
        }
    }

    /** Stores the params that are new, and returns them. */
    private Map<String, String> params(long subject, Map<String, String> params, Map<String, String> known)
            throws SQLException {
        Map<String, String> fresh = new LinkedHashMap<>(params);
        params.forEach((name, value) -> {
            String before = known.get(name);
            if (before != null && !before.equals(value)) {
                throw Bounds.refused("Changing param values is not allowed. Param with key='" + name
                        + "' was already logged with value='" + before + "' for this run. Attempted logging new value '"
                        + value + "'.");
            }
            if (before != null) {
                fresh.remove(name);
            }
        });
        for (Map.Entry<String, String> param : fresh.entrySet()) {
            sql.update(PARAM, subject, param.getKey(), param.getValue());
        }
        return fresh;
    }

    private Map<String, String> known(long subject) throws SQLException {
        Map<String, String> known = new TreeMap<>();
        sql.list(PARAMS, row -> String.valueOf(known.put(row.getString(1), row.getString(2))), subject);
        return known;
    }

    private void configure(LoggedRun run, Map<String, String> known, Map<String, String> fresh) throws SQLException {
        Map<String, String> params = new TreeMap<>(known);
        params.putAll(fresh);
        sql.update(CONFIGURATION, JsonText.values(params), run.trial);
    }

    void tags(LoggedRun run, Map<String, String> tags) throws SQLException {
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            sql.update(TAG, run.row, tag.getKey(), tag.getValue());
        }
        String name = tags.get(Tags.RUN_NAME);
        if (name != null && !name.equals(run.name)) {
            run.name = name;
            sql.update(NAME, name, run.row);
        }
    }

    /** What params and tags say about whose fold a run is. */
    private void relate(LoggedRun run, Map<String, String> params, Map<String, String> tags) throws SQLException {
        @Nullable String parent = tags.getOrDefault(Tags.PARENT, run.parent);
        @Nullable Integer fold = fold(tags.getOrDefault(Tags.FOLD, params.get(Tags.FOLD)));
        relate(run, parent, fold == null ? run.fold : fold);
    }

    /** A tag has gone: what params still say counts. */
    void relateAnew(LoggedRun run) throws SQLException {
        String parent = sql.first(TAG_VALUE, row -> row.getString(1), run.row, Tags.PARENT)
                .orElse(null);
        String fold = sql.first(TAG_VALUE, row -> row.getString(1), run.row, Tags.FOLD)
                .orElse(known(run.row).get(Tags.FOLD));
        relate(run, parent, fold(fold));
    }

    private void relate(LoggedRun run, @Nullable String parent, @Nullable Integer fold) throws SQLException {
        if (!Objects.equals(parent, run.parent) || !Objects.equals(fold, run.fold)) {
            run.parent = parent;
            run.fold = fold;
            sql.update(FAMILY, parent, fold, run.row);
            new Placement(task).place(run);
        }
    }

    static @Nullable Integer fold(@Nullable String text) {
        return text != null && text.matches(FOLD) ? Integer.valueOf(text) : null;
    }

    private void metrics(LoggedRun run, List<Metric> metrics) throws SQLException {
        if (metrics.isEmpty()) {
            return;
        }
        long firstStep = firstStep(run, metrics);
        LoggedExperiment experiment = task.experiment(run.experiment);
        Map<String, LoggedSeries> series = run.series(sql);
        List<String> appeared = new ArrayList<>();
        boolean scored = false;
        for (Map.Entry<String, List<Point>> entry : grouped(metrics).entrySet()) {
            LoggedSeries one = series.get(entry.getKey());
            if (one == null) {
                one = LoggedSeries.create(run.row, entry.getKey());
                series.put(one.name(), one);
                appeared.add(one.name());
            }
            one.add(sql, entry.getValue(), firstStep);
            scored |= one.name().equals(experiment.metric);
        }
        boolean later = progress(run, metrics, firstStep);
        score(run, experiment, scored, later);
        for (String name : appeared) {
            new Scoring(task).metricAppeared(experiment, name);
        }
    }

    private static Map<String, List<Point>> grouped(List<Metric> metrics) {
        Map<String, List<Point>> groups = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            groups.computeIfAbsent(metric.name(), name -> new ArrayList<>()).add(metric.point());
        }
        return groups;
    }

    private long firstStep(LoggedRun run, List<Metric> metrics) throws SQLException {
        if (run.firstStep.isEmpty()) {
            long least = metrics.stream()
                    .mapToLong(metric -> metric.point().step())
                    .min()
                    .orElse(0);
            run.firstStep = OptionalLong.of(least);
            sql.update(FIRST_STEP, least, run.row);
        }
        return run.firstStep.getAsLong();
    }

    /** Whether the run has reached a later epoch. */
    private boolean progress(LoggedRun run, List<Metric> metrics, long firstStep) throws SQLException {
        int epochs = run.epochs;
        double seconds = run.seconds;
        for (Metric metric : metrics) {
            epochs = Math.max(epochs, Epochs.of(metric.point().step(), firstStep));
            seconds = Math.max(seconds, (metric.point().at() - run.started) / 1000.0);
        }
        boolean later = epochs > run.epochs;
        if (later || seconds > run.seconds) {
            run.epochs = epochs;
            run.seconds = seconds;
            sql.update(PROGRESS, epochs, seconds, run.row);
        }
        return later;
    }

    private void score(LoggedRun run, LoggedExperiment experiment, boolean scored, boolean later) throws SQLException {
        Scoring scoring = new Scoring(task);
        if (run.isFold()) {
            if (scored || later) {
                scoring.scoreParent(run);
            }
        } else if (!run.hidden) {
            LoggedSeries objective = scored ? run.series(sql).get(experiment.metric) : null;
            if (objective != null) {
                scoring.scoreAlone(run, objective.latestValue());
            }
            if (later) {
                scoring.epochsAlone(run);
            }
        }
    }

    void touch(long experiment) throws SQLException {
        LoggedExperiment touched = task.experiment(experiment);
        if (Math.abs(task.now() - touched.lastActivity) >= TOUCHED_FOR) {
            touched.lastActivity = task.now();
            sql.update(TOUCH, task.now(), experiment);
        }
    }
}
