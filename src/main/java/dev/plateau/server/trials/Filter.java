package dev.plateau.server.trials;

import dev.plateau.server.http.Problem;
import dev.plateau.spelling.Spelling;
import io.javalin.http.HttpStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One condition on trials: {@code column:low..high}, where either side may be missing, or {@code column:one|two}, with texts URI-encoded
 * and an empty one for trials that have no value. Both ends of a range belong to it.
 */
final class Filter {

    private static final String TO = "..";

    private Filter() {}

    /** Which rows a condition lets through. Throws {@link Problem} 400 with what is wrong with it. */
    static IntPredicate of(String where, Map<String, Field> fields) {
        Field field = field(where, fields);
        String condition = where.substring(where.indexOf(':', lengthOf(where, field)) + 1);
        return field.numeric() && condition.contains(TO) ? range(field, condition) : values(field, condition);
    }

    /** The longest column that it may begin with, since names of hyperparameters may hold colons. */
    private static Field field(String where, Map<String, Field> fields) {
        Optional<Field> found = fields.values().stream()
                .filter(field -> where.startsWith(field.key() + ":") || where.startsWith(encoded(field) + ":"))
                .max(Comparator.comparingInt(field -> field.key().length()));
        return found.orElseThrow(() -> {
            int colon = where.indexOf(':');
            return new Problem(
                    HttpStatus.BAD_REQUEST,
                    colon < 0
                            ? "where must be column:low..high or column:one|two, got \"" + where + "\""
                            : "where has no column \"" + decoded(where.substring(0, colon)) + "\""
                                    + Spelling.hint(decoded(where.substring(0, colon)), fields.keySet()));
        });
    }

    private static int lengthOf(String where, Field field) {
        return where.startsWith(field.key() + ":")
                ? field.key().length()
                : encoded(field).length();
    }

    private static IntPredicate range(Field field, String condition) {
        int to = condition.indexOf(TO);
        double low = end(condition.substring(0, to), Double.NEGATIVE_INFINITY, condition, field);
        double high = end(condition.substring(to + TO.length()), Double.POSITIVE_INFINITY, condition, field);
        if (!(low <= high)) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "where: the range of " + field.key() + " must begin below its end, got " + condition);
        }
        return row -> field.value().apply(row) instanceof Number number
                && number.doubleValue() >= low
                && number.doubleValue() <= high;
    }

    private static double end(String text, double open, String condition, Field field) {
        if (text.isEmpty()) {
            return open;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "where: a range of " + field.key() + " is two numbers with .. between them, got " + condition);
        }
    }

    private static IntPredicate values(Field field, String condition) {
        List<String> wanted =
                Arrays.stream(condition.split("\\|", -1)).map(Filter::decoded).toList();
        List<Double> numbers =
                wanted.stream().flatMap(text -> number(text).stream()).toList();
        if (field.numeric()
                && numbers.size()
                        < wanted.stream().filter(text -> !text.isEmpty()).count()) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "where: " + field.key() + " is a number; expected low..high or numbers with | between them, got "
                            + condition);
        }
        return row -> matches(field.value().apply(row), wanted, numbers);
    }

    private static boolean matches(@Nullable Object value, List<String> wanted, List<Double> numbers) {
        if (value == null) {
            return wanted.contains("");
        }
        if (value instanceof Number number) {
            return numbers.contains(number.doubleValue());
        }
        return wanted.stream().anyMatch(String.valueOf(value)::equalsIgnoreCase);
    }

    private static Optional<Double> number(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String encoded(Field field) {
        return java.net.URLEncoder.encode(field.key(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As JavaScript's decodeURIComponent: a plus stays a plus. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "where must be URI-encoded, got \"" + text + "\"");
        }
    }
}
