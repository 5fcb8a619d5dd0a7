package dev.plateau.server.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A hyperparameter over all trials of an experiment.
 *
 * @param kind {@code number}, {@code flag} or {@code text}; text also for lists and for mixed kinds
 * @param log whether its numbers lie more evenly on a logarithmic axis
 * @param low the smallest number, null for other kinds; {@code high} likewise
 * @param values all of them in order if there are at most {@value #MAX_VALUES} different ones, else none
 * @param different how many different ones there are
 * @param varies whether trials differ in it; also if some have it and some do not
 */
public record Parameter(
        String name,
        Kind kind,
        boolean log,
        @Nullable Double low,
        @Nullable Double high,
        List<Object> values,
        int different,
        boolean varies) {

    /** More are a range to a person, not a choice. */
    public static final int MAX_VALUES = 50;

    /** A logarithmic axis helps from one and a half decades on. */
    private static final double LOG_RANGE = 30;

    /** Numbers before flags before texts, each in its own order. */
    public static final Comparator<Object> ORDER = Comparator.<Object>comparingInt(Parameter::rank)
            .thenComparingDouble(value -> value instanceof Number number ? number.doubleValue() : 0)
            .thenComparing(Configuration::text);

    /** What its values are. */
    public enum Kind {
        number,
        flag,
        text
    }

    public Parameter {
        values = List.copyOf(values);
    }

    /** All parameters in the order in which trials name them. */
    static List<Parameter> of(Collection<Configuration> trials) {
        Map<String, TreeSet<Object>> different = new LinkedHashMap<>();
        Map<String, Integer> present = new LinkedHashMap<>();
        for (Configuration trial : trials) {
            trial.values().forEach((name, value) -> {
                different.computeIfAbsent(name, absent -> new TreeSet<>(ORDER)).add(value);
                present.merge(name, 1, Integer::sum);
            });
        }
        List<Parameter> parameters = new ArrayList<>();
        different.forEach((name, values) ->
                parameters.add(of(name, List.copyOf(values), present.getOrDefault(name, 0) < trials.size())));
        return List.copyOf(parameters);
    }

    private static Parameter of(String name, List<Object> values, boolean missing) {
        boolean numbers = values.stream().allMatch(Number.class::isInstance);
        Kind kind = numbers ? Kind.number : values.stream().allMatch(Boolean.class::isInstance) ? Kind.flag : Kind.text;
        return new Parameter(
                name,
                kind,
                numbers && logarithmic(values),
                numbers ? number(values, 0) : null,
                numbers ? number(values, values.size() - 1) : null,
                values.size() > MAX_VALUES ? List.of() : values,
                values.size(),
                missing || values.size() > 1);
    }

    private static double number(List<Object> values, int at) {
        return ((Number) values.get(at)).doubleValue();
    }

    /** Whether the median is nearer to the middle of the logarithms than to the middle. */
    private static boolean logarithmic(List<Object> values) {
        double low = number(values, 0);
        double high = number(values, values.size() - 1);
        double median = number(values, values.size() / 2);
        return low > 0
                && high / low >= LOG_RANGE
                && Math.abs(Math.log(median / low) / Math.log(high / low) - 0.5)
                        < Math.abs((median - low) / (high - low) - 0.5);
    }

    private static int rank(Object value) {
        return value instanceof Number ? 0 : value instanceof Boolean ? 1 : 2;
    }
}
