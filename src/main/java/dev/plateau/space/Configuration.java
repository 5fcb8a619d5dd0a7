package dev.plateau.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One full assignment of hyperparameters, in the order of the experiment file. A value is a Long, Double, Boolean or
 * String, or for a parameter that chooses among structures an immutable List or Map of those. Immutable.
 */
public record Configuration(Map<String, Object> values) {

    public Configuration {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of a parameter; empty when the configuration has no such parameter. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** {@code name=value} pairs separated by two spaces, numbers in their shortest form. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "  ").append(name).append('=').append(shown(value)));
        return text.toString();
    }

    /** A value for people, numbers rounded to four digits: 0.001 rather than 0.0010, 32 rather than 32.0, 1e-05 below 1e-4. */
    public static String shown(Object value) {
        return text(value, new MathContext(4));
    }

    /** A value as an experiment file writes it, numbers in full: 0.001, 32, [64, 32], {type: step}. */
    public static String exact(Object value) {
        return text(value, MathContext.UNLIMITED);
    }

    private static String text(Object value, MathContext digits) {
        if (value instanceof List<?> list) {
            return list.stream().map(item -> text(item, digits)).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue(), digits))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof Double number && Double.isFinite(number)
                ? number(BigDecimal.valueOf(number).round(digits))
                : String.valueOf(value);
    }

    /** Plain from 0.0001 to below ten million, as %g and Python write them, else with an exponent. */
    private static String number(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (stripped.signum() == 0 || (exponent >= -4 && exponent < 7)) {
            return stripped.toPlainString();
        }
        BigDecimal mantissa = stripped.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }
}
