package dev.plateau.cli.curves;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The cells of one file as numbers. Spaces around a text do not count.
 *
 * @param file as messages call it
 */
record Cells(String file) {

    /** A longer training would not be one, and a curve is held in memory. */
    static final int MAX_EPOCH = 1_000_000;

    /** Characters: more than any decimal number needs, few enough to parse quickly. */
    private static final int LONGEST_NUMBER = 400;

    /** Characters of a cell that a message repeats. */
    private static final int SHOWN = 40;

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,4})?");

    private static final Set<String> NOT_A_NUMBER = Set.of("nan", "-nan", "+nan", "na", "n/a", "null", "none", "<na>");

    private static final Pattern INFINITE = Pattern.compile("[-+]?inf(inity)?");

    /** Where a cell stands. */
    record Place(long line, String column) {}

    /**
     * The value of a metric; NaN for an empty cell and the usual words for no number, infinite for the usual words for that and
     * for what is too large for a double.
     *
     * @throws CurvesException for any other text
     */
    double value(String cell, Place place) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return Double.NaN;
        }
        if (isNumber(text)) {
            return Double.parseDouble(text);
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (INFINITE.matcher(word).matches()) {
            return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (NOT_A_NUMBER.contains(word)) {
            return Double.NaN;
        }
        throw mistake(place, "a number, nan or inf", text);
    }

    /**
     * An epoch, from 0, as 12 or as 12.0.
     *
     * @throws CurvesException for anything but a whole number up to {@link #MAX_EPOCH}
     */
    int epoch(String cell, Place place) {
        String text = cell.strip();
        double epoch = isNumber(text) ? Double.parseDouble(text) : Double.NaN;
        if (!(epoch >= 0 && epoch <= MAX_EPOCH && epoch == Math.rint(epoch))) {
            throw mistake(place, "a whole number from 0 to 1,000,000", text);
        }
        return (int) epoch;
    }

    private static boolean isNumber(String text) {
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches();
    }

    private CurvesException mistake(Place place, String expected, String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return new CurvesException(file + " line " + place.line() + ", column \"" + place.column() + "\": expected "
                + expected + ", found " + (text.isEmpty() ? "an empty cell" : "\"" + shown + "\""));
    }
}
