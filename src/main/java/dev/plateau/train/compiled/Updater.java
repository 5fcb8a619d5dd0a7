package dev.plateau.train.compiled;

import java.util.Arrays;

/** A rule by which gradients change parameters, with its state. Runs over whole arrays, padding included. Not thread-safe. */
abstract class Updater {

    private final float[][] states;

    /**
     * @param length of the arrays
     * @param states arrays that the rule keeps
     * @param initial what they hold at first
     */
    Updater(int length, int states, float initial) {
        this.states = new float[states][length];
        for (float[] state : this.states) {
            Arrays.fill(state, initial);
        }
    }

    /**
     * Changes parameters.
     *
     * @param gradient of the mean loss of a batch and of what regularises
     * @param rate of this step
     * @param iteration steps before this one
     */
    abstract void step(float[] parameters, float[] gradient, double rate, long iteration);

    /** In the order in which Deeplearning4j keeps them. */
    final float[][] states() {
        return states;
    }

    final float[] state(int index) {
        return states[index];
    }

    /** {@code 1 - base^(iteration + 1)} in single precision, as libnd4j has it. */
    static double debiased(float base, long iteration) {
        return 1.0 - (float) Math.pow(base, (double) iteration + 1);
    }

    /** What takes the place of a first factor that is 0 or no number, as libnd4j has it. */
    static float orElse(float factor, float epsilon) {
        return Float.isFinite(factor) && factor != 0 ? factor : epsilon;
    }
}
