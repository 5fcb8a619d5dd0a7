package dev.plateau.train.compiled;

import dev.plateau.data.FoldData;
import dev.plateau.kernel.Kernels;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.Predictor;
import dev.plateau.train.Settings;
import dev.plateau.train.Steps;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import dev.plateau.train.dl4j.Dl4jTrainer;
import dev.plateau.train.network.Network;
import java.util.List;
import java.util.Optional;

/**
 * Trains dense networks as Deeplearning4j would, from the same initial weights on the same batches, many times as fast. Settings,
 * checkpoints and models are those of {@link Dl4jTrainer}: each can go on where the other stopped.
 */
public final class CompiledTrainer implements Trainer {

    /** Goes up with every change that gives other bits. */
    private static final int EDITION = 1;

    private final Dl4jTrainer dl4j = new Dl4jTrainer();

    @Override
    public String name() {
        return "compiled";
    }

    /** The lanes of the machine have no say, as every kernel gives the same bits. */
    @Override
    public String version() {
        return "compiled " + EDITION + ", parity with " + dl4j.version();
    }

    @Override
    public Optional<String> computesWith() {
        return Optional.of(Kernels.best().name());
    }

    @Override
    public Optional<String> refusal(Settings settings, Shape shape) {
        Network network = Network.from(settings, shape);
        return network.convolution().isPresent() ? Optional.of("model.type cnn is not compiled") : Optional.empty();
    }

    @Override
    public List<String> workerFlags() {
        return Kernels.flags();
    }

    @Override
    public Settings complete(Settings settings, Shape shape) {
        return dl4j.complete(settings, shape);
    }

    @Override
    public List<String> metrics(Shape shape) {
        return dl4j.metrics(shape);
    }

    @Override
    public Optional<String> dependsOnTotal(Settings settings) {
        return dl4j.dependsOnTotal(settings);
    }

    @Override
    public Training start(Settings settings, FoldData data, long seed, Optional<Checkpoint> from) {
        return dl4j.start(settings, data, seed, from);
    }

    @Override
    public byte[] model(Checkpoint checkpoint) {
        return dl4j.model(checkpoint);
    }

    @Override
    public Predictor load(byte[] model, Settings settings, Shape shape) {
        return dl4j.load(model, settings, shape);
    }

    @Override
    public Optional<Steps> steps(Settings settings, FoldData data, long seed) {
        return dl4j.steps(settings, data, seed);
    }
}
