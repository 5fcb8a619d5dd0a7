package dev.plateau.transfer.sweep;

import dev.plateau.transfer.Omissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an experiment of Kubeflow's Katib. Source: pkg/apis/controller/experiments/v1beta1/experiment_types.go. */
final class KatibExperiment {

    private static final Pattern MACRO = Pattern.compile("\\$\\{trialParameters\\.([A-Za-z0-9_.-]{1,250})}");

    private static final Pattern ARGUMENT =
            Pattern.compile("--([A-Za-z0-9_.-]{1,250})=\\$\\{trialParameters\\.([A-Za-z0-9_.-]{1,250})}");

    private final ExperimentDraft draft;
    private final Omissions omissions;

    private KatibExperiment(ExperimentDraft draft, Omissions omissions) {
        this.draft = draft;
        this.omissions = omissions;
    }

    static void read(Fields file, ExperimentDraft draft, Omissions omissions) {
        KatibExperiment reader = new KatibExperiment(draft, omissions);
        file.take("apiVersion");
        file.take("kind");
        Fields metadata = file.fields("metadata");
        draft.name(metadata.text("name").or(() -> metadata.text("generateName")).orElse("katib"));
        metadata.take("namespace");
        metadata.omit(omissions);
        Fields spec = file.fields("spec");
        reader.objective(spec.fields("objective"));
        Fields algorithm = spec.fields("algorithm");
        draft.method(algorithm.text("algorithmName").orElse("random"));
        algorithm.omit(omissions);
        draft.trials(spec.number("maxTrialCount"));
        draft.workers(spec.number("parallelTrialCount"));
        for (Object parameter : spec.list("parameters")) {
            reader.parameter(new Fields("spec.parameters", parameter));
        }
        reader.template(spec.fields("trialTemplate"));
        spec.omit(omissions);
    }

    private void objective(Fields objective) {
        draft.metric(objective.text("objectiveMetricName"), objective.text("type"));
        if (objective.take("additionalMetricNames").isPresent()) {
            omissions.add("additionalMetricNames need no naming: all metrics that are logged are kept");
        }
        objective.omit(omissions);
    }

    private void parameter(Fields fields) {
        String name = fields.text("name").orElse("");
        String type = fields.text("parameterType").orElse("");
        Fields space = fields.fields("feasibleSpace");
        List<Object> list = space.list("list");
        OptionalDouble step = space.number("step");
        OptionalDouble min = space.number("min");
        OptionalDouble max = space.number("max");
        String distribution = space.text("distribution").orElse("uniform");
        if (!list.isEmpty()) {
            draft.parameter(
                    name,
                    Ranges.values(
                            type.equals("categorical")
                                    ? list
                                    : list.stream().map(Fields::plain).toList()));
        } else if (min.isPresent() && max.isPresent()) {
            draft.parameter(
                    name,
                    Ranges.range(distribution(name, type, distribution), min.getAsDouble(), max.getAsDouble(), step));
        } else {
            omissions.add("parameter " + name + " has neither a list nor bounds and is left out");
        }
        space.omit(omissions);
        fields.omit(omissions);
    }

    private String distribution(String name, String type, String distribution) {
        boolean log = distribution.startsWith("log");
        if (distribution.endsWith("ormal")) {
            omissions.add("parameter " + name + ": distribution " + distribution + " is "
                    + (log ? "log_uniform_values" : "uniform") + " between the same bounds here");
        }
        if (log) {
            return "log_uniform_values";
        }
        return type.equals("int") ? "int_uniform" : "uniform";
    }

    /** The program is what the first container runs; the rest of the job is Kubernetes' business. */
    private void template(Fields template) {
        Map<String, String> references = new HashMap<>();
        for (Object parameter : template.list("trialParameters")) {
            Fields fields = new Fields("", parameter);
            String name = fields.text("name").orElse("");
            references.put(name, fields.text("reference").orElse(name));
        }
        Optional<Fields> container = container(template.take("trialSpec").orElse(Map.of()), 0);
        if (container.isPresent()) {
            List<Object> words = new ArrayList<>(container.get().list("command"));
            words.addAll(container.get().list("args"));
            command(words, references);
            container.get().take("name");
            container.get().omit(omissions);
        }
        template.omit(omissions);
    }

    /** Looks for the list of containers: jobs of PyTorch, TensorFlow and Kubernetes have it at different depths. */
    private static Optional<Fields> container(Object at, int depth) {
        if (depth > 10 || !(at instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        if (map.get("containers") instanceof List<?> containers && !containers.isEmpty()) {
            return Optional.of(new Fields("container", containers.get(0)));
        }
        return map.values().stream()
                .map(inside -> container(inside, depth + 1))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Arguments that are parameters give way to ${args}, which has them all; a parameter takes the name that its argument has. */
    private void command(List<Object> words, Map<String, String> references) {
        List<Object> command = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < words.size(); i++) {
            String word = String.valueOf(words.get(i));
            String pair = i + 1 < words.size() ? word + "=" + words.get(i + 1) : "";
            Matcher one = ARGUMENT.matcher(word);
            Matcher two = ARGUMENT.matcher(pair);
            boolean joined = one.matches();
            if (joined || two.matches()) {
                Matcher found = joined ? one : two;
                draft.rename(references.getOrDefault(found.group(2), found.group(2)), found.group(1));
                i += joined ? 0 : 1;
                any = true;
            } else {
                if (MACRO.matcher(word).find()) {
                    omissions.add("command: " + word + " has a parameter where Plateau has no place for one");
                }
                command.add(word);
            }
        }
        if (!command.isEmpty()) {
            command.add("${args}");
            if (!any) {
                omissions.add("command: parameters are given as --name=value at its end");
            }
        }
        draft.command(command);
    }
}
