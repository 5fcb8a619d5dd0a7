package dev.plateau.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plateau.data.Fold;
import dev.plateau.experiment.Experiment;
import dev.plateau.plan.Forest;
import dev.plateau.plan.Stage;
import dev.plateau.space.Configuration;
import dev.plateau.store.Search;
import dev.plateau.train.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a prepared search into what the store keeps, and settings to JSON and back. */
public final class Searches {

    private static final JsonMapper JSON = new JsonMapper();

    private Searches() {}

    /** The search as it is stored before its first epoch. */
    static Search toStore(Prepared prepared, Map<String, String> provenance) {
        Forest forest = prepared.forest();
        List<Search.NewStage> stages = new ArrayList<>();
        Map<Integer, Integer> stageOf = new LinkedHashMap<>();
        for (Stage stage : forest.stages()) {
            String settings = json(stage.settings().values());
            List<Long> seeds = prepared.trained().stream()
                    .map(fold -> Seeds.run(prepared.experiment().seed(), settings, fold.repeat(), fold.fold()))
                    .toList();
            stage.trials().forEach(trial -> stageOf.put(trial, stages.size()));
            stages.add(new Search.NewStage(settings, stage.epochs(), seeds));
        }
        return new Search(
                prepared.experiment().name(),
                prepared.experiment().description(),
                prepared.experiment().definition(),
                prepared.experiment().text(),
                prepared.experiment().metric().name(),
                prepared.experiment().metric().goal(),
                provenance,
                prepared.folds().stream().map(Searches::stored).toList(),
                prepared.inner().stream()
                        .map(inner -> new Search.InnerFold(inner.outer(), stored(inner.fold())))
                        .toList(),
                stages,
                forest.trials().stream()
                        .map(trial -> new Search.NewTrial(
                                trial.number(),
                                json(stored(trial.configuration(), prepared.experiment())),
                                java.util.Objects.requireNonNull(stageOf.get(trial.number())),
                                trial.epochs()))
                        .toList());
    }

    private static Search.StoredFold stored(Fold fold) {
        return new Search.StoredFold(fold.repeat(), fold.fold(), fold.training(), fold.validation());
    }

    /** Epochs that are decided in training are no part of a configuration. */
    private static Map<String, Object> stored(Configuration configuration, Experiment experiment) {
        Map<String, Object> values = new LinkedHashMap<>(configuration.values());
        experiment.autoEpochs().ifPresent(auto -> values.remove("epochs"));
        return values;
    }

    static String json(Map<String, Object> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings that cannot be written", e);
        }
    }

    /** Reads a JSON object as it was stored. */
    public static Map<String, Object> values(String json) {
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored settings cannot be read: " + json, e);
        }
    }
}
