package dev.plateau.train.compiled;

import dev.plateau.kernel.Activation;
import dev.plateau.train.network.Network.WeightInit;

/**
 * One layer of a network as it is compiled.
 *
 * @param inputs values of a row that go in, at least 1
 * @param outputs values of a row that come out, at least 1
 * @param activation of the sums; {@code IDENTITY} in the last layer, whose loss does the rest
 * @param bias whether the sums begin with parameters instead of 0
 * @param initial how its weights start
 * @param dropout probability that an input is dropped while training, in [0, 1)
 */
record DenseLayer(int inputs, int outputs, Activation activation, boolean bias, WeightInit initial, double dropout) {

    DenseLayer {
        if (inputs < 1 || outputs < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("a layer from " + inputs + " to " + outputs + ", dropout " + dropout);
        }
    }

    int parameters() {
        return Math.multiplyExact(inputs, outputs) + (bias ? outputs : 0);
    }
}
