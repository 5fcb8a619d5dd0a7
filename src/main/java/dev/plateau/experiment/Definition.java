package dev.plateau.experiment;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSource;
import dev.plateau.experiment.Experiment.AutoEpochs;
import dev.plateau.experiment.Experiment.EarlyStopping;
import dev.plateau.experiment.Experiment.Method;
import dev.plateau.space.Choice;
import dev.plateau.space.Configuration;
import dev.plateau.space.Parameter;
import dev.plateau.space.Range;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of an experiment decides results, as sorted lines {@code path: value}, defaults included: their hash tells whether two
 * files ask for the same search, and comparing them line by line tells what differs.
 */
final class Definition {

    /** Text that cannot be taken for another kind of value is written as it is, all other in quotes. */
    private static final String PLAIN_WORD = "(?!true$|false$)[A-Za-z_][\\w./ -]*";

    private final Map<String, String> lines = new TreeMap<>();

    private Definition(Experiment experiment) {
        put("trainer", experiment.trainer());
        put("method", word(experiment.method()));
        put("metric.name", experiment.metric().name());
        put("metric.goal", word(experiment.metric().goal()));
        put("seed", experiment.seed());
        put("model", experiment.model());
        if (experiment.data().present()) {
            data(experiment.data());
        }
        experiment.script().ifPresent(this::script);
        split(experiment.crossValidation());
        experiment.earlyStopping().ifPresent(this::stopping);
        experiment.space().parameters().forEach(this::parameter);
        experiment.autoEpochs().ifPresent(this::auto);
        if (experiment.method() == Method.GRID) {
            put("order of parameters", experiment.parameters());
        }
    }

    static String hash(Experiment experiment) {
        String text = new Definition(experiment)
                .lines.entrySet().stream()
                        .map(line -> line.getKey() + ": " + line.getValue() + "\n")
                        .collect(Collectors.joining());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static List<String> differences(Experiment was, Experiment is) {
        Map<String, String> before = new Definition(was).lines;
        Map<String, String> after = new Definition(is).lines;
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String one = before.getOrDefault(path, "not given");
            String other = after.getOrDefault(path, "not given");
            if (!one.equals(other)) {
                differences.add(path + ": was " + one + ", is " + other);
            }
        }
        return differences;
    }

    private void data(DataSource data) {
        put("data.path", data.path());
        put("data.label", data.label());
        put("data.task", word(data.task()));
        put("data.standardize", data.standardize());
        put("data.missing", word(data.missing()));
        put("data.ignore", List.copyOf(new TreeSet<>(data.ignore())));
        data.group().ifPresent(column -> put("data.group", column));
        data.time().ifPresent(column -> put("data.time", column));
    }

    private void script(Script script) {
        script.program().ifPresent(program -> put("program", program));
        put("command", script.command());
        script.interpreter().ifPresent(interpreter -> put("script.interpreter", interpreter));
        put("script.epochs_from", word(script.epochsFrom()));
    }

    private void split(CrossValidation split) {
        put("cross_validation.folds", (long) split.folds());
        put("cross_validation.strategy", word(split.strategy()));
        put("cross_validation.repeats", (long) split.repeats());
        if (split.strategy() == CrossValidation.Strategy.HOLDOUT) {
            put("cross_validation.holdout", split.holdout());
        }
        split.nested().ifPresent(folds -> put("cross_validation.nested.folds", (long) folds));
    }

    private void stopping(EarlyStopping stopping) {
        put("early_stopping.patience", (long) stopping.patience());
        put("early_stopping.min_delta", stopping.minDelta());
    }

    private void auto(AutoEpochs auto) {
        lines.remove("parameters.epochs.values");
        put("parameters.epochs.auto.start", (long) auto.start());
        put("parameters.epochs.auto.limit", (long) auto.limit());
        put("parameters.epochs.auto.worth", auto.worth());
    }

    private void parameter(Parameter parameter) {
        String path = "parameters." + parameter.name();
        if (parameter instanceof Choice choice) {
            put(path + ".values", choice.values());
        } else if (parameter instanceof Range range) {
            range(path, range);
        } else {
            throw new IllegalStateException("unknown kind of parameter " + parameter);
        }
        parameter.when().ifPresent(condition -> put(path + ".when." + condition.parameter(), condition.values()));
    }

    private void range(String path, Range range) {
        String linear = range.integral() ? "int_uniform" : "uniform";
        put(path + ".distribution", range.scale() == Range.Scale.LOG ? "log_uniform_values" : linear);
        put(path + ".min", bound(range, range.min()));
        put(path + ".max", bound(range, range.max()));
        range.step().ifPresent(step -> put(path + ".step", bound(range, step)));
        range.count().ifPresent(count -> put(path + ".count", (long) count));
    }

    private static Object bound(Range range, double value) {
        return range.integral() ? (Object) Math.round(value) : (Object) value;
    }

    private void put(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> put(path + "." + key, child));
        } else {
            lines.put(path, literal(value));
        }
    }

    /** A value such that no two different ones look alike: 1 and 1.0 start different trainings. */
    private static String literal(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<Object, Object>(map)
                    .entrySet().stream()
                            .map(entry -> literal(entry.getKey()) + ": " + literal(entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Definition::literal).collect(Collectors.joining(", ", "[", "]"));
        }
        String text = Configuration.exact(value);
        if (value instanceof Double) {
            return text.matches("-?\\d+") ? text + ".0" : text;
        }
        return value instanceof String && !text.matches(PLAIN_WORD)
                ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\""
                : text;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
