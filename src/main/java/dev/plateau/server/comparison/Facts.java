package dev.plateau.server.comparison;

import dev.plateau.compare.Comparison.Entry;
import dev.plateau.compare.ScoredFolds;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.ExperimentException;
import dev.plateau.experiment.Experiments;
import dev.plateau.server.http.Json;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that trials could differ in: parameters, model, data, folds, seed and code. Never a path of this machine. */
final class Facts {

    /** Enough of a hash to tell two apart by eye. */
    private static final int HASH_DIGITS = 12;

    private final List<Map<String, Map<String, Object>>> trials = new ArrayList<>();

    private Facts() {}

    /** A line for each thing that any of the trials has, by group, in the order in which it is first met. */
    static List<Fact> of(Store store, List<Entry> entries) {
        Facts facts = new Facts();
        Map<Long, Map<String, Map<String, Object>>> experiments = new LinkedHashMap<>();
        Map<Long, Map<Long, String>> settings = new LinkedHashMap<>();
        for (Entry entry : entries) {
            ExperimentRow experiment = entry.experiment();
            Map<String, Map<String, Object>> own = new LinkedHashMap<>();
            Map<String, Object> parameters = Json.object(entry.trial().configuration());
            own.put("parameter", parameters);
            String stage = Objects.requireNonNull(settings.computeIfAbsent(experiment.id(), id -> settings(store, id)))
                    .get(entry.trial().stageId());
            own.put("model", model(stage == null ? "{}" : stage, parameters.keySet()));
            own.putAll(Objects.requireNonNull(
                    experiments.computeIfAbsent(experiment.id(), id -> ofExperiment(store, experiment))));
            facts.trials.add(own);
        }
        return facts.lines();
    }

    private List<Fact> lines() {
        List<Fact> lines = new ArrayList<>();
        for (String group : List.of("parameter", "model", "data", "code")) {
            Set<String> names = new LinkedHashSet<>();
            trials.forEach(trial -> names.addAll(in(trial, group).keySet()));
            for (String name : names) {
                List<@Nullable Object> values = new ArrayList<>();
                trials.forEach(trial -> values.add(in(trial, group).get(name)));
                lines.add(Fact.of(group, name, values));
            }
        }
        return lines;
    }

    private static Map<String, Object> in(Map<String, Map<String, Object>> trial, String group) {
        return trial.getOrDefault(group, Map.of());
    }

    private static Map<Long, String> settings(Store store, long experiment) {
        Map<Long, String> settings = new LinkedHashMap<>();
        for (StageRow stage : store.stages(experiment)) {
            settings.put(stage.id(), stage.settings());
        }
        return settings;
    }

    /** What the training was told besides its parameters, a line a leaf. */
    private static Map<String, Object> model(String settings, Set<String> parameters) {
        Map<String, Object> leaves = new LinkedHashMap<>();
        collect("", Json.object(settings), leaves);
        parameters.forEach(name -> {
            leaves.remove(name);
            leaves.remove("model." + name);
        });
        return leaves;
    }

    private static void collect(String path, Map<?, ?> tree, Map<String, Object> leaves) {
        tree.forEach((key, value) -> {
            String name = path + key;
            if (value instanceof Map<?, ?> child) {
                collect(name + ".", child, leaves);
            } else if (value != null) {
                leaves.put(name, value);
            }
        });
    }

    private static Map<String, Map<String, Object>> ofExperiment(Store store, ExperimentRow experiment) {
        Map<String, String> provenance = store.provenance(experiment.id());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("experiment", experiment.name());
        data.put("objective", experiment.metric());
        put(data, "rows", provenance.get("data_rows"));
        put(data, "data sha256", shortened(provenance.get("data_sha256")));
        data.put("folds", ScoredFolds.of(store, experiment).size());
        try {
            Experiment read = Experiments.parse(experiment.text(), Path.of(experiment.name()));

            data.put("strategy", read.crossValidation().strategy().name().toLowerCase(java.util.Locale.ROOT));
            data.put("seed", read.seed());
        } catch (ExperimentException e) {
            // A file of an older version: what it says in words cannot be read any more, what was stored by name can.
            data.remove("seed");
        }
        Map<String, Object> code = new LinkedHashMap<>();
        put(code, "git commit", shortened(provenance.get("git_commit")));
        put(code, "working folder", provenance.get("git_state"));
        put(code, "trainer", provenance.get("trainer"));
        put(code, "plateau", provenance.get("plateau"));
        put(code, "java", provenance.get("java"));
        return Map.of("data", data, "code", code);
    }

    private static void put(Map<String, Object> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static @Nullable String shortened(@Nullable String hash) {
        return hash == null ? null : hash.substring(0, Math.min(HASH_DIGITS, hash.length()));
    }
}
