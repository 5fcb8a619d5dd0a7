package dev.plateau.stats.influence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How much longer one value of a parameter trains than another.
 *
 * @param of the value that takes more epochs
 * @param to the one that it is compared with
 * @param epochs how many times, at least 1, with its interval
 * @param steps likewise of the same two values, above or below 1
 * @param samples likewise
 * @param pairs how many pairs of trainings that agree in all other parameters it rests on; 0 if it rests on all trainings of the two values
 * @param bound what trainings that were still improving make of it
 */
public record Ratio(String of, String to, Interval epochs, Interval steps, Interval samples, int pairs, Bound bound) {

    /** Fewer pairs say nothing about their spread; then all trainings are compared. */
    private static final int LEAST_PAIRS = 3;

    /** What the true ratio is to the one measured. */
    public enum Bound {
        /** No training was best at its last epoch. */
        EQUAL,
        /** Some of the longer value were: the true ratio is as large or larger. */
        AT_LEAST,
        /** Some of the shorter value were. */
        AT_MOST,
        /** Some of both were. */
        NONE;

        Interval of(Interval measured) {
            Interval low = this == AT_MOST || this == NONE ? measured.atMost() : measured;
            return this == AT_LEAST || this == NONE ? low.atLeast() : low;
        }
    }

    /** The two groups of trainings, compared so that epochs is at least 1. */
    static Ratio between(
            String parameter,
            Map.Entry<String, List<Observation>> one,
            Map.Entry<String, List<Observation>> other,
            double confidence) {
        Interval epochs = interval(parameter, one.getValue(), other.getValue(), Unit.EPOCHS, confidence);
        boolean turned = epochs.value() < 1;
        var more = turned ? other : one;
        var less = turned ? one : other;
        Bound bound = bound(more.getValue(), less.getValue());
        int pairs = pairs(parameter, more.getValue(), less.getValue(), Unit.EPOCHS).length;
        return new Ratio(
                more.getKey(),
                less.getKey(),
                bound.of(turned ? epochs.inverse() : epochs),
                bound.of(interval(parameter, more.getValue(), less.getValue(), Unit.STEPS, confidence)),
                bound.of(interval(parameter, more.getValue(), less.getValue(), Unit.SAMPLES, confidence)),
                pairs < LEAST_PAIRS ? 0 : pairs,
                bound);
    }

    private static Bound bound(List<Observation> more, List<Observation> less) {
        boolean above = more.stream().anyMatch(Observation::improving);
        boolean below = less.stream().anyMatch(Observation::improving);
        return above ? (below ? Bound.NONE : Bound.AT_LEAST) : below ? Bound.AT_MOST : Bound.EQUAL;
    }

    private static Interval interval(
            String parameter, List<Observation> more, List<Observation> less, Unit unit, double confidence) {
        double[] pairs = pairs(parameter, more, less, unit);
        return pairs.length >= LEAST_PAIRS
                ? Bootstrap.geometricMean(pairs, confidence)
                : Bootstrap.ratio(Level.logs(more, unit), Level.logs(less, unit), confidence);
    }

    /**
     * Differences of logarithms between trainings that agree in all other parameters. None where two trainings of one side agree in these: it
     * would be arbitrary which one is the partner.
     */
    private static double[] pairs(String parameter, List<Observation> more, List<Observation> less, Unit unit) {
        Map<Map<String, Object>, Double> partners = byOthers(parameter, less, unit);
        Map<Map<String, Object>, Double> own = byOthers(parameter, more, unit);
        if (partners.size() < less.size() || own.size() < more.size()) {
            return new double[0];
        }
        return own.entrySet().stream()
                .filter(one -> partners.containsKey(one.getKey()))
                .mapToDouble(one -> Math.log(one.getValue() / Objects.requireNonNull(partners.get(one.getKey()))))
                .toArray();
    }

    private static Map<Map<String, Object>, Double> byOthers(String parameter, List<Observation> side, Unit unit) {
        Map<Map<String, Object>, Double> byOthers = new LinkedHashMap<>();
        side.forEach(o -> byOthers.put(others(o, parameter), o.of(unit)));
        return byOthers;
    }

    private static Map<String, Object> others(Observation observation, String parameter) {
        Map<String, Object> others = new LinkedHashMap<>(observation.parameters());
        others.remove(parameter);
        return others;
    }

    /** Whether the interval leaves no doubt that the one takes more epochs. */
    boolean tells() {
        return epochs.excludes(1);
    }
}
