package dev.plateau.rates;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Learning rates that grow by the same factor from step to step.
 *
 * @param min the first rate, above 0
 * @param max the last rate, above min
 * @param steps how many rates, from {@value #LEAST_STEPS} to {@value #MOST_STEPS}
 */
public record Ramp(double min, double max, int steps) {

    /** Fewer do not show where a noisy loss begins to fall. */
    static final int LEAST_STEPS = 20;

    /** Keeps the losses of a test in memory and in one message between processes. */
    static final int MOST_STEPS = 100_000;

    /** fastai's learning-rate finder and Gugger (2018) end where the smoothed loss is above so many times its best. */
    private static final double STOP = 4;

    /** @throws IllegalArgumentException one sentence that names the field */
    public Ramp {
        check(min > 0 && Double.isFinite(min), "min must be above 0, found " + Rounded.text(min));
        check(
                max > min && Double.isFinite(max),
                "max must be above min, found min " + Rounded.text(min) + " and max " + Rounded.text(max));
        check(
                steps >= LEAST_STEPS && steps <= MOST_STEPS,
                "steps must be from " + LEAST_STEPS + " to " + MOST_STEPS + ", found " + steps);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** The rate of a step, from 0: {@code min (max / min)^(step / (steps - 1))}. */
    public double rate(int step) {
        return step == steps - 1 ? max : min * Math.pow(max / min, (double) step / (steps - 1));
    }

    /** Steps to a tenfold rate. */
    double stepsPerDecade() {
        return (steps - 1) / Math.log10(max / min);
    }

    /** Steps that tell where the loss starts: a tenth of all. */
    int startSteps() {
        return Math.max(5, steps / 10);
    }

    /**
     * The losses step by step, as far as the test goes: it ends with the last rate, with the first loss that is no finite number (which is the
     * last of the list then), or where the smoothed loss is above 4 times its best and above where it started, the best and the rule taken from
     * the end of the first tenth on. The second condition is ours:
     * a loss near 0 is four times its best by chance.
     *
     * @param step trains one step at a rate and gives the loss before it
     */
    public List<Double> losses(DoubleUnaryOperator step) {
        List<Double> losses = new ArrayList<>();
        Smoothing smoothing = new Smoothing(steps);
        double best = Double.POSITIVE_INFINITY;
        double sum = 0;
        int start = startSteps();
        for (int i = 0; i < steps; i++) {
            double loss = step.applyAsDouble(rate(i));
            losses.add(loss);
            if (!Double.isFinite(loss)) {
                break;
            }
            double smoothed = smoothing.add(loss);
            sum += i < start ? loss : 0;
            best = i < start ? best : Math.min(best, smoothed);
            if (i >= start && smoothed > STOP * best && smoothed > sum / start) {
                break;
            }
        }
        return losses;
    }
}
