package dev.plateau.examples;

import dev.plateau.api.Log;
import dev.plateau.api.Plateau;
import dev.plateau.api.dl4j.Dl4jListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Trains a network in plain Deeplearning4j, as ever, and logs it. */
public final class LoggedTraining {

    public static void main(String[] arguments) throws IOException {
        List<DataSet> rows = iris();
        DataSetIterator training = new ListDataSetIterator<>(rows.subList(0, 120), 16);
        DataSetIterator validation = new ListDataSetIterator<>(rows.subList(120, 150), 30);
        MultiLayerNetwork network = network(0.01);
        try (Log log = Plateau.log(Path.of(arguments[0]), "iris-in-dl4j", "first try")) {
            log.param("learning_rate", 0.01);
            network.addListeners(new Dl4jListener(
                    log,
                    model -> Map.of("val_accuracy", network.evaluate(validation).accuracy())));
            network.fit(training, 20);
        }
    }

    private static MultiLayerNetwork network(double rate) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(42)
                .updater(new Adam(rate))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(16)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(16)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** One row each, in random order, features not scaled. */
    private static List<DataSet> iris() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("experiments/data/iris.csv"));
        List<String> classes = lines.stream()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .distinct()
                .toList();
        List<DataSet> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            double[] features = new double[4];
            for (int i = 0; i < 4; i++) {
                features[i] = Double.parseDouble(cells[i]);
            }
            double[] label = new double[3];
            label[classes.indexOf(cells[4])] = 1;
            rows.add(new DataSet(Nd4j.create(new double[][] {features}), Nd4j.create(new double[][] {label})));
        }
        Collections.shuffle(rows, new Random(42));
        return rows;
    }

    private LoggedTraining() {}
}
