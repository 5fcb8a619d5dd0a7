package dev.plateau.train.compiled;

import dev.plateau.train.network.Network;
import java.util.Map;

/**
 * The updaters of Deeplearning4j. Formulas, constants in single precision and order of operations are those of libnd4j's {@code
 * helpers/cpu/updater*.cpp}, and the loops are plain, so that every compiler gives the same bits. {@code g} is the gradient.
 */
final class Updaters {

    private Updaters() {}

    static Updater of(Network network, int length) {
        Map<String, Double> constants = network.updaterConstants();
        float beta1 = constant(constants, "beta1");
        float beta2 = constant(constants, "beta2");
        float epsilon = constant(constants, "epsilon");
        float rho = constant(constants, "rho");
        return switch (network.updater()) {
            case SGD -> new Sgd(length);
            case NESTEROVS -> new Nesterovs(length, constant(constants, "momentum"));
            case ADAM -> new Adam(length, beta1, beta2, epsilon);
            case ADAMAX -> new AdaMax(length, beta1, beta2, epsilon);
            case NADAM -> new Nadam(length, beta1, beta2, epsilon);
            case AMSGRAD -> new AmsGrad(length, beta1, beta2, epsilon);
            case RMSPROP -> new RmsProp(length, rho, epsilon);
            case ADAGRAD -> new AdaGrad(length, epsilon);
            case ADADELTA -> new AdaDelta(length, rho, epsilon);
        };
    }

    private static float constant(Map<String, Double> constants, String name) {
        return constants.getOrDefault(name, 0.0).floatValue();
    }

    /** {@code p -= rate g}. */
    private static final class Sgd extends Updater {

        Sgd(int length) {
            super(length, 0, 0);
        }

        @Override
        void step(float[] p, float[] g, double rate, long iteration) {
            float factor = (float) rate;
            for (int i = 0; i < p.length; i++) {
                p[i] -= factor * g[i];
            }
        }
    }

    /** {@code v = momentum v' - rate g; p -= momentum v' - (1 + momentum) v}, with v' the v before. */
    private static final class Nesterovs extends Updater {

        private final float momentum;

        Nesterovs(int length, float momentum) {
            super(length, 1, 0);
            this.momentum = momentum;
        }

        @Override
        void step(float[] p, float[] g, double rate, long iteration) {
            float factor = (float) rate;
            float kept = momentum;
            float minus = -momentum - 1;
            float[] v = state(0);
            for (int i = 0; i < p.length; i++) {
                float before = kept * v[i];
                float after = before - factor * g[i];
                v[i] = after;
                p[i] -= before + minus * after;
            }
        }
    }

    /** {@code m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p -= a m / (sqrt(v) + epsilon)}, {@code a = rate sqrt(1 - b2^t) / (1 - b1^t)}. */
    private static final class Adam extends Updater {

        private final float beta1;
        private final float beta2;
        private final float epsilon;

        Adam(int length, float beta1, float beta2, float epsilon) {
            super(length, 2, 0);
            this.beta1 = beta1;
            this.beta2 = beta2;
            this.epsilon = epsilon;
        }

        @Override
        void step(float[] p, float[] g, double rate, long iteration) {
            float factor = orElse(
                    (float) ((float) rate
                            * (float) Math.sqrt((float) debiased(beta2, iteration))
                            / debiased(beta1, iteration)),
                    epsilon);
            float b1 = beta1;
            float b2 = beta2;
            float rest1 = 1 - beta1;
            float rest2 = 1 - beta2;
            float least = epsilon;
            float[] m = state(0);
            float[] v = state(1);
            for (int i = 0; i < p.length; i++) {
                float mean = b1 * m[i] + g[i] * rest1;
                float square = b2 * v[i] + g[i] * g[i] * rest2;
                m[i] = mean;
                v[i] = square;
                p[i] -= mean * factor / ((float) Math.sqrt(square) + least);
            }
        }
    }

    /** {@code m} as Adam's; {@code u = max(b2 u, |g|); p -= rate / (1 - b1^t) m / u}. */
    private static final class AdaMax extends Updater {

        private static final float LEAST = 1e-32f;

        private final float beta1;
        private final float beta2;
        private final float epsilon;

        AdaMax(int length, float beta1, float beta2, float epsilon) {
            super(length, 2, 0);
            this.beta1 = beta1;
            this.beta2 = beta2;
            this.epsilon = epsilon;
        }

        @Override
        void step(float[] p, float[] g, double rate, long iteration) {
            float factor = orElse((float) ((float) rate / debiased(beta1, iteration)), epsilon);
            float b1 = beta1;
            float b2 = beta2;
            float rest1 = 1 - beta1;
            float[] m = state(0);
            float[] u = state(1);
            for (int i = 0; i < p.length; i++) {
                float mean = b1 * m[i] + g[i] * rest1;
                float largest = Math.max(b2 * u[i], Math.abs(g[i])) + LEAST;
                m[i] = mean;
                u[i] = largest;
                p[i] -= mean * factor / largest;
            }
        }
    }

