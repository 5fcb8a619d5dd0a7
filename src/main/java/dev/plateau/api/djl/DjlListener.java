package dev.plateau.api.djl;

import ai.djl.training.Trainer;
import ai.djl.training.TrainingResult;
import ai.djl.training.listener.TrainingListenerAdapter;
import dev.plateau.api.Log;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Logs a training of the Deep Java Library: after each epoch the loss and every evaluator of its configuration, {@code val_} before
 * those of the validation set. Add it after DJL's own listeners, which compute what it logs: {@code
 * config.addTrainingListeners(TrainingListener.Defaults.basic())}, then this one. For one training.
 */
public final class DjlListener extends TrainingListenerAdapter {

    private static final String TRAINING = "train_";
    private static final String VALIDATION = "validate_";

    private final Log log;
    private int epochs;
    private boolean validated;

    public DjlListener(Log log) {
        this.log = log;
    }

    @Override
    public void onValidationBatch(Trainer trainer, BatchData batch) {
        validated = true;
    }

    /** @throws IllegalStateException if DJL's own listeners come after this one, or are not there: what it would log is of an epoch before */
    @Override
    public void onEpoch(Trainer trainer) {
        epochs++;
        TrainingResult result = trainer.getTrainingResult();
        if (result.getEpoch() != epochs || result.getEvaluations() == null) {
            throw new IllegalStateException(
                    "add TrainingListener.Defaults.basic() to the training before the listener of Plateau,"
                            + " which logs what those compute");
        }
        log.epoch(epochs, metrics(result.getEvaluations(), validated));
        validated = false;
    }

    /** Named as elsewhere: {@code train_Accuracy} is accuracy, {@code validate_loss} is val_loss. */
    private static Map<String, Double> metrics(Map<String, Float> evaluations, boolean validated) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        evaluations.forEach((name, value) -> {
            if (name.startsWith(TRAINING)) {
                metrics.put(plain(name, TRAINING), (double) value);
            } else if (validated && name.startsWith(VALIDATION)) {
                metrics.put("val_" + plain(name, VALIDATION), (double) value);
            }
        });
        return metrics;
    }

    private static String plain(String name, String prefix) {
        return name.substring(prefix.length()).toLowerCase(Locale.ROOT);
    }
}
