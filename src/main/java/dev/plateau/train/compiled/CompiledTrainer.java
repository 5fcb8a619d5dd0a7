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

    private final Dl4jTrainer dl4j = new Dl4jTrainer();

    @Override
    public String name() {
        return "compiled";
    }

    @Override
    public String version() {
        return "compiled for " + Kernels.best().name();
    }

    /** Why such a network is left to Deeplearning4j, as the end of a sentence that begins with what was asked for; empty if it can be compiled. */
    public Optional<String> refusal(Settings settings, Shape shape) {
        Network network = Network.from(settings, shape);
        return network.convolution().isPresent() ? Optional.of("model.type cnn is not compiled") : Optional.empty();
    }

    /**
     * Vectors, and their JIT compiler told to begin after a tenth of the usual calls: until it is done, they are objects, a hundred times as slow.
     * A process that starts, warms up and computes 4,000 steps took 1.0 s of processor time without the last two flags and 0.7 s with them; a
     * fiftieth of the calls was no faster and made code that allocates, and -XX:-TieredCompilation took longer and allocated. Without
     * -XX:+UseOnStackReplacement it is 0.1 s less, but long loops elsewhere would stay interpreted.
     */
    @Override
    public List<String> workerFlags() {
        return List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=CompileThresholdScaling,dev.plateau.kernel.vector.*::*,0.1",
                "-XX:CompileCommand=inline,dev.plateau.kernel.vector.VectorFunctions::*");
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
