package dev.plateau.model;

import dev.plateau.data.NewRows;
import dev.plateau.data.Preparation;
import dev.plateau.train.ClassTally;
import dev.plateau.train.Predictor;
import dev.plateau.train.Tally;
import dev.plateau.train.TargetTally;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A model that is ready to predict. Holds native memory: close it. Used by one thread. */
public final class Predictions implements AutoCloseable {

    private final Preparation preparation;
    private final Trainer trainer;
    private final Predictor predictor;

    private Predictions(Preparation preparation, Trainer trainer, Predictor predictor) {
        this.preparation = preparation;
        this.trainer = trainer;
        this.predictor = predictor;
    }

    /**
     * One row's prediction.
     *
     * @param value class or, for regression, the number in the target's own unit
     * @param probabilities of each class, in the model's order; empty for regression
     */
    public record Prediction(Object value, List<Float> probabilities) {}

    /**
     * How it went.
     *
     * @param labelled rows that had a label
     * @param metrics over these: accuracy, f1 and loss, or mae, rmse, r2 and loss as in training; empty if there are none
     */
    public record Summary(long rows, long labelled, Map<String, Double> metrics) {}

    /**
     * Builds the network of a model again.
     *
     * @param file how messages call the model
     * @throws ModelException one sentence if its trainer is not here, or its settings and weights do not fit
     */
    public static Predictions of(Model model, String file) {
        Description description = model.description();
        Trainer trainer = Trainers.byName(description.trainer())
                .orElseThrow(() -> new ModelException(file + " was trained by \"" + description.trainer()
                        + "\", which is not here; there is: " + String.join(", ", Trainers.names())
                        + Trainers.hint(description.trainer())));
        try {
            return new Predictions(
                    description.preparation(),
                    trainer,
                    trainer.load(model.weights(), description.settings(), description.shape()));
        } catch (IllegalArgumentException e) {
            throw new ModelException(file + " is not a model: " + e.getMessage(), e);
        }
    }

    /** What predicts, with its version. */
    public String trainerVersion() {
        return trainer.version();
    }

    /**
     * Predicts all rows of a file in order, a block at a time.
     *
     * @throws dev.plateau.data.DataException at the first cell that is wrong; rows before its block have been predicted
     */
    public Summary over(NewRows rows, Consumer<Prediction> each) {
        Tally tally = preparation.classification()
                ? new ClassTally(preparation.outputs())
                : new TargetTally(preparation.target().deviation());
        long count = 0;
        long labelled = 0;
        for (Optional<NewRows.Block> next = rows.next(predictor.mostRows());
                next.isPresent();
                next = rows.next(predictor.mostRows())) {
            NewRows.Block block = next.get();
            float[] outputs = predictor.predict(block.features());
            for (int row = 0; row < block.rows(); row++) {
                each.accept(prediction(outputs, row * preparation.outputs()));
            }
            count += block.rows();
            labelled += score(block, outputs, tally);
        }
        return new Summary(count, labelled, labelled == 0 ? Map.of() : metrics(tally));
    }

    private Prediction prediction(float[] outputs, int offset) {
        if (!preparation.classification()) {
            return new Prediction(preparation.target().undo(outputs[offset]), List.of());
        }
        List<Float> probabilities = new ArrayList<>(preparation.outputs());
        int best = 0;
        for (int i = 0; i < preparation.outputs(); i++) {
            probabilities.add(outputs[offset + i]);
            best = outputs[offset + i] > outputs[offset + best] ? i : best;
        }
        return new Prediction(preparation.classes().get(best), probabilities);
    }

    /** Adds the rows that have a label, and returns how many. */
    private long score(NewRows.Block block, float[] outputs, Tally tally) {
        long labelled = 0;
        float[] logs = new float[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            logs[i] = preparation.classification() ? (float) Math.log(outputs[i]) : outputs[i];
        }
        for (int row = 0; row < block.rows(); row++) {
            if (!Float.isNaN(block.labels()[row])) {
                tally.add(logs, row * preparation.outputs(), block.labels()[row]);
                labelled++;
            }
        }
        return labelled;
    }

    private Map<String, Double> metrics(Tally tally) {
        Map<String, Double> metrics = new LinkedHashMap<>(tally.metrics());
        if (!preparation.classification()) {
            double loss = metrics.getOrDefault("loss", Double.NaN);
            metrics.put("rmse", preparation.target().deviation() * Math.sqrt(loss));
        }
        return metrics;
    }

    @Override
    public void close() {
        predictor.close();
    }
}
