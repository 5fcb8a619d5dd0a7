package dev.plateau.train.compiled;

import dev.plateau.kernel.Kernel;
import dev.plateau.train.network.Network;

/**
 * What changes gradients and weights beside the updater, in Deeplearning4j's order: each layer's gradient is clipped, l1 and l2 are added to that of
 * weights, and weights decay. Decay comes before the updater here and after it there, which differs by rounding alone: the updater does not
 * look at weights.
 */
final class Regularizer {

    private final Layout layout;
    private final Kernel kernel;
    private final float[] chains = new float[Kernel.LANES];
    private final float l1;
    private final float l2;
    private final double decay;
    private final double largestNorm;

    Regularizer(Network network, Layout layout, Kernel kernel) {
        this.layout = layout;
        this.kernel = kernel;
        l1 = (float) network.l1();
        l2 = (float) network.l2();
        decay = network.weightDecay();
        largestNorm = network.gradientClipping();
    }

    /** @param rate of the step, 1 for an updater without one */
    void apply(float[] parameters, float[] gradient, double rate) {
        for (int layer = 0; layer < layout.layers(); layer++) {
            if (largestNorm > 0) {
                clip(gradient, layout.weightsFrom(layer), layout.end(layer));
            }
            if (l1 > 0 || l2 > 0) {
                pull(parameters, gradient, layout.weightsFrom(layer), layout.weightsTo(layer));
            }
            if (decay > 0) {
                shrink(parameters, (float) (decay * rate), layout.weightsFrom(layer), layout.weightsTo(layer));
            }
        }
    }

    private void clip(float[] gradient, int from, int to) {
        double norm = Math.sqrt(kernel.sumOfSquares(gradient, from, to - from, chains));
        if (norm > largestNorm) {
            float factor = (float) (largestNorm / norm);
            for (int i = from; i < to; i++) {
                gradient[i] *= factor;
            }
        }
    }

    private void pull(float[] parameters, float[] gradient, int from, int to) {
        float absolute = l1;
        float square = l2;
        for (int i = from; i < to; i++) {
            gradient[i] += absolute * Math.signum(parameters[i]) + square * parameters[i];
        }
    }

    private static void shrink(float[] parameters, float factor, int from, int to) {
        for (int i = from; i < to; i++) {
            parameters[i] -= factor * parameters[i];
        }
    }
}
