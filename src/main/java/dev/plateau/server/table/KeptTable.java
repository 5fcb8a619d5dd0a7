package dev.plateau.server.table;

import dev.plateau.compare.ScoredFolds;
import dev.plateau.compare.Standing;
import dev.plateau.curve.Goal;
import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The table of one experiment, read anew when the store has changed, and what of it stays the same. Thread-safe. */
final class KeptTable {

    /** Values by different measures that are kept at one version: 400 kB each at 10,000 trials. */
    private static final int MAX_MEASURES = 8;

    private final Map<Long, Kept> configurations = new HashMap<>();
    private MetricCurves curves = new MetricCurves();

    /** What a configuration was read from: programs add parameters while their run goes on. */
    private record Kept(String text, Configuration read) {}

    private long version;
    private long experiment;
    private @Nullable TrialTable table;
    private TrialTable.@Nullable Settings settings;
    private List<StageRow> stages = List.of();
    private String compared = "";
    private @Nullable Standing standing;

    synchronized TrialTable at(Request request) {
        // Before the read: a write in between makes the table look older than it is, never newer.
        long now = request.store().version();
        TrialTable known = table;
        if (known != null && version == now) {
            return known;
        }
        TrialTable next = read(request.store(), request.experiment());
        table = next;
        version = now;
        return next;
    }

    private TrialTable read(Store store, ExperimentRow row) {
        if (row.id() != experiment) {
            experiment = row.id();
            configurations.clear();
            settings = null;
            stages = List.of();
        }
        if (row.logged()) {
            // A search never changes what it has stored of an epoch; programs may log a metric of one later, or another
            // one.
            curves = new MetricCurves();
        }
        List<TrialRow> trials = store.trials(row.id());
        Map<Long, String> names = row.logged() ? store.tracker().names(row.id()) : Map.of();
        MetricCurves read = curves;
        Runs runs = runs(store, row.id(), trials);
        Map<Long, Long> epochs = runs.epochsOfStages();
        Map<Measure, Values> values = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Measure, Values> eldest) {
                return size() > MAX_MEASURES;
            }
        };
        return new TrialTable(
                row,
                trials,
                settings(trials, names),
                runs,
                new TrialTable.Later(
                        measure -> {
                            synchronized (values) {
                                return values.computeIfAbsent(
                                        measure,
                                        absent -> values(
                                                row, trials, measure, () -> read.of(store, measure.metric(), epochs)));
                            }
                        },
                        () -> standing(store, row, trials)));
    }

    private TrialTable.Settings settings(List<TrialRow> trials, Map<Long, String> names) {
        List<Configuration> all = new ArrayList<>(trials.size());
        boolean other = false;
        for (TrialRow trial : trials) {
            Kept kept = configurations.get(trial.id());
            if (kept == null || !kept.text().equals(trial.configuration())) {
                kept = new Kept(trial.configuration(), Configuration.of(trial.configuration()));
                configurations.put(trial.id(), kept);
                other = true;
            }
            all.add(kept.read());
        }
        TrialTable.Settings known = settings;
        if (known == null
                || other
                || known.configurations().size() != all.size()
                || !known.names().equals(names)) {
            known = TrialTable.Settings.of(List.copyOf(all), names);
            settings = known;
        }
        return known;
    }

    /** Stages are read again when a trial has one that is not known. */
    private Runs runs(Store store, long id, List<TrialRow> trials) {
        var known = stages.stream().map(StageRow::id).collect(java.util.stream.Collectors.toSet());
        if (known.isEmpty() || !trials.stream().allMatch(trial -> known.contains(trial.stageId()))) {
            stages = store.stages(id);
        }
        return Runs.of(store.runs(id), stages);
    }

    private static Values values(
            ExperimentRow row, List<TrialRow> trials, Measure measure, Supplier<Map<Long, List<double[]>>> curves) {
        Goal goal = measure.metric().equals(row.metric())
                ? row.goal()
                : Goal.of(measure.metric()).orElse(row.goal());
        return measure.kind() == Measure.Kind.SCORE
                ? Values.scores(measure, goal, trials)
                : Values.of(measure, goal, trials, curves.get());
    }

    /** Compares all complete trials, which takes a while with thousands; so only when there are other scores. */
    private synchronized Standing standing(Store store, ExperimentRow row, List<TrialRow> trials) {
        long complete = trials.stream()
                .filter(trial -> trial.state() == State.COMPLETED)
                .count();
        String now = row.id() + " " + row.metric() + " " + complete + " "
                + trials.stream().map(TrialRow::score).toList().hashCode();
        Standing known = standing;
        if (known == null || !now.equals(compared)) {
            known = Standing.of(store, row, ScoredFolds.of(store, row));
            standing = known;
            compared = now;
        }
        return known;
    }
}