    /** {@code m} and {@code v} as Adam's; {@code p -= rate (b1 m + (1 - b1) g) / (1 - b1^t) / (sqrt(v) + epsilon)}. */
    private static final class Nadam extends Updater {

        private final float beta1;
        private final float beta2;
        private final float epsilon;

        Nadam(int length, float beta1, float beta2, float epsilon) {
            super(length, 2, 0);
            this.beta1 = beta1;
            this.beta2 = beta2;
            this.epsilon = epsilon;
        }

        @Override
        void step(float[] p, float[] g, double rate, long iteration) {
            float factor = (float) rate;
            float bias = (float) debiased(beta1, iteration);
            float b1 = beta1;
            float b2 = beta2;
            float rest1 = 1 - beta1;
            float rest2 = 1 - beta2;
            float least = epsilon;
            float[] m = state(0);
            float[] v = state(1);
            for (int i = 0; i < p.length; i++) {
                float part = g[i] * rest1;
                float mean = b1 * m[i] + part;
                float square = b2 * v[i] + g[i] * g[i] * rest2;
                m[i] = mean;
                v[i] = square;
                p[i] -= factor * ((mean * b1 + part) / bias) / ((float) Math.sqrt(square) + least);
            }
        }
    }

    /** As Adam with the largest {@code v} so far under the root. */
    private static final class AmsGrad extends Updater {

        private final float beta1;
        private final float beta2;
        private final float epsilon;

        AmsGrad(int length, float beta1, float beta2, float epsilon) {
            super(length, 3, 0);
            this.beta1 = beta1;
            this.beta2 = beta2;
            this.epsilon = epsilon;
        }

        @Override
        void step(float[] p, float[] g, double rate, long iteration) {
            float factor = orElse(
                    (float) ((float) rate
                            * (float) Math.sqrt((float) debiased(beta2, iteration))
                            / debiased(beta1, iteration)),
                    epsilon);
            float b1 = beta1;
            float b2 = beta2;
            float rest1 = 1 - beta1;
            float rest2 = 1 - beta2;
            float least = epsilon;
            float[] m = state(0);
            float[] v = state(1);
            float[] h = state(2);
            for (int i = 0; i < p.length; i++) {
                float mean = b1 * m[i] + g[i] * rest1;
                float square = b2 * v[i] + g[i] * g[i] * rest2;
                float largest = Math.max(h[i], square);
                m[i] = mean;
                v[i] = square;
                h[i] = largest;
                p[i] -= factor * mean / ((float) Math.sqrt(largest) + least);
            }
        }
    }

    /** {@code s = rho s + (1 - rho) g^2; p -= rate g / (sqrt(s) + epsilon)}; s is epsilon at first. */
    private static final class RmsProp extends Updater {

        private final float rho;
        private final float epsilon;

        RmsProp(int length, float rho, float epsilon) {
            super(length, 1, epsilon);
            this.rho = rho;
            this.epsilon = epsilon;
        }

        @Override
        void step(float[] p, float[] g, double rate, long iteration) {
            float factor = (float) rate;
            float kept = rho;
            float rest = 1 - rho;
            float least = epsilon;
            float[] s = state(0);
            for (int i = 0; i < p.length; i++) {
                float square = s[i] * kept + g[i] * g[i] * rest;
                s[i] = square;
                p[i] -= factor * g[i] / ((float) Math.sqrt(square) + least);
            }
        }
    }

    /** {@code s += g^2; p -= rate g / (sqrt(s) + epsilon)}; s is 1e-6 at first, whatever epsilon is. */
    private static final class AdaGrad extends Updater {

        private static final float INITIAL = 1e-6f;

        private final float epsilon;

        AdaGrad(int length, float epsilon) {
            super(length, 1, INITIAL);
            this.epsilon = epsilon;
        }

        @Override
        void step(float[] p, float[] g, double rate, long iteration) {
            float factor = (float) rate;
            float least = epsilon;
            float[] s = state(0);
            for (int i = 0; i < p.length; i++) {
                float square = s[i] + g[i] * g[i];
                s[i] = square;
                p[i] -= factor * g[i] / ((float) Math.sqrt(square) + least);
            }
        }
    }

    /** {@code s = rho s + (1 - rho) g^2; u = g sqrt(d + epsilon) / sqrt(s + epsilon); d = rho d + (1 - rho) u^2; p -= u}. Has no rate. */
    private static final class AdaDelta extends Updater {

        private final float rho;
        private final float epsilon;

        AdaDelta(int length, float rho, float epsilon) {
            super(length, 2, 0);
            this.rho = rho;
            this.epsilon = epsilon;
        }

        @Override
        void step(float[] p, float[] g, double rate, long iteration) {
            float kept = rho;
            float rest = 1 - rho;
            float least = epsilon;
            float[] s = state(0);
            float[] d = state(1);
            for (int i = 0; i < p.length; i++) {
                float square = kept * s[i] + g[i] * g[i] * rest;
                float update = g[i] * ((float) Math.sqrt(d[i] + least) / (float) Math.sqrt(square + least));
                s[i] = square;
                d[i] = kept * d[i] + update * update * rest;
                p[i] -= update;
            }
        }
    }
}
