package dev.plateau.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;

/** Spells numbers in evidence: three digits, plain where that is short. */
final class Figures {

    private static final MathContext DIGITS = new MathContext(3);
    private static final double SMALL = 1e-4;
    private static final double LARGE = 1e6;

    private Figures() {}

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "unknown" : "infinity";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        double size = Math.abs(value);
        return size == 0 || (size >= SMALL && size < LARGE)
                ? rounded.stripTrailingZeros().toPlainString()
                : String.format(java.util.Locale.ROOT, "%.2e", value);
    }

    /** A share as per cent. */
    static String percent(double share) {
        return of(100 * share) + " %";
    }
}
