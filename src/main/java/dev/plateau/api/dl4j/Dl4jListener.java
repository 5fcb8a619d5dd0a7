package dev.plateau.api.dl4j;

import dev.plateau.api.Log;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Logs a plain Deeplearning4j training of a {@code MultiLayerNetwork} or a {@code ComputationGraph}: after each epoch {@code loss}, the
 * mean of the scores of its updates, and whatever the program measures then. Add it with {@code network.addListeners(...)}. For one
 * training.
 *
 * <p>Epochs end where DL4J says so: in {@code fit(iterator)} and {@code fit(iterator, epochs)}. A loop over {@code fit(dataSet)} has
 * none, and nothing is logged of it.
 */
public final class Dl4jListener extends BaseTrainingListener {

    private final Log log;
    private final Function<Model, Map<String, Double>> evaluation;
    private double scores;
    private int updates;
    private int epochs;

    /** Logs the loss alone. */
    public Dl4jListener(Log log) {
        this(log, model -> Map.of());
    }

    /** @param evaluation measures the network after each epoch, metrics by name, such as {@code val_accuracy} */
    public Dl4jListener(Log log, Function<Model, Map<String, Double>> evaluation) {
        this.log = log;
        this.evaluation = evaluation;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        scores += model.score();
        updates++;
    }

    @Override
    public void onEpochEnd(Model model) {
        epochs++;
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (updates > 0) {
            metrics.put("loss", scores / updates);
        }
        scores = 0;
        updates = 0;
        metrics.putAll(evaluation.apply(model));
        log.epoch(epochs, metrics);
    }
}
