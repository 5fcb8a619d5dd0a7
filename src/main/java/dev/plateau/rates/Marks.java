package dev.plateau.rates;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one test shows. Rates; the smoothed loss lags behind by a quarter of a decade or less.
 *
 * @param start mean loss of the first tenth of the steps; NaN if the test ended within them
 * @param falls from where the smoothed loss stays clearly below the start until its minimum: by 4 standard deviations of the noise of both and by a
 *     tenth of its whole fall. Empty if the fall is not as much as that, or less than a twentieth of the start
 * @param steepest where the smoothed loss falls fastest in the logarithm of the rate: least-squares slope over half a decade, up to the minimum
 * @param minimum where the smoothed loss is lowest after the first tenth
 * @param diverges the first rate after the minimum where half of the fall is lost again, or where the test was stopped; empty if it came to its
 *     last rate without either
 */
public record Marks(double start, OptionalDouble falls, double steepest, double minimum, OptionalDouble diverges) {

    /** Pure normal noise then falls in 1 test of 100 (60 of 6,000, by numpy), and in 2 of 3 repeats hardly ever. */
    private static final double DEVIATIONS = 4;

    /** Where nearly every row is in every batch there is no noise, and a loss that falls by a millionth falls, but not clearly. */
    private static final double PART_OF_FALL = 0.1;

    private static final double PART_OF_START = 0.05;

    /** The marks of one test. */
    static Marks of(Ramp ramp, List<Double> losses) {
        boolean finite = !losses.isEmpty() && Double.isFinite(losses.get(losses.size() - 1));
        List<Double> known = finite ? losses : losses.subList(0, Math.max(0, losses.size() - 1));
        OptionalDouble stopped = finite && losses.size() == ramp.steps()
                ? OptionalDouble.empty()
                : OptionalDouble.of(ramp.rate(Math.max(0, losses.size() - 1)));
        int begin = ramp.startSteps();
        if (known.size() <= begin) {
            return new Marks(Double.NaN, OptionalDouble.empty(), Double.NaN, Double.NaN, stopped);
        }
        List<Double> smoothed = Smoothing.of(known, ramp.steps());
        double start = mean(known.subList(0, begin));
        double noise = deviation(known.subList(0, begin), start)
                * Math.hypot(new Smoothing(ramp.steps()).calming(), 1 / Math.sqrt(begin));
        int lowest = lowest(smoothed, begin);
        double fall = start - smoothed.get(lowest);
        boolean clear = fall > Math.max(DEVIATIONS * noise, PART_OF_START * start);
        double below = start - Math.max(DEVIATIONS * noise, PART_OF_FALL * fall);
        OptionalDouble falls =
                clear ? OptionalDouble.of(ramp.rate(below(smoothed, lowest, below))) : OptionalDouble.empty();
        // Half of a fall that is none would be lost by the next ripple of the noise.
        int half = clear ? first(smoothed, lowest, start - fall / 2) : smoothed.size();
        return new Marks(
                start,
                falls,
                ramp.rate(steepest(smoothed, lowest, (int) Math.max(1, Math.round(ramp.stepsPerDecade() / 4)))),
                ramp.rate(lowest),
                half < smoothed.size() ? OptionalDouble.of(ramp.rate(half)) : stopped);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    private static double deviation(List<Double> values, double mean) {
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.size() - 1));
    }

    /** From an index on: before it the average is over few values, and the lowest of them is low by chance. */
    private static int lowest(List<Double> values, int from) {
        int lowest = from;
        for (int i = from + 1; i < values.size(); i++) {
            lowest = values.get(i) < values.get(lowest) ? i : lowest;
        }
        return lowest;
    }

    /** The first index from which on values stay below a limit up to the lowest. */
    private static int below(List<Double> values, int lowest, double limit) {
        int from = lowest;
        while (from > 0 && values.get(from - 1) < limit) {
            from--;
        }
        return from;
    }

    private static int first(List<Double> values, int after, double limit) {
        int at = after + 1;
        while (at < values.size() && values.get(at) <= limit) {
            at++;
        }
        return at;
    }

    private static int steepest(List<Double> values, int lowest, int reach) {
        int steepest = lowest;
        double least = 0;
        for (int at = reach; at + reach <= lowest; at++) {
            double slope = 0;
            for (int i = -reach; i <= reach; i++) {
                slope += i * values.get(at + i);
            }
            // The same window everywhere: the sum of squares that makes it a slope changes no comparison.
            if (slope < least) {
                least = slope;
                steepest = at;
            }
        }
        return steepest;
    }
}
