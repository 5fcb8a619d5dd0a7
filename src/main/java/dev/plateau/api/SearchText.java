package dev.plateau.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plateau.data.DataSource;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.ExperimentException;
import dev.plateau.experiment.Experiments;
import dev.plateau.space.Configuration;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a search was told, and the experiment file that says the same. The file is what the checks read, what is stored and what is
 * compared when the search is run again, so that a search from code can do nothing that one from a file cannot, and is shown
 * everywhere as if it came from one. Used by one thread.
 */
final class SearchText {

    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> split = new LinkedHashMap<>();
    private Optional<Data> data = Optional.empty();
    private Optional<String> method = Optional.empty();

    /** @throws IllegalArgumentException if the name is none that an experiment can have */
    SearchText(String name) {
        this.name = name;
        check();
    }

    void data(Data examples) {
        data = Optional.of(examples);
        check();
    }

    void method(String word) {
        method = Optional.of(word);
        check();
    }

    /** A field at the top, its value as a file writes it. */
    void field(String key, String value) {
        fields.put(key, value);
        check();
    }

    /** A field of {@code cross_validation}. */
    void split(String key, String value) {
        split.put(key, value);
        check();
    }

    /** Folds are of one kind only. */
    void splitAnew() {
        split.clear();
    }

    /** @throws IllegalArgumentException also if there is such a parameter already */
    void parameter(String parameter, String value) {
        if (parameters.putIfAbsent(parameter, value) != null) {
            throw new IllegalArgumentException("parameter " + parameter + " is given twice");
        }
        try {
            check();
        } catch (IllegalArgumentException e) {
            parameters.remove(parameter);
            throw e;
        }
    }

    boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    Data data() {
        return data.orElseThrow(() -> new IllegalArgumentException("the search needs data(...)"));
    }

    /**
     * The experiment.
     *
     * @throws IllegalArgumentException what is wrong or missing, a sentence each
     */
    Experiment experiment(String trainer) {
        data();
        if (!has("epochs")) {
            throw new IllegalArgumentException("the search needs epochs(...): how many to train");
        }
        return read(text(trainer, method.orElse("grid"), Map.of()));
    }

    String name() {
        return name;
    }

    /**
     * Reads what there is so far, with something harmless in place of what is missing, so that a mistake is told by the call that makes
     * it. A range without a count is right in a random search only, which the search may still become.
     */
    private void check() {
        Map<String, String> rest = new LinkedHashMap<>();
        if (!has("epochs")) {
            rest.put("epochs", "{value: 1}");
        }
        read(text(LearnerTrainer.NAME, method.orElse("random"), rest));
    }

    private Experiment read(String text) {
        try {
            return Experiments.parse(text, Path.of("search"));
        } catch (ExperimentException e) {
            throw new IllegalArgumentException(
                    e.mistakes().stream()
                            .map(mistake -> mistake.replaceFirst("^search(:\\d+)?: ", ""))
                            .collect(Collectors.joining("; ")),
                    e);
        }
    }

    private String text(String trainer, String word, Map<String, String> rest) {
        StringBuilder text = new StringBuilder("# Built in a Java program, which has ");
        text.append("the trainer").append(data.flatMap(Data::held).isPresent() ? " and the data" : "");
        text.append(" that are named here.\n");
        line(text, "name", quoted(name));
        line(text, "trainer", trainer);
        line(text, "data", data.map(SearchText::described).orElse("{path: none, label: label, task: classification}"));
        line(text, "method", word);
        if (word.equals("random") && !fields.containsKey("max_trials")) {
            line(text, "max_trials", "1");
        }
        fields.forEach((key, value) -> line(text, key, value));
        text.append("parameters:\n");
        parameters.forEach((key, value) -> line(text.append("  "), quoted(key), value));
        rest.forEach((key, value) -> line(text.append("  "), key, value));
        if (!split.isEmpty()) {
            line(text, "cross_validation", flow(split));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    private static String described(Data data) {
        DataSource source = data.source();
        Map<String, String> known = new LinkedHashMap<>();
        known.put("path", quoted(source.path()));
        known.put("label", quoted(source.label()));
        known.put("task", source.task().name().toLowerCase(Locale.ROOT));
        if (!source.standardize()) {
            known.put("standardize", "false");
        }
        source.group().ifPresent(column -> known.put("group", quoted(column)));
        return flow(known);
    }

    /** A mapping on one line; the values are written already. */
    static String flow(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /**
     * A value as a file writes it: text, whole and other numbers, yes and no, constants of an enum by name, lists of these.
     *
     * @throws IllegalArgumentException for anything else
     */
    static String written(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(SearchText::written).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("a value must be finite, found " + value);
            }
            String text = Configuration.exact(number);
            return text.matches("-?\\d+") ? text + ".0" : text;
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            return String.valueOf(value);
        }
        if (value instanceof String || value instanceof Enum<?>) {
            return quoted(value instanceof Enum<?> constant ? constant.name() : (String) value);
        }
        throw new IllegalArgumentException(
                "a value must be a text, a number, true or false, a constant of an enum or a list of" + " these, found "
                        + Collections.singletonList(value) + " of "
                        + value.getClass().getName());
    }

    static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text that cannot be written", e);
        }
    }
}
