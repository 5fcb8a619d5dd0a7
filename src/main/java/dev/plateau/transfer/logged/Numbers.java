package dev.plateau.transfer.logged;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as Python writes them. */
final class Numbers {

    private Numbers() {}

    /** Empty if the text is no number; {@code nan} and {@code inf} are. */
    static OptionalDouble of(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        if (plain.equals("nan")) {
            return OptionalDouble.of(Double.NaN);
        }
        if (plain.matches("[-+]?inf(inity)?")) {
            return OptionalDouble.of(plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return plain.matches("[-+]?([0-9]{1,40}([.][0-9]{0,40})?|[.][0-9]{1,40})(e[-+]?[0-9]{1,4})?")
                ? OptionalDouble.of(Double.parseDouble(plain))
                : OptionalDouble.empty();
    }
}
