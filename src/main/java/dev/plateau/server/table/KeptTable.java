package dev.plateau.server.table;

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
import org.jspecify.annotations.Nullable;

/** The table of one experiment, read anew when the store has changed, and what of it stays the same. Thread-safe. */
final class KeptTable {

    /** Values by different measures that are kept at one version: 400 kB each at 10,000 trials. */
    private static final int MAX_MEASURES = 8;

    private final Map<Long, Configuration> configurations = new HashMap<>();
    private final MetricCurves curves = new MetricCurves();

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
        List<TrialRow> trials = store.trials(row.id());
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
                settings(trials),
                runs,
                new TrialTable.Later(
                        measure -> {
                            synchronized (values) {
                                return values.computeIfAbsent(
                                        measure, absent -> values(store, row, trials, measure, epochs));
                            }
                        },
                        () -> standing(store, row, trials)));
    }

    private TrialTable.Settings settings(List<TrialRow> trials) {
        TrialTable.Settings known = settings;
        if (known != null && known.configurations().size() == trials.size()) {
            return known;
        }
        List<Configuration> all = new ArrayList<>(trials.size());
        for (TrialRow trial : trials) {
            all.add(configurations.computeIfAbsent(trial.id(), absent -> Configuration.of(trial.configuration())));
        }
        settings = TrialTable.Settings.of(List.copyOf(all));
        return settings;
    }

    /** Stages are read again when a trial has one that is not known. */
    private Runs runs(Store store, long id, List<TrialRow> trials) {
        var known = stages.stream().map(StageRow::id).collect(java.util.stream.Collectors.toSet());
        if (known.isEmpty() || !trials.stream().allMatch(trial -> known.contains(trial.stageId()))) {
            stages = store.stages(id);
        }
        return Runs.of(store.runs(id), stages);
    }

    private Values values(
            Store store, ExperimentRow row, List<TrialRow> trials, Measure measure, Map<Long, Long> epochs) {
        Goal goal = measure.metric().equals(row.metric())
                ? row.goal()
                : Goal.of(measure.metric()).orElse(row.goal());
        return measure.kind() == Measure.Kind.SCORE
                ? Values.scores(measure, goal, trials)
                : Values.of(measure, goal, trials, curves.of(store, measure.metric(), epochs));
    }

    /** Compares all complete trials, which takes a while with thousands; so only when there are other scores. */
    private synchronized Standing standing(Store store, ExperimentRow row, List<TrialRow> trials) {
        long complete = trials.stream()
                .filter(trial -> trial.state() == State.COMPLETED)
                .count();
        String now = row.id() + " " + complete + " "
                + trials.stream().mapToInt(TrialRow::foldsDone).sum();
        Standing known = standing;
        if (known == null || !now.equals(compared)) {
            known = Standing.of(store, row, store.folds(row.id()));
            standing = known;
            compared = now;
        }
        return known;
    }
}
