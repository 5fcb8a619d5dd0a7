package dev.plateau.transfer.sweep;

import dev.plateau.transfer.Omissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** A mapping of a foreign file whose fields are taken one by one; what nobody took is listed. */
final class Fields {

    private final String path;
    private final Map<String, Object> left;

    /** @param path where it stands in the file, empty for the whole */
    Fields(String path, Object mapping) {
        this.path = path;
        this.left = new LinkedHashMap<>();
        if (mapping instanceof Map<?, ?> map) {
            map.forEach((key, value) -> left.put(String.valueOf(key), value));
        }
    }

    /** Empty if there is nothing behind the key. */
    Optional<Object> take(String key) {
        return Optional.ofNullable(left.remove(key)).filter(value -> !"".equals(value));
    }

    /** Looks without taking. */
    Optional<Object> look(String key) {
        return Optional.ofNullable(left.get(key));
    }

    /** What is something else than asked for is not taken, and so listed at the end. */
    private Optional<Object> takeIf(String key, Predicate<Object> fits) {
        return look(key).filter(fits).flatMap(value -> take(key));
    }

    Optional<String> text(String key) {
        return takeIf(key, value -> !(value instanceof Map || value instanceof List))
                .map(String::valueOf);
    }

    /** A number, also one that is written as text. */
    OptionalDouble number(String key) {
        Optional<Double> number = takeIf(key, value -> plain(value) instanceof Number)
                .map(value -> ((Number) plain(value)).doubleValue());
        return number.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    List<Object> list(String key) {
        return takeIf(key, List.class::isInstance)
                .map(value -> List.<Object>copyOf((List<?>) value))
                .orElse(List.of());
    }

    Fields fields(String key) {
        return new Fields(at(key), takeIf(key, Map.class::isInstance).orElse(Map.of()));
    }

    boolean has(String key) {
        return left.containsKey(key);
    }

    List<String> keys() {
        return List.copyOf(left.keySet());
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Lists what has not been taken. */
    void omit(Omissions omissions) {
        left.keySet().forEach(key -> omissions.add(at(key) + " has no counterpart"));
        left.clear();
    }

    /** A number where text is exactly one, as Katib writes them all. */
    static Object plain(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        if (text.matches("[-+]?[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        return text.matches("[-+]?([0-9]{1,40}([.][0-9]{0,40})?|[.][0-9]{1,40})([eE][-+]?[0-9]{1,3})?")
                ? (Object) Double.valueOf(text)
                : text;
    }
}
