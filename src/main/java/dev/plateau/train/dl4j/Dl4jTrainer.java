package dev.plateau.train.dl4j;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.Predictor;
import dev.plateau.train.Settings;
import dev.plateau.train.Steps;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import dev.plateau.train.network.Network;
import dev.plateau.train.network.NetworkState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/** Trains with Deeplearning4j on one thread of the CPU. */
public final class Dl4jTrainer implements Trainer {

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String version() {
        Properties build = new Properties();
        try (InputStream properties = Dl4jTrainer.class.getResourceAsStream("/build.properties")) {
            if (properties != null) {
                build.load(properties);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the build's own properties cannot be read", e);
        }
        return "Deeplearning4j " + build.getProperty("deeplearning4j", "of unknown version");
    }

    /** Trains a network of no consequence, so that the native library, DL4J's classes and its workspaces are there. */
    @Override
    public void warmUp() {
        // Memory is freed when arrays are closed; DL4J's own periodic System.gc() cost 0.2 s each time.
        Nd4j.getMemoryManager().togglePeriodicGc(false);
        FoldData data = FoldData.ofTwoClasses(new float[] {0, 1}, new float[] {0, 1});
        Settings settings = complete(new Settings(Map.of("batch_size", 1L)), new Shape(1, 2, true, 2));
        try (Training training = start(settings, data, 0, Optional.empty())) {
            training.next();
        }
    }

    @Override
    public Settings complete(Settings settings, Shape shape) {
        Network network = Network.from(settings, shape);
        Settings complete = network.settings();
        Optional<Object> epochs = settings.value("epochs");
        return network.schedule().dependsOnTotal().isPresent() && epochs.isPresent()
                ? complete.with("epochs", epochs.get())
                : complete;
    }

    @Override
    public List<String> metrics(Shape shape) {
        Stream<String> scores =
                shape.classification() ? Stream.of("loss", "accuracy", "f1") : Stream.of("loss", "mae", "r2");
        List<String> names = scores.toList();
        return Stream.of(
                        names.stream(),
                        names.stream().map("val_"::concat),
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
        Network network = Network.from(settings, shape);
        int total = settings.value("epochs")
                .map(epochs -> ((Number) epochs).intValue())
                .orElse(1);
        Dl4jTraining training =
                new Dl4jTraining(network, data, seed, Networks.configuration(network, shape, seed, total));
        from.ifPresent(training::restore);
        return training;
    }

    static Shape shape(FoldData data) {
        return new Shape(data.features(), data.outputs(), data.classification(), data.trainingLabels().length);
    }

    @Override
    public byte[] model(Checkpoint checkpoint) {
        return NetworkState.model(checkpoint);
    }

    @Override
    public Predictor load(byte[] model, Settings settings, Shape shape) {
        return Dl4jPredictor.of(model, Network.from(settings, shape), shape);
    }

    @Override
    public Optional<Steps> steps(Settings settings, FoldData data, long seed) {
        Shape shape = shape(data);
        Network network = Network.from(settings.with("model.schedule", "constant"), shape);
        return Optional.of(new Dl4jSteps(network, data, seed, Networks.configuration(network, shape, seed, 1)));
    }
}
