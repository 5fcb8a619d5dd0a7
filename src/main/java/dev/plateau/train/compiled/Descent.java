package dev.plateau.train.compiled;

import dev.plateau.data.FoldData;
import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Kernels;
import dev.plateau.train.Seeds;
import dev.plateau.train.chance.InitialWeights;
import dev.plateau.train.chance.Order;
import dev.plateau.train.network.Network;
import dev.plateau.train.network.NetworkState;
import java.util.List;
import java.util.Map;

/**
 * A compiled network going down the slope of its loss, batch by batch. All memory is taken at the start; a step allocates nothing. Not
 * thread-safe.
 */
final class Descent {

    private static final int DROPOUT = 2;

    private final Kernel kernel = Kernels.best();
    private final FoldData data;
    private final long seed;
    private final Layout layout;
    private final Pass.Arrays arrays;
    private final Updater updater;
    private final Regularizer regularizer;
    private final boolean mayFillPadding;
    private final boolean hasRate;
    private final Order order;
    private final Loss loss;
    private final Pass full;
    private final Pass last;
    private final float[] labels;
    private final float[] chains = new float[Kernel.LANES];
    private double normSum;
    private long steps;

    Descent(Network network, List<DenseLayer> layers, FoldData data, long seed) {
        this.data = data;
        this.seed = seed;
        layout = new Layout(layers);
        arrays = new Pass.Arrays(layout);
        layout.read(initial(layers, seed), 0, arrays.parameters);
        updater = Updaters.of(network, layout.length());
        regularizer = new Regularizer(network, layout, kernel);
        mayFillPadding = network.updaterConstants().getOrDefault("epsilon", 1.0) == 0;
        hasRate = network.updater() != Network.Updater.ADADELTA;
        order = new Order(data.trainingFeatures(), data.trainingLabels());
        int rows = Math.min(network.batchSize(), order.rows());
        labels = new float[rows];
        full = new Pass(kernel, layout, arrays, rows);
        loss = loss(rows);
        int rest = order.rows() % rows;
        last = rest == 0 ? full : new Pass(full, rest);
    }

    private Loss loss(int rows) {
        return Loss.of(kernel, data, layout.layer(layout.layers() - 1), rows);
    }

    private float[] initial(List<DenseLayer> layers, long seed) {
        float[] parameters = new float[layout.parameters()];
        InitialWeights chance = new InitialWeights(seed);
        int from = 0;
        for (DenseLayer layer : layers) {
            float[] weights = chance.next(layer.initial(), layer.inputs(), layer.outputs());
            System.arraycopy(weights, 0, parameters, from, weights.length);
            from += layer.parameters();
        }
        return parameters;
    }

    /** Batches of an epoch, the last one smaller where the rows do not divide. */
    int batches() {
        return (order.rows() + full.rows() - 1) / full.rows();
    }

    /** Puts the rows into the order of an epoch. */
    void begin(int epoch) {
        order.shuffle(seed, epoch);
        arrays.random.seed(Seeds.epoch(seed, epoch, DROPOUT));
        normSum = 0;
        steps = 0;
    }

    /**
     * One optimiser update on a batch of this epoch.
     *
     * @param batch from 0
     * @param rate of this step
     * @param iteration steps before it
     */
    void step(int batch, double rate, long iteration) {
        int from = batch * full.rows();
        Pass pass = from + full.rows() <= order.rows() ? full : last;
        order.gather(from, pass.input(), labels);
        pass.run(labels, loss);
        // Deeplearning4j tells the norm of the sum over the rows.
        normSum += pass.rows() * Math.sqrt(kernel.sumOfSquares(arrays.gradient, 0, arrays.gradient.length, chains));
        steps++;
        regularizer.apply(arrays.parameters, arrays.gradient, hasRate ? rate : 1);
        updater.step(arrays.parameters, arrays.gradient, rate, iteration);
        if (mayFillPadding) {
            clearPadding();
        }
    }

    private void clearPadding() {
        layout.clearPadding(arrays.parameters);
        for (float[] state : updater.states()) {
            layout.clearPadding(state);
        }
    }

    /** Of the rows of all steps since the last call, each before its update. */
    Map<String, Double> metrics() {
        return loss.metrics();
    }

    /** Mean over the steps of this epoch of the L2 norm of the gradient of the loss, regularisation left out. */
    double meanGradientNorm() {
        return normSum / steps;
    }

    Evaluation evaluation(float[] features, float[] rowLabels) {
        return new Evaluation(
                rows -> new Forward(kernel, layout, arrays.parameters, rows), this::loss, features, rowLabels);
    }

    int parameters() {
        return layout.parameters();
    }

    int updaterValues() {
        return Math.multiplyExact(updater.states().length, layout.parameters());
    }

    void restore(NetworkState state) {
        layout.read(state.parameters(), 0, arrays.parameters);
        float[][] states = updater.states();
        for (int i = 0; i < states.length; i++) {
            layout.read(state.updater(), i * layout.parameters(), states[i]);
        }
    }

    NetworkState state() {
        float[] parameters = new float[parameters()];
        layout.write(arrays.parameters, parameters, 0);
        float[] values = new float[updaterValues()];
        float[][] states = updater.states();
        for (int i = 0; i < states.length; i++) {
            layout.write(states[i], values, i * layout.parameters());
        }
        return new NetworkState(parameters, values);
    }
}
