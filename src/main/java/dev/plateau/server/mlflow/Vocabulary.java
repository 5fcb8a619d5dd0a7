package dev.plateau.server.mlflow;

import dev.plateau.track.Query.Field;
import dev.plateau.track.Query.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words of a search.
 *
 * @param kinds what can be asked for
 * @param numbers attributes that are compared as numbers
 * @param texts the other attributes
 */
record Vocabulary(Set<Kind> kinds, Set<String> numbers, Set<String> texts) {

    static final Vocabulary RUNS = new Vocabulary(
            Set.of(Kind.values()),
            Set.of("start_time", "end_time"),
            Set.of("run_id", "run_name", "status", "artifact_uri", "user_id"));

    static final Vocabulary EXPERIMENTS = new Vocabulary(
            Set.of(Kind.ATTRIBUTE, Kind.TAG), Set.of("creation_time", "last_update_time"), Set.of("name"));

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("metric", Kind.METRIC),
            Map.entry("metrics", Kind.METRIC),
            Map.entry("param", Kind.PARAM),
            Map.entry("params", Kind.PARAM),
            Map.entry("parameter", Kind.PARAM),
            Map.entry("parameters", Kind.PARAM),
            Map.entry("tag", Kind.TAG),
            Map.entry("tags", Kind.TAG),
            Map.entry("attribute", Kind.ATTRIBUTE),
            Map.entry("attributes", Kind.ATTRIBUTE),
            Map.entry("attr", Kind.ATTRIBUTE),
            Map.entry("run", Kind.ATTRIBUTE),
            Map.entry("dataset", Kind.DATASET),
            Map.entry("datasets", Kind.DATASET));

    /** Other names of attributes that MLflow's own pages have used. */
    private static final Map<String, String> ALIASES = Map.of(
            "created", "start_time",
            "Created", "start_time",
            "run name", "run_name",
            "Run name", "run_name",
            "Run Name", "run_name",
            "run_uuid", "run_id",
            // Ids count up with time.
            "experiment_id", "creation_time");

    private static final Set<String> DATASET = Set.of("name", "digest", "context");

    /** @param kind as it was written, such as metrics */
    Field field(String kind, String name) {
        Kind found = KINDS.get(kind);
        if (found == null || !kinds.contains(found)) {
            throw Refusal.invalid("Invalid entity type '" + kind + "'. Valid values are " + words(kinds));
        }
        if (found == Kind.DATASET && !DATASET.contains(name)) {
            throw Refusal.invalid(
                    "Invalid dataset key '" + name + "' specified. Valid keys are " + new TreeSet<>(DATASET));
        }
        return found == Kind.ATTRIBUTE ? attribute(name) : new Field(found, name);
    }

    private static Set<String> words(Set<Kind> kinds) {
        Set<String> words = new TreeSet<>();
        kinds.forEach(kind -> words.add(kind.name().toLowerCase(Locale.ROOT)));
        return words;
    }

    Field attribute(String name) {
        String usual = ALIASES.getOrDefault(name, name);
        if (!numbers.contains(usual) && !texts.contains(usual)) {
            Set<String> all = new TreeSet<>(numbers);
            all.addAll(texts);
            throw Refusal.invalid("Invalid attribute key '" + name + "' specified. Valid keys are " + all);
        }
        return new Field(Kind.ATTRIBUTE, usual);
    }

    boolean isNumber(Field field) {
        return field.kind() == Kind.METRIC || (field.kind() == Kind.ATTRIBUTE && numbers.contains(field.name()));
    }
}
