package dev.plateau.experiment;

import dev.plateau.train.Trainers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the fixed fields of the network; their values are the trainer's to check. */
final class ModelReader {

    /** The fields of a network, of whichever trainer of ours. */
    static final List<String> FIELDS = List.of(
            "type",
            "hidden",
            "activation",
            "updater",
            "momentum",
            "beta1",
            "beta2",
            "epsilon",
            "rho",
            "dropout",
            "l1",
            "l2",
            "weight_decay",
            "weight_init",
            "gradient_clipping",
            "schedule",
            "shape",
            "filters",
            "kernel",
            "pool",
            "exact_train_metrics",
            "keras");

    /** The one field that is itself a mapping, so that a parameter may be called schedule.factor. */
    static final String NESTED = "schedule";

    /** The one field that names a file, whose content takes its place. */
    static final String KERAS = "keras";

    private final Section top;
    private final String trainer;
    private final Optional<Map<String, Object>> definition;

    /** @param definition the content of the file that {@code keras} names, where it is known */
    ModelReader(Section top, String trainer, Optional<Map<String, Object>> definition) {
        this.top = top;
        this.trainer = trainer;
        this.definition = definition;
    }

    Map<String, Object> read() {
        Section model = top.section("model", "{hidden: [64], activation: relu}");
        if (Trainers.ofNetworks(trainer)) {
            model.knows(FIELDS, ParametersReader.MISPLACED);
        }
        for (Node.Entry entry : model.entries()) {
            if (entry.value().hollow()) {
                model.refuse(entry.key(), "must be filled in, found nothing");
            }
        }
        Map<String, Object> fields = model.plain();
        if (Trainers.ofNetworks(trainer) && model.has(KERAS)) {
            model.text(KERAS, "(?s).*\\S.*", "the name of the JSON file that Keras's model.to_json() wrote");
            definition.ifPresent(layers -> fields.put(KERAS, layers));
        }
        return fields;
    }
}
