package dev.plateau.transfer.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The fields of a parameter in an experiment file. */
final class Ranges {

    /** Doubles are whole numbers up to here. */
    private static final double MAX_EXACT = 1L << 53;

    private Ranges() {}

    static Map<String, Object> value(Object value) {
        return Map.of("value", value);
    }

    static Map<String, Object> values(List<Object> values) {
        return Map.of("values", values.stream().distinct().toList());
    }

    /** @param distribution uniform, int_uniform or log_uniform_values */
    static Map<String, Object> range(String distribution, double min, double max, OptionalDouble step) {
        boolean whole = distribution.equals("int_uniform");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("distribution", distribution);
        fields.put("min", number(min, whole));
        fields.put("max", number(max, whole));
        step.ifPresent(distance -> fields.put("step", number(distance, whole)));
        return fields;
    }

    private static Object number(double value, boolean whole) {
        return whole && value == Math.rint(value) && Math.abs(value) <= MAX_EXACT
                ? (Object) (long) value
                : (Object) value;
    }
}
