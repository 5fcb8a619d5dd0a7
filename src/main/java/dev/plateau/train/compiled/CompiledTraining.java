package dev.plateau.train.compiled;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Training;
import dev.plateau.train.network.Network;
import dev.plateau.train.network.NetworkState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One compiled network under training. What it reports means what the trainer on Deeplearning4j reports. */
final class CompiledTraining implements Training {

    private final Network network;
    private final FoldData data;
    private final Descent descent;
    private final int totalEpochs;
    private final Optional<Evaluation> training;
    private final Optional<Evaluation> validation;
    private int epoch;

    /** @param totalEpochs for a schedule that spans the training */
    CompiledTraining(Network network, FoldData data, Descent descent, int totalEpochs) {
        this.network = network;
        this.data = data;
        this.descent = descent;
        this.totalEpochs = totalEpochs;
        training = network.exactTrainMetrics()
                ? Optional.of(descent.evaluation(data.trainingFeatures(), data.trainingLabels()))
                : Optional.empty();
        validation = data.validationLabels().length == 0
                ? Optional.empty()
                : Optional.of(descent.evaluation(data.validationFeatures(), data.validationLabels()));
    }

    @Override
    public EpochReport next() {
        long start = System.nanoTime();
        int steps = descent.batches();
        long before = (long) epoch * steps;
        epoch++;
        descent.begin(epoch);
        for (int batch = 0; batch < steps; batch++) {
            descent.step(batch, rate(before + batch), before + batch);
        }
        Map<String, Double> during = descent.metrics();
        Map<String, Double> metrics =
                new LinkedHashMap<>(training.map(Evaluation::run).orElse(during));
        validation.map(Evaluation::run).orElse(Map.of()).forEach((name, value) -> metrics.put("val_" + name, value));
        metrics.put("gradient_norm", descent.meanGradientNorm());
        metrics.put("learning_rate", rate(before));
        double seconds = (System.nanoTime() - start) / 1e9;
        metrics.put("seconds", seconds);
        long samples = (long) epoch * data.trainingLabels().length;
        return new EpochReport(epoch, before + steps, samples, seconds, metrics);
    }

    private double rate(long iteration) {
        return network.updater() == Network.Updater.ADADELTA
                ? network.learningRate()
                : network.learningRate() * network.schedule().multiple(iteration, descent.batches(), totalEpochs);
    }

    @Override
    public Checkpoint checkpoint() {
        return descent.state().checkpoint(epoch);
    }

    void restore(Checkpoint checkpoint) {
        descent.restore(NetworkState.of(checkpoint, descent.parameters(), descent.updaterValues()));
        epoch = checkpoint.epoch();
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
