package dev.plateau.data;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One cell of a CSV file, and where it stands. Spaces around the text do not count.
 *
 * @param file the file as the experiment names it
 * @param line the line of the file that the row begins on, from 1, the header counted
 */
record Cell(String file, long line, String column, String text) {

    /** Above this a number no longer fits the float that a trainer computes with. */
    private static final double LARGEST = Float.MAX_VALUE;

    /** Characters: more than any decimal number needs, few enough to parse quickly. */
    private static final int LONGEST_NUMBER = 400;

    /** Characters of a cell that a message repeats. */
    private static final int SHOWN = 40;

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,4})?");

    private static final Set<String> MISSING = Set.of("", "NA", "NaN", "?");

    Cell {
        text = text.strip();
    }

    boolean missing() {
        return MISSING.contains(text);
    }

    /** Whether a text is a decimal number, such as {@code -1.5e3}; NaN, infinities, hexadecimals and suffixes are none. */
    static boolean isNumber(String text) {
        return text.length() <= LONGEST_NUMBER
                && (isPlain(text) || NUMBER.matcher(text).matches());
    }

    /** A number without an exponent, which most are: the pattern took half a second for 100,000 of them in a young process. */
    private static boolean isPlain(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (i > 0 || (c != '-' && c != '+')) {
                return false;
            }
        }
        return digits > 0 && points <= 1;
    }

    /** @throws DataException if the cell is not a number, or one that does not fit a float */
    double number() {
        if (!isNumber(text)) {
            throw mistake("expected a number");
        }
        double number = Double.parseDouble(text);
        if (Math.abs(number) > LARGEST) {
            throw mistake("expected a number between -3.4e38 and 3.4e38");
        }
        return number;
    }

    /** The exception that says where the cell is, what was expected and what was found. */
    DataException mistake(String expected) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        String found = text.isEmpty() ? "an empty cell" : "\"" + shown + "\"";
        return new DataException(
                file + " line " + line + ", column \"" + column + "\": " + expected + ", found " + found);
    }
}
