package dev.plateau.logs;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as programs write them: also {@code nan}, {@code inf} and {@code Infinity}, in any case and with a sign. */
final class Values {

    /** More characters than any number needs. */
    private static final int MAX_LENGTH = 64;

    private Values() {}

    /** Empty if the text is no number. */
    static OptionalDouble of(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        OptionalDouble word = word(plain);
        if (word.isPresent() || plain.length() > MAX_LENGTH || !plain.matches("[-+]?[0-9.][0-9.e+-]*")) {
            return word;
        }
        try {
            return OptionalDouble.of(Double.parseDouble(plain));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // digits, dots and signs that make no number, such as a date or a version
        }
    }

    /** The numbers that are written as a word; empty if the text is none of them. */
    static OptionalDouble word(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }
}
