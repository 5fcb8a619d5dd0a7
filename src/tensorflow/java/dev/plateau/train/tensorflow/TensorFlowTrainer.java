package dev.plateau.train.tensorflow;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.Predictor;
import dev.plateau.train.Settings;
import dev.plateau.train.Steps;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.TensorFlow;

/** Trains with TensorFlow Java on one thread of the CPU. */
public final class TensorFlowTrainer implements Trainer {

    /** 80 MB of weights, of which training keeps up to five times as much. */
    private static final double MOST_PARAMETERS = 20_000_000;

    @Override
    public String name() {
        return "tensorflow";
    }

    @Override
    public String version() {
        return "TensorFlow " + TensorFlow.version();
    }

    /** Trains a network of no consequence, so that the native library and its kernels are there. */
    @Override
    public void warmUp() {
        FoldData data = FoldData.ofTwoClasses(new float[] {0, 1}, new float[] {0, 1});
        Settings settings = complete(new Settings(Map.of("batch_size", 1L)), new Shape(1, 2, true, 2));
        try (Training training = start(settings, data, 0, Optional.empty())) {
            training.next();
        }
    }

    @Override
    public Settings complete(Settings settings, Shape shape) {
        DenseNetwork network = DenseNetwork.from(settings, shape);
        if (network.parameters(shape) > MOST_PARAMETERS) {
            throw new IllegalArgumentException(
                    "model.hidden must be of at most 20,000,000 weights in all, found " + network.hidden());
        }
        Settings complete = network.settings();
        Optional<Object> epochs = settings.value("epochs");
        return network.schedule().dependsOnTotal().isPresent() && epochs.isPresent()
                ? complete.with("epochs", epochs.get())
                : complete;
    }

    @Override
    public List<String> metrics(Shape shape) {
        List<String> scores = shape.classification() ? List.of("loss", "accuracy", "f1") : List.of("loss", "mae", "r2");
        return Stream.of(
                        scores.stream(),
                        scores.stream().map("val_"::concat),
                        Stream.of("gradient_norm", "learning_rate", "seconds"))
                .flatMap(part -> part)
                .toList();
    }

    @Override
    public Optional<String> dependsOnTotal(Settings settings) {
        return dev.plateau.train.Schedule.from(settings.value("model.schedule").orElse("constant"))
                .dependsOnTotal();
    }

    @Override
    public Training start(Settings settings, FoldData data, long seed, Optional<Checkpoint> from) {
        Shape shape = shape(data);
        DenseNetwork network = DenseNetwork.from(settings, shape);
        int total = settings.value("epochs")
                .map(epochs -> ((Number) epochs).intValue())
                .orElse(1);
        List<float[]> state = Weights.initial(network, network.widths(shape), seed);
        from.ifPresent(checkpoint -> Weights.restore(checkpoint, state));
        Stepping stepping = new Stepping(network, data, seed, state);
        int epoch = from.map(Checkpoint::epoch).orElse(0);
        return new TensorFlowTraining(
                stepping, new TensorFlowTraining.Span(epoch, total), (int) network.parameters(shape));
    }

    private static Shape shape(FoldData data) {
        return new Shape(data.features(), data.outputs(), data.classification(), data.trainingLabels().length);
    }

    @Override
    public byte[] model(Checkpoint checkpoint) {
        return Weights.model(checkpoint);
    }

    @Override
    public Predictor load(byte[] model, Settings settings, Shape shape) {
        return TensorFlowPredictor.of(model, DenseNetwork.from(settings, shape), shape);
    }

    @Override
    public Optional<Steps> steps(Settings settings, FoldData data, long seed) {
        Shape shape = shape(data);
        DenseNetwork network = DenseNetwork.from(settings, shape);
        List<float[]> state = Weights.initial(network, network.widths(shape), seed);
        return Optional.of(new TensorFlowSteps(
                new Stepping(network, data, seed, state), data.trainingLabels().length / network.batchSize()));
    }
}
