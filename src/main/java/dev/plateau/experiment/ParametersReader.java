package dev.plateau.experiment;

import dev.plateau.experiment.Experiment.AutoEpochs;
import dev.plateau.experiment.Experiment.Method;
import dev.plateau.space.Parameter;
import dev.plateau.space.Space;
import dev.plateau.train.Trainers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parameters: their names here, each one's values in {@link ParameterReader}. */
final class ParametersReader {

    /** The parameters of every trainer. */
    private static final List<String> COMMON = List.of("learning_rate", "batch_size", "epochs");

    private static final String BELONGS = "belongs under parameters, for example parameters: ";

    /** What is said where a parameter stands as a field of the file or of the model. */
    static final Map<String, String> MISPLACED = Map.of(
            "learning_rate", BELONGS + "{learning_rate: {value: 0.01}}",
            "batch_size", BELONGS + "{batch_size: {value: 32}}",
            "epochs", BELONGS + "{epochs: {value: 50}}");

    private final Section top;
    private final Assumed assumed;
    private final String trainer;
    private final Map<String, Object> model;
    private final Method method;
    private Optional<AutoEpochs> autoEpochs = Optional.empty();

    ParametersReader(Section top, Assumed assumed, String trainer, Map<String, Object> model, Method method) {
        this.top = top;
        this.assumed = assumed;
        this.trainer = trainer;
        this.model = model;
        this.method = method;
    }

    Space read() {
        Section section = top.section("parameters", "{epochs: {values: [10, 20, 40]}}");
        if (!section.has("epochs")) {
            section.missing(
                    "epochs",
                    "say how many to train, for example epochs: {value: 50} or epochs: {values: [10, 20, 40]}");
        }
        names(section);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        AutoEpochsReader auto = new AutoEpochsReader(top, section, assumed);
        for (Node.Entry entry : section.entries()) {
            if (entry.key().equals("epochs") && auto.asked()) {
                autoEpochs = auto.read();
                autoEpochs.ifPresent(epochs -> parameters.put("epochs", AutoEpochsReader.limit(epochs)));
                continue;
            }
            new ParameterReader(section, entry, parameters, assumed)
                    .read(method)
                    .ifPresent(parameter -> parameters.put(parameter.name(), parameter));
        }
        return space(new ArrayList<>(parameters.values()));
    }

    /** What {@code epochs: auto} came to; empty before {@link #read} and for epochs that are searched. */
    Optional<AutoEpochs> autoEpochs() {
        return autoEpochs;
    }

    /** Rules of the whole are judged only when every part is right, else they would blame the wrong line. */
    private Space space(List<Parameter> parameters) {
        if (top.mistakes().any()) {
            return new Space(List.of());
        }
        Space space = new Space(parameters);
        try {
            if (method == Method.GRID) {
                space.grid();
            }
        } catch (IllegalArgumentException e) {
            top.refuse("parameters", "cannot be a grid: " + e.getMessage());
        }
        return space;
    }

    private void names(Section section) {
        List<String> known = new ArrayList<>(COMMON);
        known.addAll(ModelReader.FIELDS);
        known.remove(ModelReader.KERAS);
        Map<String, Node.Entry> seen = new LinkedHashMap<>();
        for (Node.Entry entry : section.entries()) {
            String field = entry.key().startsWith("model.") ? entry.key().substring(6) : entry.key();
            if (!known(entry.key(), field)) {
                section.unknown(entry, field, known);
            }
            if (Trainers.ofNetworks(trainer) && field.equals(ModelReader.KERAS)) {
                section.refuse(entry.key(), "belongs under model, as it is one file: model: {keras: model.json}");
            }
            if (fixed(field)) {
                section.refuse(entry.key(), "is given twice, as model." + field + " is fixed as well");
            }
            seen.forEach((other, first) -> {
                if ((field + ".").startsWith(other + ".") || (other + ".").startsWith(field + ".")) {
                    section.refuse(entry.key(), "is given twice, first as " + first.key() + " on line " + first.line());
                }
            });
            seen.put(field, entry);
        }
    }

    private boolean known(String name, String field) {
        if (!Trainers.ofNetworks(trainer)) {
            return name.matches("[A-Za-z0-9_.-]{1,250}");
        }
        return COMMON.contains(name)
                || ModelReader.FIELDS.contains(field)
                || field.matches(ModelReader.NESTED + "\\.[a-z0-9_]{1,100}");
    }

    /** Whether the model holds a field at this path, or a plain value on the way to it. */
    private boolean fixed(String field) {
        Object at = model;
        for (String key : field.split("\\.", -1)) {
            if (!(at instanceof Map<?, ?> map)) {
                return true;
            }
            if (!map.containsKey(key)) {
                return false;
            }
            at = map.get(key);
        }
        return true;
    }
}
