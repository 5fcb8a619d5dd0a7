package dev.plateau.transfer.sweep;

import dev.plateau.transfer.Omissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Reads a W&B sweep. Source: docs.wandb.ai, sweep configuration options. */
final class WandbSweep {

    /** Standard deviations of a normal distribution that a range keeps: 99.7 % of it. */
    private static final double WIDTH = 3;

    private final ExperimentDraft draft;
    private final Omissions omissions;

    private WandbSweep(ExperimentDraft draft, Omissions omissions) {
        this.draft = draft;
        this.omissions = omissions;
    }

    static void read(Fields sweep, ExperimentDraft draft, Omissions omissions) {
        draft.name(sweep.text("name").orElse("sweep"));
        draft.description(sweep.text("description"));
        draft.program(sweep.text("program"));
        draft.command(sweep.list("command"));
        draft.method(sweep.text("method").orElse("random"));
        draft.trials(sweep.number("run_cap"));
        Fields metric = sweep.fields("metric");
        draft.metric(metric.text("name"), Optional.of(metric.text("goal").orElse("minimize")));
        metric.omit(omissions);
        Fields stop = sweep.fields("early_terminate");
        if (!stop.keys().isEmpty()) {
            omissions.add(
                    "early_terminate " + stop.text("type").orElse("") + ": no trial is ended by comparison with others;"
                            + " early_stopping with patience ends one that has stopped improving");
        }
        new WandbSweep(draft, omissions).parameters("", sweep.fields("parameters"));
    }

    private void parameters(String prefix, Fields parameters) {
        for (String key : parameters.keys()) {
            String name = prefix + key;
            Object value = parameters.take(key).orElse("");
            if (!(value instanceof Map<?, ?>)) {
                draft.parameter(
                        name, value instanceof List<?> list ? Ranges.values(List.copyOf(list)) : Ranges.value(value));
                continue;
            }
            Fields fields = new Fields(parameters.at(key), value);
            if (fields.has("parameters")) {
                omissions.add("nested parameters of " + name + ": each is a parameter of its own here, named " + name
                        + ".NAME");
                parameters(name + ".", fields.fields("parameters"));
            } else {
                parameter(name, fields)
                        .ifPresentOrElse(
                                found -> draft.parameter(name, found),
                                () -> omissions.add("parameter " + name + " has no counterpart and is left out"));
            }
            fields.omit(omissions);
        }
    }

    private Optional<Map<String, Object>> parameter(String name, Fields fields) {
        Optional<Object> value = fields.take("value");
        List<Object> values = fields.list("values");
        String distribution = fields.text("distribution").orElse("").toLowerCase(Locale.ROOT);
        if (fields.take("probabilities").isPresent()) {
            omissions.add(
                    "parameter " + name + ": its values are equally likely here; probabilities has no counterpart");
        }
        if (value.isPresent()) {
            return value.map(Ranges::value);
        }
        return values.isEmpty() ? range(name, distribution, fields) : Optional.of(Ranges.values(values));
    }

    private Optional<Map<String, Object>> range(String name, String distribution, Fields fields) {
        if (distribution.endsWith("normal")) {
            return normal(name, distribution, fields);
        }
        boolean whole = Stream.of("min", "max").allMatch(key -> fields.look(key).orElse("") instanceof Long);
        OptionalDouble step = fields.number("q");
        OptionalDouble min = fields.number("min");
        OptionalDouble max = fields.number("max");
        if (min.isEmpty() || max.isEmpty()) {
            return Optional.empty();
        }
        double low = min.getAsDouble();
        double high = max.getAsDouble();
        return switch (distribution) {
            case "" ->
                Optional.of(Ranges.range(
                        whole && !name.equals("learning_rate") ? "int_uniform" : "uniform", low, high, step));
            case "int_uniform" -> Optional.of(Ranges.range("int_uniform", low, high, step));
            case "uniform", "q_uniform" -> Optional.of(Ranges.range("uniform", low, high, step));
            case "log_uniform", "q_log_uniform" ->
                Optional.of(Ranges.range("log_uniform_values", Math.exp(low), Math.exp(high), step));
            case "log_uniform_values", "q_log_uniform_values" ->
                Optional.of(Ranges.range("log_uniform_values", low, high, step));
            default -> {
                omissions.add("parameter " + name + ": distribution " + distribution
                        + " is uniform between the same bounds here");
                yield Optional.of(Ranges.range("uniform", low, high, step));
            }
        };
    }

    private Optional<Map<String, Object>> normal(String name, String distribution, Fields fields) {
        double mean = fields.number("mu").orElse(0);
        double deviation = Math.abs(fields.number("sigma").orElse(1));
        OptionalDouble step = fields.number("q");
        boolean log = distribution.contains("log");
        double low = mean - WIDTH * deviation;
        double high = mean + WIDTH * deviation;
        omissions.add("parameter " + name + ": distribution " + distribution + " is "
                + (log ? "log_uniform_values" : "uniform") + " over 3 standard deviations to both sides here");
        return Optional.of(
                log
                        ? Ranges.range("log_uniform_values", Math.exp(low), Math.exp(high), step)
                        : Ranges.range("uniform", low, high, step));
    }
}
