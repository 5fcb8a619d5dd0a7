package dev.plateau.train.tensorflow;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Tally;
import dev.plateau.train.Training;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.types.TFloat32;

/** One network under training. */
final class TensorFlowTraining implements Training {

    /** Rows a forward pass of an evaluation takes: bounds its memory. */
    private static final int EVALUATION_ROWS = 1024;

    private final DenseNetwork network;
    private final FoldData data;
    private final int totalEpochs;
    private final int parameters;
    private final Stepping stepping;
    private int epoch;

    /** @param parameters how many of the state's floats are weights and biases */
    TensorFlowTraining(Stepping stepping, Span span, int parameters) {
        this.network = stepping.network();
        this.data = stepping.data();
        this.totalEpochs = span.total();
        this.epoch = span.completed();
        this.parameters = parameters;
        this.stepping = stepping;
    }

    /** @param total epochs of the whole training, for a schedule that spans it */
    record Span(int completed, int total) {}

    @Override
    public EpochReport next() {
        long start = System.nanoTime();
        epoch++;
        stepping.begin(epoch);
        int batches = stepping.rows().count();
        Tally during = stepping.tally();
        double norms = 0;
        long before = (long) (epoch - 1) * batches;
        for (int batch = 0; batch < batches; batch++) {
            norms += stepping.step(batch, rate(before + batch, batches), before + batch + 1, during);
        }
        Map<String, Double> metrics = new LinkedHashMap<>(during.metrics());
        if (data.validationLabels().length > 0) {
            validation().forEach((name, value) -> metrics.put("val_" + name, value));
        }
        metrics.put("gradient_norm", norms / batches);
        metrics.put("learning_rate", rate(before, batches));
        double seconds = (System.nanoTime() - start) / 1e9;
        metrics.put("seconds", seconds);
        long samples = (long) epoch * data.trainingLabels().length;
        return new EpochReport(epoch, (long) epoch * batches, samples, seconds, metrics);
    }

    private double rate(long step, int batches) {
        return network.learningRate() * network.schedule().multiple(step, batches, totalEpochs);
    }

    private Map<String, Double> validation() {
        Tally tally = stepping.tally();
        float[] labels = data.validationLabels();
        int width = data.features();
        for (int from = 0; from < labels.length; from += EVALUATION_ROWS) {
            int size = Math.min(EVALUATION_ROWS, labels.length - from);
            float[] rows = Arrays.copyOfRange(data.validationFeatures(), from * width, (from + size) * width);
            try (TFloat32 asked = Tensors.matrix(rows, size)) {
                float[] answers = stepping.answers(asked);
                for (int row = 0; row < size; row++) {
                    tally.add(answers, row * data.outputs(), labels[from + row]);
                }
            }
        }
        return tally.metrics();
    }

    @Override
    public Checkpoint checkpoint() {
        List<float[]> state = stepping.state();
        return Weights.checkpoint(epoch, state, parameters);
    }

    @Override
    public void close() {
        stepping.close();
    }
}
