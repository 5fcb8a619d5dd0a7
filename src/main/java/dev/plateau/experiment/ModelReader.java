package dev.plateau.experiment;

import java.util.List;
import java.util.Map;

/** Reads the fixed fields of the network; their values are the trainer's to check. */
final class ModelReader {

    /** The fields of a network of the dl4j trainer. */
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
            "exact_train_metrics");

    /** The one field that is itself a mapping, so that a parameter may be called schedule.factor. */
    static final String NESTED = "schedule";

    private final Section top;
    private final String trainer;

    ModelReader(Section top, String trainer) {
        this.top = top;
        this.trainer = trainer;
    }

    Map<String, Object> read() {
        Section model = top.section("model", "{hidden: [64], activation: relu}");
        if (trainer.equals("dl4j")) {
            model.knows(FIELDS, ParametersReader.MISPLACED);
        }
        for (Node.Entry entry : model.entries()) {
            if (entry.value().hollow()) {
                model.refuse(entry.key(), "must be filled in, found nothing");
            }
        }
        return model.plain();
    }
}
