package dev.plateau.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/**
 * A numeric parameter between two bounds, both included.
 *
 * @param integral whether the values are whole numbers (Long) or not (Double)
 * @param step distance between allowed values counted from min; empty for every number
 * @param count how many points a grid takes, from 2 to 100,000, evenly spaced on the scale; empty where no grid is asked
 *     for
 */
public record Range(
        String name,
        double min,
        double max,
        Scale scale,
        boolean integral,
        OptionalDouble step,
        OptionalInt count,
        Optional<Condition> when)
        implements Parameter {

    /** Largest whole bound, so that Arbiter's int never overflows. */
    private static final double MAX_WHOLE = 1e9;

    /** Part of a step by which a bound may miss it and still count as on it: 0.1 + 2 * 0.1 is above 0.3 in binary. */
    private static final double STEP_SLACK = 1e-9;

    /** How values between the bounds are spaced. */
    public enum Scale {
        LINEAR,
        LOG
    }

    /** @throws IllegalArgumentException naming the bound that is wrong and its value */
    public Range {
        check(!Double.isInfinite(min), name + ".min must be a finite number, found " + min);
        check(!Double.isInfinite(max), name + ".max must be a finite number, found " + max);
        check(min < max, name + ".min must be below max, found min " + exact(min) + " and max " + exact(max));
        check(scale == Scale.LINEAR || min > 0, name + ".min must be above 0 on a log scale, found " + exact(min));
        check(
                !integral || (whole(min) && whole(max)),
                name + ".min and max must be whole numbers of at most 1e9, found " + exact(min) + " and " + exact(max));
        step.ifPresent(by -> {
            check(by > 0 && by <= max - min, name + ".step must be above 0 and at most max - min, found " + exact(by));
            check(!integral || whole(by), name + ".step must be a whole number as the bounds are, found " + exact(by));
        });
        count.ifPresent(points -> check(
                points >= 2 && points <= Space.MAX_COUNT,
                name + ".count must be from 2 to " + Space.MAX_COUNT + ", found " + points));
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static boolean whole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= MAX_WHOLE;
    }

    private static String exact(double value) {
        return Configuration.exact(value);
    }

    @Override
    public List<Object> grid() {
        if (count.isEmpty() && step.isPresent() && scale == Scale.LINEAR) {
            return everyStep();
        }
        int points = count.orElseThrow(() -> new IllegalArgumentException(
                name + " is a range, and a grid needs its count (how many points), for example count: 4"));
        List<Object> values = new ArrayList<>(points);
        for (int i = 0; i < points; i++) {
            values.add(value((double) i / (points - 1)));
        }
        List<Object> different = values.stream().distinct().toList();
        check(
                different.size() == points,
                name + ".count asks for " + points + " points, of which only " + different.size()
                        + " differ once rounded; list the values instead");
        return values;
    }

    @Override
    public Object middle() {
        return value(0.5);
    }

    private List<Object> everyStep() {
        long steps = steps();
        check(
                steps < Space.MAX_COUNT,
                name + ".step gives a grid of " + (steps + 1) + " values; the most is " + Space.MAX_COUNT);
        List<Object> values = new ArrayList<>();
        for (long i = 0; i <= steps; i++) {
            values.add(allowed(min + i * spacing()));
        }
        return values;
    }

    /** Distance between neighbouring values, 0 for none. */
    private double spacing() {
        return step.orElse(integral ? 1 : 0);
    }

    /** How many times the spacing fits between the bounds. */
    private long steps() {
        return (long) Math.floor((max - min) / spacing() + STEP_SLACK);
    }

    /** The value at a fraction of the way from min to max on the scale; the bounds come out exactly. */
    private Object value(double fraction) {
        if (fraction == 0 || fraction == 1) {
            return allowed(fraction == 0 ? min : max);
        }
        return allowed(tidy(
                scale == Scale.LINEAR
                        ? min + fraction * (max - min)
                        : Math.exp(Math.log(min) + fraction * (Math.log(max) - Math.log(min)))));
    }

    /** Rounds to 12 significant digits, so that the grid from 1e-4 to 1e-1 holds 0.001 and not 0.0010000000000000002. */
    private static double tidy(double value) {
        return new BigDecimal(value).round(new MathContext(12)).doubleValue();
    }

    /** The nearest value that step and integrality allow, never outside the bounds. */
    Object allowed(double value) {
        if (spacing() == 0) {
            return Math.max(min, Math.min(max, value));
        }
        long steps = Math.max(0, Math.min(steps(), Math.round((value - min) / spacing())));
        double snapped = Math.min(max, min + steps * spacing());
        return integral ? (Object) Math.round(snapped) : (Object) tidy(snapped);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A range with a step is drawn from half a step below its first value to half a step above its last and rounded;
     * otherwise the first and the last would come up half as often as the others.
     */
    @Override
    public ParameterSpace<?> leaf() {
        double half = spacing() / 2;
        double last = half == 0 ? max : min + steps() * spacing() + half;
        if (scale == Scale.LOG) {
            return new ContinuousParameterSpace(new LogUniformDistribution(Math.max(min / 2, min - half), last));
        }
        return integral && step.isEmpty()
                ? new IntegerParameterSpace((int) min, (int) max)
                : new ContinuousParameterSpace(new UniformRealDistribution(min - half, last));
    }
}
