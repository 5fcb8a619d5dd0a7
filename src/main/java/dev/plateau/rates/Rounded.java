package dev.plateau.rates;

import java.math.BigDecimal;
import java.math.MathContext;

/** Rates as people write them. */
final class Rounded {

    private Rounded() {}

    /** To one significant digit, or exactly as given if it has no more: a range does not know its ends better. */
    static double coarse(double rate) {
        return new BigDecimal(rate).round(new MathContext(1)).doubleValue();
    }

    /** Two significant digits: {@code 3e-4}, {@code 0.12}, {@code 10}. */
    static String text(double rate) {
        if (!Double.isFinite(rate)) {
            return String.valueOf(rate);
        }
        BigDecimal value = new BigDecimal(rate).round(new MathContext(2)).stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        return value.signum() == 0 || (exponent >= -1 && exponent < 6)
                ? value.toPlainString()
                : value.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
