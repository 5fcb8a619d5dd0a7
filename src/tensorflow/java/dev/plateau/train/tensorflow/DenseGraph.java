package dev.plateau.train.tensorflow;

import dev.plateau.train.Trainer.Shape;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The computation of a dense network: what it gives for some rows, and what its weights and updater state are after a step. Holds native memory:
 * close it. Used by one thread.
 */
final class DenseGraph implements AutoCloseable {

    /** Slope of a leaky rectifier below 0, as in the dl4j trainer. */
    private static final float LEAK = 0.01f;

    /** Sums are added in one order, and trainings side by side do not fight for cores. */
    private static final ConfigProto ONE_THREAD = ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .build();

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final DenseNetwork network;
    private final boolean classification;
    private final Placeholder<TFloat32> features;
    private final Placeholder<TFloat32> labels;
    private final Placeholder<TFloat32> rate;
    private final Placeholder<TInt64> seed;
    private final List<Placeholder<TFloat32>> state = new ArrayList<>();
    private final List<Placeholder<TFloat32>> parameters;
    private final Operand<TFloat32> answers;
    private final Session session;
    private List<Operand<TFloat32>> next = List.of();

    DenseGraph(DenseNetwork network, Shape data) {
        this.network = network;
        classification = data.classification();
        features = matrix(data.features());
        labels = matrix(data.outputs());
        rate = tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
        seed = tf.placeholder(TInt64.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(2)));
        List<Integer> widths = network.widths(data);
        for (int copy = 0; copy <= network.updater().slots(); copy++) {
            for (int layer = 1; layer < widths.size(); layer++) {
                state.add(tf.placeholder(
                        TFloat32.class,
                        Placeholder.shape(org.tensorflow.ndarray.Shape.of(widths.get(layer - 1), widths.get(layer)))));
                state.add(tf.placeholder(
                        TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(widths.get(layer)))));
            }
        }
        parameters = state.subList(0, 2 * (widths.size() - 1));
        Operand<TFloat32> outputs = forward(0);
        answers = classification ? tf.nn.logSoftmax(outputs) : outputs;
        session = new Session(graph, ONE_THREAD);
    }

    private Placeholder<TFloat32> matrix(int width) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, width)));
    }

    private Operand<TFloat32> constant(double value) {
        return tf.constant((float) value);
    }

    private Operand<TFloat32> forward(double dropout) {
        Operand<TFloat32> at = features;
        int layers = parameters.size() / 2;
        for (int layer = 0; layer < layers; layer++) {
            at = tf.math.add(tf.linalg.matMul(at, parameters.get(2 * layer)), parameters.get(2 * layer + 1));
            if (layer < layers - 1) {
                at = activated(at);
                at = dropout > 0 ? dropped(at, dropout, layer) : at;
            }
        }
        return at;
    }

    private Operand<TFloat32> activated(Operand<TFloat32> x) {
        return switch (network.activation()) {
            case RELU -> tf.nn.relu(x);
            case LEAKYRELU -> tf.nn.leakyRelu(x, org.tensorflow.op.nn.LeakyRelu.alpha(LEAK));
            case ELU -> tf.nn.elu(x);
            case SELU -> tf.nn.selu(x);
            case GELU -> gelu(x);
            case TANH -> tf.math.tanh(x);
            case SIGMOID -> tf.math.sigmoid(x);
            case SOFTPLUS -> tf.math.softplus(x);
            case SWISH -> tf.math.mul(x, tf.math.sigmoid(x));
            case IDENTITY -> x;
        };
    }

    /** {@code x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2}; Hendrycks and Gimpel 2016, section 2, as the dl4j trainer has it. */
    private Operand<TFloat32> gelu(Operand<TFloat32> x) {
        Operand<TFloat32> cube = tf.math.mul(tf.math.mul(x, x), x);
        Operand<TFloat32> inner =
                tf.math.mul(constant(Math.sqrt(2 / Math.PI)), tf.math.add(x, tf.math.mul(constant(0.044715), cube)));
        return tf.math.mul(tf.math.mul(constant(0.5), x), tf.math.add(constant(1), tf.math.tanh(inner)));
    }

    /** What is kept is made larger, so that the sum stays the same on average. */
    private Operand<TFloat32> dropped(Operand<TFloat32> x, double share, int layer) {
        Operand<TInt64> own = tf.math.add(seed, tf.constant(new long[] {0, layer}));
        Operand<TFloat32> random = tf.random.statelessRandomUniform(tf.shape(x), own, TFloat32.class);
        Operand<TFloat32> kept = tf.math.floor(tf.math.add(random, constant(1 - share)));
        return tf.math.mul(x, tf.math.mul(kept, constant(1 / (1 - share))));
    }

    /** Adds what a step needs. Before the first {@link #step}; not needed by {@link #answers}. */
    void addTraining() {
        Operand<TFloat32> outputs = forward(network.dropout());
        Operand<TFloat32> losses = classification
                ? tf.nn.softmaxCrossEntropyWithLogits(outputs, labels).loss()
                : tf.math.mean(tf.math.squaredDifference(outputs, labels), tf.constant(1));
        Operand<TFloat32> loss = tf.math.mean(losses, tf.constant(0));
        Output<?>[] gradients = graph.addGradients(
                loss.asOutput(), parameters.stream().map(Placeholder::asOutput).toArray(Output<?>[]::new));
        List<Operand<TFloat32>> values = new ArrayList<>();
        List<List<Operand<TFloat32>>> slots = new ArrayList<>();
        Operand<TFloat32> halfSquares = constant(0);
        for (int i = 0; i < parameters.size(); i++) {
            Operand<TFloat32> gradient = gradients[i].expect(TFloat32.class);
            halfSquares = tf.math.add(halfSquares, tf.nn.l2Loss(gradient));
            List<Operand<TFloat32>> own = new ArrayList<>();
            for (int slot = 1; slot <= network.updater().slots(); slot++) {
                own.add(state.get(slot * parameters.size() + i));
            }
            Updates updates = new Updates(tf, network, rate);
            Operand<TFloat32> penalised = i % 2 == 0 ? updates.penalised(gradient, parameters.get(i)) : gradient;
            Updates.Next updated = updates.next(parameters.get(i), penalised, own);
            values.add(updated.value());
            slots.add(updated.slots());
        }
        for (int slot = 0; slot < network.updater().slots(); slot++) {
            for (List<Operand<TFloat32>> own : slots) {
                values.add(own.get(slot));
            }
        }
        values.add(tf.math.sqrt(tf.math.mul(constant(2), halfSquares)));
        values.add(classification ? tf.nn.logSoftmax(outputs) : outputs);
        next = values;
    }

    /** A step's input that changes from step to step. */
    record Step(TFloat32 features, TFloat32 labels, TFloat32 rate, TInt64 seed) {}

    /**
     * One optimiser update.
     *
     * @return the next state, then the L2 norm of the gradient without penalties, then what {@link #answers} gives for the rows with the weights
     *     before the update and with dropout. Close it when the state is no longer needed
     */
    org.tensorflow.Result step(List<TFloat32> now, Step step) {
        Session.Runner runner = session.runner()
                .feed(features, step.features())
                .feed(labels, step.labels())
                .feed(rate, step.rate());
        if (network.dropout() > 0 && !network.hidden().isEmpty()) {
            runner.feed(seed, step.seed());
        }
        for (int i = 0; i < state.size(); i++) {
            runner.feed(state.get(i), now.get(i));
        }
        next.forEach(runner::fetch);
        return runner.run();
    }

    /** For each row the logarithm of each class's probability, or the target. */
    float[] answers(List<TFloat32> now, TFloat32 rows) {
        Session.Runner runner = session.runner().feed(features, rows).fetch(answers);
        for (int i = 0; i < parameters.size(); i++) {
            runner.feed(parameters.get(i), now.get(i));
        }
        try (org.tensorflow.Result result = runner.run()) {
            return Tensors.values((TFloat32) result.get(0));
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
