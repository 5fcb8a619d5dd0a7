package dev.plateau.transfer.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plateau.transfer.Omissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** An experiment file that is being put together. Values are written as JSON, which YAML reads. */
final class ExperimentDraft {

    /** Epochs and trials where the other file leaves them open; whoever runs the file decides. */
    private static final long USUAL_EPOCHS = 10;

    private static final long USUAL_TRIALS = 20;

    /** Points of a grid between two bounds that names no distance. */
    private static final long USUAL_COUNT = 5;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Omissions omissions;
    private final Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
    private final List<Object> command = new ArrayList<>();
    private String name = "imported";
    private Optional<String> description = Optional.empty();
    private Optional<String> program = Optional.empty();
    private String method = "random";
    private Map<String, Object> metric = Map.of();
    private OptionalDouble trials = OptionalDouble.empty();
    private OptionalDouble workers = OptionalDouble.empty();

    ExperimentDraft(Omissions omissions) {
        this.omissions = omissions;
    }

    /** @param wanted any text; what a name cannot have becomes _ */
    void name(String wanted) {
        String plain = wanted.replaceAll("[^A-Za-z0-9._-]+", "_");
        name = plain.isEmpty() ? name : plain.substring(0, Math.min(100, plain.length()));
    }

    void description(Optional<String> text) {
        description = text;
    }

    void program(Optional<String> file) {
        program = file;
    }

    void command(List<Object> words) {
        command.addAll(words);
    }

    /** A method that is not here becomes random, which is listed. */
    void method(String wanted) {
        method = wanted.equals("grid") ? "grid" : "random";
        if (!wanted.equals(method)) {
            omissions.add("method " + wanted + ": trials are drawn at random instead");
        }
    }

    void metric(Optional<String> objective, Optional<String> goal) {
        Map<String, Object> fields = new LinkedHashMap<>();
        objective.ifPresentOrElse(
                found -> fields.put("name", found),
                () -> omissions.add("no metric is named: Plateau takes val_loss unless metric says otherwise"));
        goal.ifPresent(found -> fields.put("goal", found));
        metric = fields;
    }

    void trials(OptionalDouble count) {
        trials = count;
    }

    void workers(OptionalDouble count) {
        workers = count;
    }

    /** @param fields as an experiment file has them */
    void parameter(String parameter, Map<String, Object> fields) {
        parameters.put(parameter, new LinkedHashMap<>(fields));
    }

    /** Points of a grid over a parameter. */
    void count(String parameter, long points) {
        Map<String, Object> fields = parameters.get(parameter);
        if (fields != null && method.equals("grid")) {
            fields.put("count", points);
        }
    }

    /** Gives a parameter the name by which the program knows it. */
    void rename(String from, String to) {
        Map<String, Object> fields = parameters.get(from);
        if (fields != null && !from.equals(to) && !parameters.containsKey(to)) {
            parameters.remove(from);
            parameters.put(to, fields);
            omissions.add("parameter " + from + " is named " + to + " here, as the program's argument is");
        }
    }

    /** The file, with what is listed so far as a comment at its head. */
    String text(String tool) {
        complete();
        StringBuilder body = new StringBuilder();
        line(body, "name", name);
        description.ifPresent(text -> line(body, "description", text));
        program.ifPresent(file -> line(body, "program", file));
        if (!command.isEmpty()) {
            line(body, "command", command);
        }
        line(body, "method", method);
        if (!metric.isEmpty()) {
            line(body, "metric", metric);
        }
        body.append("parameters:\n");
        parameters.forEach((key, fields) -> body.append("  ")
                .append(key(key))
                .append(": ")
                .append(flow(fields))
                .append('\n'));
        trials.ifPresent(count -> line(body, "max_trials", (long) count));
        workers.ifPresent(count -> line(body, "max_concurrent_trials", (long) count));
        String listed = omissions.lines().stream()
                .map(line -> "# - " + line.replaceAll("\\p{Cntrl}+", " ") + "\n")
                .collect(Collectors.joining());
        return "# Made of a file of " + tool + ". What to look at:\n" + listed + body;
    }

    private void complete() {
        if (!parameters.containsKey("epochs")) {
            parameter("epochs", Map.of("value", USUAL_EPOCHS));
            omissions.add("the number of epochs is not named: parameters.epochs is " + USUAL_EPOCHS
                    + " here, which is a guess");
        }
        if (program.isEmpty() && command.isEmpty()) {
            program = Optional.of("train.py");
            omissions.add("no program is named: program is train.py here, which is a guess");
        }
        if (method.equals("random") && trials.isEmpty()) {
            trials = OptionalDouble.of(USUAL_TRIALS);
            omissions.add(
                    "the number of trials is not bounded: max_trials is " + USUAL_TRIALS + " here, which is a guess");
        }
        if (method.equals("grid")) {
            parameters.forEach(this::gridPoints);
        }
    }

    private void gridPoints(String parameter, Map<String, Object> fields) {
        if (!fields.containsKey("min") || fields.containsKey("step") || fields.containsKey("count")) {
            return;
        }
        if ("int_uniform".equals(fields.get("distribution"))) {
            fields.put("step", 1L);
        } else {
            fields.put("count", USUAL_COUNT);
            omissions.add("parameter " + parameter + ": a grid needs points; count is " + USUAL_COUNT
                    + " here, which is a guess");
        }
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append(": ").append(flow(value)).append('\n');
    }

    private static String key(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_.-]*") ? name : flow(name);
    }

    /** YAML on one line. */
    private static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> key(String.valueOf(entry.getKey())) + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ExperimentDraft::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        String text = String.valueOf(value);
        boolean word = value instanceof String
                && text.matches("[A-Za-z_][A-Za-z0-9_./-]*")
                && !text.matches("(?i)true|false|null|nan|inf|yes|no|on|off");
        return word ? text : json(value);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plain value that cannot be written", e);
        }
    }
}
