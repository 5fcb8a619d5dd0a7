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
import dev.plateau.train.network.NetworkState;
import java.util.ArrayList;
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
        return DenseLayers.refusal(Network.from(settings, shape), shape.features(), shape.outputs());
    }

    /**
     * The second JIT compiler was a quarter of a short search. What is hot for seconds is the kernels and a few loops; all else is left to the
     * first compiler for ten times as many calls as usual, and callers are compiled without what they call. An epoch of a small network
     * takes about 3 % longer for it, the digits grid of 5.7 s of processor time 0.6 s less.
     */
    @Override
    public List<String> workerFlags() {
        List<String> flags = new ArrayList<>(Kernels.flags());
        flags.addAll(List.of(
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=1000",
                "-XX:Tier4BackEdgeThreshold=400000",
                "-XX:FreqInlineSize=35"));
        return flags;
    }

    @Override
    public boolean sharesProcess() {
        return true;
    }

    @Override
    public void warmUp() {
        Kernels.warmUp();
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

    /** @throws IllegalArgumentException also if this network is not compiled, in the words of {@link #refusal} */
    @Override
    public Training start(Settings settings, FoldData data, long seed, Optional<Checkpoint> from) {
        Network network = Network.from(settings, shape(data));
        int total = settings.value("epochs")
                .map(epochs -> ((Number) epochs).intValue())
                .orElse(1);
        CompiledTraining training = new CompiledTraining(network, data, descent(network, data, seed), total);
        from.ifPresent(training::restore);
        return training;
    }

    private static Descent descent(Network network, FoldData data, long seed) {
        try {
            return new Descent(network, DenseLayers.of(network, data.features(), data.outputs()), data, seed);
        } catch (DenseLayers.NotCompiled e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Shape shape(FoldData data) {
        return new Shape(data.features(), data.outputs(), data.classification(), data.trainingLabels().length);
    }

    @Override
    public byte[] model(Checkpoint checkpoint) {
        return NetworkState.model(checkpoint);
    }

    @Override
    public Predictor load(byte[] model, Settings settings, Shape shape) {
        return dl4j.load(model, settings, shape);
    }

    @Override
    public Optional<Steps> steps(Settings settings, FoldData data, long seed) {
        Network network = Network.from(settings.with("model.schedule", "constant"), shape(data));
        if (network.updater() == Network.Updater.ADADELTA) {
            throw new IllegalArgumentException("model.updater adadelta has no learning rate, so there is none to test");
        }
        return Optional.of(
                new CompiledSteps(descent(network, data, seed), data.trainingLabels().length, network.batchSize()));
    }
}
