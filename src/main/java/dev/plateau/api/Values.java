package dev.plateau.api;

import dev.plateau.train.Settings;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of the parameters in one run, by name. {@code epochs} is not among them, as runs of other epoch counts share the training, unless
 * the search says that it decides ({@link Search#epochsDecide}).
 *
 * <p>Every method that asks for a parameter by its name throws IllegalArgumentException, one sentence, if there is none or it is of another kind.
 */
public final class Values {

    private final Map<String, Object> values;

    Values(Settings settings) {
        Map<String, Object> all = new TreeMap<>(settings.values());
        if (all.remove("model") instanceof Map<?, ?> model) {
            model.forEach((name, value) -> all.put(String.valueOf(name), value));
        }
        values = Collections.unmodifiableMap(all);
    }

    /** A number, whole or not. */
    public double number(String name) {
        if (of(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw unfit(name, "a number");
    }

    /** A whole number. */
    public int whole(String name) {
        if (of(name) instanceof Long number && number == (int) (long) number) {
            return (int) (long) number;
        }
        throw unfit(name, "a whole number");
    }

    /** A text. */
    public String text(String name) {
        if (of(name) instanceof String text) {
            return text;
        }
        throw unfit(name, "a text");
    }

    /** Yes or no. */
    public boolean flag(String name) {
        if (of(name) instanceof Boolean flag) {
            return flag;
        }
        throw unfit(name, "true or false");
    }

    /** Whether there is such a parameter here: one that hangs on another may be missing. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** All of them, in order of name: Long, Double, Boolean, String, or List of these. */
    public Map<String, Object> all() {
        return values;
    }

    private Object of(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "there is no parameter " + name + "; there are " + String.join(", ", values.keySet()));
        }
        return value;
    }

    private IllegalArgumentException unfit(String name, String expected) {
        return new IllegalArgumentException(name + " must be " + expected + ", found " + of(name));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
