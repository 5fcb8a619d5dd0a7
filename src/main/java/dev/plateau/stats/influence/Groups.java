package dev.plateau.stats.influence;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Trainings grouped by a parameter: by its values where they repeat, else by ranges of values that have equally many trainings each. Ranges
 * have no need to know whether the parameter is meant on a log scale.
 *
 * @param byName the members of each group; numbers ascending, other values in the order in which they come
 */
record Groups(boolean ordered, Map<String, List<Observation>> byName) {

    /** Values up to here are a grid, if each has two trainings or there are few of them. */
    private static final int MOST_VALUES = 12;

    private static final int FEW_VALUES = 4;

    private static final int MOST_RANGES = 4;

    /** Trainings that a range should have. */
    private static final int LEAST_IN_RANGE = 5;

    /** Digits of a number in a message. */
    private static final MathContext SHOWN = new MathContext(4);

    /** @param observations of which each has the parameter */
    static Groups of(String parameter, List<Observation> observations) {
        boolean ordered = observations.stream().allMatch(o -> o.parameters().get(parameter) instanceof Number);
        List<Observation> sorted = new ArrayList<>(observations);
        if (ordered) {
            sorted.sort(Comparator.comparingDouble(o -> number(o, parameter)));
        }
        Map<String, List<Observation>> byValue = new LinkedHashMap<>();
        sorted.forEach(o -> byValue.computeIfAbsent(
                        shown(Objects.requireNonNull(o.parameters().get(parameter))), key -> new ArrayList<>())
                .add(o));
        int values = byValue.size();
        boolean grid = values <= FEW_VALUES || (values <= MOST_VALUES && sorted.size() >= 2 * values);
        return new Groups(ordered, grid || !ordered ? byValue : ranges(parameter, sorted));
    }

    private static Map<String, List<Observation>> ranges(String parameter, List<Observation> sorted) {
        int ranges = Math.max(2, Math.min(MOST_RANGES, sorted.size() / LEAST_IN_RANGE));
        List<List<Observation>> members = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            members.add(new ArrayList<>());
        }
        int first = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (number(sorted.get(i), parameter) != number(sorted.get(first), parameter)) {
                first = i;
            }
            members.get(first * ranges / sorted.size()).add(sorted.get(i));
        }
        Map<String, List<Observation>> named = new LinkedHashMap<>();
        members.stream().filter(range -> !range.isEmpty()).forEach(range -> {
            String low = shown(number(range.get(0), parameter));
            String high = shown(number(range.get(range.size() - 1), parameter));
            named.put(low.equals(high) ? low : low + "–" + high, range);
        });
        return named;
    }

    static double number(Observation observation, String parameter) {
        return observation.parameters().get(parameter) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static String shown(Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            BigDecimal rounded = BigDecimal.valueOf(number).round(SHOWN).stripTrailingZeros();
            return Math.abs(number) >= 1e-4 || number == 0
                    ? rounded.toPlainString()
                    : rounded.toString().replace('E', 'e');
        }
        return String.valueOf(value);
    }
}
