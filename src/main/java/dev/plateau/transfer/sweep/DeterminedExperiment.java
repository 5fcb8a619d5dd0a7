package dev.plateau.transfer.sweep;

import dev.plateau.transfer.Omissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads an experiment of Determined. Source: docs.determined.ai, experiment configuration reference. */
final class DeterminedExperiment {

    private static final double USUAL_BASE = 10;

    private final ExperimentDraft draft;
    private final Omissions omissions;

    private DeterminedExperiment(ExperimentDraft draft, Omissions omissions) {
        this.draft = draft;
        this.omissions = omissions;
    }

    static void read(Fields file, ExperimentDraft draft, Omissions omissions) {
        DeterminedExperiment reader = new DeterminedExperiment(draft, omissions);
        draft.name(file.text("name").orElse("determined"));
        draft.description(file.text("description"));
        reader.entry(file.take("entrypoint"));
        reader.searcher(file.fields("searcher")); // first, as points of a grid are kept for a grid only
        reader.parameters("", file.fields("hyperparameters"));
    }

    private void searcher(Fields searcher) {
        String name = searcher.text("name").orElse("single");
        draft.method(name.equals("single") ? "grid" : name);
        String smaller = searcher.text("smaller_is_better").orElse("true");
        draft.metric(searcher.text("metric"), Optional.of(smaller.equals("false") ? "maximize" : "minimize"));
        draft.trials(searcher.number("max_trials"));
        draft.workers(searcher.number("max_concurrent_trials"));
        Fields length = searcher.fields("max_length");
        OptionalDouble epochs = length.number("epochs");
        if (epochs.isPresent()) {
            draft.parameter("epochs", Ranges.value((long) epochs.getAsDouble()));
        }
        length.omit(omissions);
        searcher.omit(omissions);
    }

    private void entry(Optional<Object> entry) {
        if (entry.isEmpty()) {
            return;
        }
        List<Object> words = new ArrayList<>();
        if (entry.get() instanceof List<?> list) {
            words.addAll(list);
        } else if (String.valueOf(entry.get()).matches("[\\w./=:+ -]+")) {
            words.addAll(List.of(String.valueOf(entry.get()).strip().split(" +")));
        }
        if (words.size() < 2) { // MODULE:CLASS, or something for a shell
            omissions.add("entrypoint " + entry.get() + ": no program that Plateau could start");
            return;
        }
        words.add("${args}");
        draft.command(words);
        omissions.add(
                "entrypoint: parameters are given as --name=value at its end; Determined's own library is not there");
    }

    private void parameters(String prefix, Fields parameters) {
        for (String key : parameters.keys()) {
            String name = prefix + key;
            Object value = parameters.take(key).orElse("");
            if (!(value instanceof Map<?, ?> map)) {
                draft.parameter(name, Ranges.value(value));
            } else if (map.get("type") instanceof String) {
                typed(name, new Fields(parameters.at(key), value));
            } else {
                omissions.add("nested hyperparameters of " + name + ": each is a parameter of its own here, named "
                        + name + ".NAME");
                parameters(name + ".", new Fields(parameters.at(key), value));
            }
        }
    }

    private void typed(String name, Fields fields) {
        String type = fields.text("type").orElse("");
        OptionalDouble min = fields.number("minval");
        OptionalDouble max = fields.number("maxval");
        OptionalDouble count = fields.number("count");
        Optional<Object> value = fields.take("val");
        List<Object> values = fields.list("vals");
        double base = fields.number("base").orElse(USUAL_BASE);
        if (type.equals("const") && value.isPresent()) {
            draft.parameter(name, Ranges.value(value.get()));
        } else if (type.equals("categorical") && !values.isEmpty()) {
            draft.parameter(name, Ranges.values(values));
        } else if (min.isPresent() && max.isPresent() && type.matches("int|double|log")) {
            draft.parameter(name, range(type, min.getAsDouble(), max.getAsDouble(), base));
            count.ifPresent(points -> draft.count(name, (long) points));
        } else {
            omissions.add("hyperparameter " + name + " of type " + type + " has no counterpart and is left out");
        }
        fields.omit(omissions);
    }

    private static Map<String, Object> range(String type, double min, double max, double base) {
        return switch (type) {
            case "int" -> Ranges.range("int_uniform", min, max, OptionalDouble.empty());
            case "log" ->
                Ranges.range("log_uniform_values", Math.pow(base, min), Math.pow(base, max), OptionalDouble.empty());
            default -> Ranges.range("uniform", min, max, OptionalDouble.empty());
        };
    }
}
