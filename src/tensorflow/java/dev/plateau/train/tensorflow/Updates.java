package dev.plateau.train.tensorflow;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The updaters' formulas, as the dl4j trainer has them: g a gradient, r the rate, w a weight. */
final class Updates {

    private final Ops tf;
    private final DenseNetwork network;
    private final Operand<TFloat32> rate;

    Updates(Ops tf, DenseNetwork network, Operand<TFloat32> rate) {
        this.tf = tf;
        this.network = network;
        this.rate = rate;
    }

    /** A parameter and what the updater keeps for it, after a step. */
    record Next(Operand<TFloat32> value, List<Operand<TFloat32>> slots) {}

    /** {@code g + l2 w + l1 sign(w)}. */
    Operand<TFloat32> penalised(Operand<TFloat32> gradient, Operand<TFloat32> weight) {
        Operand<TFloat32> sum = gradient;
        if (network.l2() > 0) {
            sum = tf.math.add(sum, times(network.l2(), weight));
        }
        if (network.l1() > 0) {
            sum = tf.math.add(sum, times(network.l1(), tf.math.sign(weight)));
        }
        return sum;
    }

    /** @param kept the slots of this parameter before the step */
    Next next(Operand<TFloat32> weight, Operand<TFloat32> gradient, List<Operand<TFloat32>> kept) {
        return switch (network.updater()) {
            case SGD -> new Next(tf.math.sub(weight, tf.math.mul(rate, gradient)), List.of());
            case NESTEROVS -> nesterovs(weight, gradient, kept.get(0));
            case ADAM -> adam(weight, gradient, kept);
            case RMSPROP -> rmsProp(weight, gradient, kept.get(0));
            case ADAGRAD -> adaGrad(weight, gradient, kept.get(0));
        };
    }

    private Operand<TFloat32> times(double factor, Operand<TFloat32> values) {
        return tf.math.mul(tf.constant((float) factor), values);
    }

    private Operand<TFloat32> plus(Operand<TFloat32> values, double addend) {
        return tf.math.add(values, tf.constant((float) addend));
    }

    private Operand<TFloat32> square(Operand<TFloat32> values) {
        return tf.math.mul(values, values);
    }

    /** {@code v' = m v - r g; w' = w - m v + (1 + m) v'}; Sutskever et al. 2013, as Bengio et al. 2013 rewrote it. */
    private Next nesterovs(Operand<TFloat32> weight, Operand<TFloat32> gradient, Operand<TFloat32> velocity) {
        double momentum = network.constant("momentum");
        Operand<TFloat32> before = times(momentum, velocity);
        Operand<TFloat32> after = tf.math.sub(before, tf.math.mul(rate, gradient));
        return new Next(tf.math.add(tf.math.sub(weight, before), times(1 + momentum, after)), List.of(after));
    }

    /** Kingma and Ba 2015, the faster form of section 2; the rate that is fed holds its correction of the bias. */
    private Next adam(Operand<TFloat32> weight, Operand<TFloat32> gradient, List<Operand<TFloat32>> kept) {
        double beta1 = network.constant("beta1");
        double beta2 = network.constant("beta2");
        Operand<TFloat32> mean = tf.math.add(times(beta1, kept.get(0)), times(1 - beta1, gradient));
        Operand<TFloat32> variance = tf.math.add(times(beta2, kept.get(1)), times(1 - beta2, square(gradient)));
        Operand<TFloat32> scale = plus(tf.math.sqrt(variance), network.constant("epsilon"));
        Operand<TFloat32> change = tf.math.div(tf.math.mul(rate, mean), scale);
        return new Next(tf.math.sub(weight, change), List.of(mean, variance));
    }

    /** {@code s' = p s + (1 - p) g^2; w' = w - r g / sqrt(s' + e)}. */
    private Next rmsProp(Operand<TFloat32> weight, Operand<TFloat32> gradient, Operand<TFloat32> squares) {
        double rho = network.constant("rho");
        Operand<TFloat32> mean = tf.math.add(times(rho, squares), times(1 - rho, square(gradient)));
        Operand<TFloat32> scale = tf.math.sqrt(plus(mean, network.constant("epsilon")));
        return new Next(tf.math.sub(weight, tf.math.div(tf.math.mul(rate, gradient), scale)), List.of(mean));
    }

    /** {@code s' = s + g^2; w' = w - r g / (sqrt(s') + e)}; Duchi et al. 2011. */
    private Next adaGrad(Operand<TFloat32> weight, Operand<TFloat32> gradient, Operand<TFloat32> squares) {
        Operand<TFloat32> sum = tf.math.add(squares, square(gradient));
        Operand<TFloat32> scale = plus(tf.math.sqrt(sum), network.constant("epsilon"));
        return new Next(tf.math.sub(weight, tf.math.div(tf.math.mul(rate, gradient), scale)), List.of(sum));
    }

    /** What is fed as the rate of a step, from 1. */
    static float rate(DenseNetwork network, double rate, double step) {
        if (network.updater() != DenseNetwork.Updater.ADAM) {
            return (float) rate;
        }
        double mean = 1 - Math.pow(network.constant("beta1"), step);
        double variance = 1 - Math.pow(network.constant("beta2"), step);
        return (float) (rate * Math.sqrt(variance) / mean);
    }
}
