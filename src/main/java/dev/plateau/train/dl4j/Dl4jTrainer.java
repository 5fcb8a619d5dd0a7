package dev.plateau.train.dl4j;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import java.util.Optional;

/** Trains with Deeplearning4j on one thread of the CPU. */
public final class Dl4jTrainer implements Trainer {

    @Override
    public String name() {
        return "dl4j";
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
    public Optional<String> dependsOnTotal(Settings settings) {
        return dev.plateau.train.Schedule.from(settings.value("model.schedule").orElse("constant"))
                .dependsOnTotal();
    }

    @Override
    public Training start(Settings settings, FoldData data, long seed, Optional<Checkpoint> from) {
        int rows = data.trainingLabels().length;
        Shape shape = new Shape(data.features(), data.outputs(), data.classification(), rows);
        Network network = Network.from(settings, shape);
        int total = settings.value("epochs")
                .map(epochs -> ((Number) epochs).intValue())
                .orElse(1);
        Dl4jTraining training =
                new Dl4jTraining(network, data, seed, Networks.configuration(network, shape, seed, total));
        from.ifPresent(training::restore);
        return training;
    }
}
