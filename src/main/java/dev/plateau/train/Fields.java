package dev.plateau.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads the fields of one level of settings and words the mistakes. Every message names the field by its path, what was
 * expected and what was found, as an {@link IllegalArgumentException}. Not thread-safe.
 */
public final class Fields {

    private final String path;
    private final Map<String, Object> values;
    private final TreeSet<String> known = new TreeSet<>();

    /** @param path of the level, for messages; empty at the top */
    public Fields(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    public boolean has(String name) {
        known.add(name);
        return values.get(name) != null;
    }

    /** Any value, or what is assumed when there is none. */
    public Object value(String name, Object assumed) {
        known.add(name);
        return values.getOrDefault(name, assumed);
    }

    /** A finite number, or what is assumed when there is none. */
    public double number(String name, double assumed) {
        if (!has(name)) {
            return assumed;
        }
        if (values.get(name) instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw mistake(name, "a number");
    }

    /** A number of at least {@code least} and below {@code limit}. */
    public double number(String name, double assumed, double least, double limit) {
        double value = number(name, assumed);
        if (!(value >= least && value < limit)) {
            throw mistake(
                    name,
                    limit == Double.POSITIVE_INFINITY
                            ? "a number of at least " + shown(least)
                            : "a number from " + shown(least) + " to below " + shown(limit));
        }
        return value;
    }

    private static String shown(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /** A whole number of at least {@code least}. */
    public int whole(String name, int assumed, int least) {
        if (!has(name)) {
            return assumed;
        }
        return whole(name, values.get(name), least);
    }

    private int whole(String name, @org.jspecify.annotations.Nullable Object value, int least) {
        if (value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= least
                && number.doubleValue() <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw mistake(name, "a whole number of at least " + least);
    }

    /** A list of whole numbers of at least 1; a single number is a list of one. */
    public List<Integer> wholes(String name, List<Integer> assumed) {
        if (!has(name)) {
            return assumed;
        }
        Object value = values.get(name);
        Collection<?> items = value instanceof Collection<?> list ? list : java.util.Collections.singletonList(value);
        List<Integer> wholes = new ArrayList<>();
        for (Object item : items) {
            wholes.add(whole(name, item, 1));
        }
        return List.copyOf(wholes);
    }

    public boolean flag(String name, boolean assumed) {
        if (!has(name)) {
            return assumed;
        }
        if (values.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw mistake(name, "true or false");
    }

    /** A constant of an enum, written in lower case. */
    public <E extends Enum<E>> E oneOf(String name, Class<E> type, E assumed) {
        if (!has(name)) {
            return assumed;
        }
        String wanted = String.valueOf(values.get(name));
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
            if (constant.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return constant;
            }
        }
        throw mistake(name, "one of " + String.join(", ", names));
    }

    /** Refuses every field that was not asked for. */
    public void refuseOthers() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(at(name) + " is not known here; known: " + String.join(", ", known));
            }
        }
    }

    public IllegalArgumentException mistake(String name, String expected) {
        return new IllegalArgumentException(at(name) + " must be " + expected + ", found " + values.get(name));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
