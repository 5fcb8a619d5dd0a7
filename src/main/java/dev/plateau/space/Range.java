package dev.plateau.space;

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
 * @param count how many points a grid takes, at least 2, evenly spaced on the scale; empty where no grid is asked for
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

    /** How values between the bounds are spaced. */
    public enum Scale {
        LINEAR,
        LOG
    }

    /** @throws IllegalArgumentException naming the bound that is wrong and its value */
    public Range {
        if (!(min < max)) {
            throw new IllegalArgumentException(
                    name + ".min must be below max, found min " + shown(min) + " and max " + shown(max));
        }
        if (Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException(name + " needs finite bounds");
        }
        if (scale == Scale.LOG && !(min > 0)) {
            throw new IllegalArgumentException(name + ".min must be above 0 on a log scale, found " + shown(min));
        }
        if (integral
                && (min != Math.rint(min) || max != Math.rint(max) || Math.abs(min) > 1e9 || Math.abs(max) > 1e9)) {
            throw new IllegalArgumentException(name
                    + " is of whole numbers, so min and max must be whole and below 1e9, found " + min + " and " + max);
        }
        if (step.isPresent() && !(step.getAsDouble() > 0 && step.getAsDouble() <= max - min)) {
            throw new IllegalArgumentException(
                    name + ".step must be above 0 and at most max - min, found " + shown(step.getAsDouble()));
        }
        if (count.isPresent() && count.getAsInt() < 2) {
            throw new IllegalArgumentException(name + ".count must be at least 2, found " + count.getAsInt());
        }
    }

    private static String shown(double value) {
        return Configuration.shown(value);
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
        return values.stream().distinct().toList();
    }

    private List<Object> everyStep() {
        long steps = (long) Math.floor((max - min) / step.getAsDouble() + 1e-9);
        if (steps > 100_000) {
            throw new IllegalArgumentException(
                    name + ".step gives a grid of " + (steps + 1) + " values; the most is 100000");
        }
        List<Object> values = new ArrayList<>();
        for (long i = 0; i <= steps; i++) {
            values.add(allowed(min + i * step.getAsDouble()));
        }
        return values;
    }

    /** The value at a fraction of the way from min to max on the scale; the bounds come out exactly. */
    private Object value(double fraction) {
        double value = fraction == 0
                ? min
                : fraction == 1
                        ? max
                        : scale == Scale.LINEAR
                                ? min + fraction * (max - min)
                                : tidy(Math.exp(Math.log(min) + fraction * (Math.log(max) - Math.log(min))));
        return allowed(value);
    }

    /** Rounds to 12 significant digits, so that the grid from 1e-4 to 1e-1 holds 0.001 and not 0.0010000000000000002. */
    private static double tidy(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(12))
                .doubleValue();
    }

    /** The nearest value that step and integrality allow, never outside the bounds. */
    Object allowed(double value) {
        double snapped =
                step.isPresent() ? min + Math.rint((value - min) / step.getAsDouble()) * step.getAsDouble() : value;
        if (snapped > max) {
            snapped -= step.orElse(0);
        }
        double bounded = Math.max(min, Math.min(max, snapped));
        return integral ? (Object) Math.round(bounded) : (Object) (step.isPresent() ? tidy(bounded) : bounded);
    }

    @Override
    public ParameterSpace<?> leaf() {
        if (scale == Scale.LOG) {
            return new ContinuousParameterSpace(new LogUniformDistribution(min, max));
        }
        return integral && step.isEmpty()
                ? new IntegerParameterSpace((int) min, (int) max)
                : new ContinuousParameterSpace(new UniformRealDistribution(min, max));
    }
}
