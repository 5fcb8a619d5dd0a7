package dev.plateau.store.foreign;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A row of another program's table. SQLite keeps any kind of value in any column, so each is asked for as what it should be, and is empty if it
 * is NULL, something else or not there.
 */
public final class ForeignRow {

    private final Map<String, Object> values;

    ForeignRow(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    public Optional<String> text(String column) {
        return Optional.ofNullable(values.get(column))
                .filter(value -> value instanceof String || value instanceof Number)
                .map(String::valueOf);
    }

    /** A whole number, also one that is written as text. */
    public OptionalLong whole(String column) {
        if (values.get(column) instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE
                    ? OptionalLong.of(number.longValue())
                    : OptionalLong.empty();
        }
        Optional<String> text = text(column).filter(digits -> digits.matches("[-+]?[0-9]{1,18}"));
        return text.map(digits -> OptionalLong.of(Long.parseLong(digits))).orElse(OptionalLong.empty());
    }

    /** A number; text is none, as a program that has a number stores one. */
    public OptionalDouble number(String column) {
        Object value = values.get(column);
        return value instanceof Number number && !(value instanceof BigDecimal)
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
