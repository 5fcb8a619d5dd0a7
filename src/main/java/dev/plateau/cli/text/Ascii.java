package dev.plateau.cli.text;

/** Text for terminals without UTF-8. */
final class Ascii {

    private Ascii() {}

    /** The text with our signs spelled in ASCII; what else is not ASCII becomes a question mark. */
    static String of(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(sign -> ascii.append(spelled(sign)));
        return ascii.toString();
    }

    private static String spelled(int sign) {
        if (sign < 128) {
            return Character.toString(sign);
        }
        return switch (sign) {
            case '±' -> "+-";
            case '×' -> "x";
            case '–', '─', '—' -> "-";
            case '│' -> "|";
            case '┤', '└', '├' -> "+";
            case '▲' -> "^";
            case '●' -> "o";
            case '·' -> ".";
            case '…' -> "...";
            case '≤' -> "<=";
            case '≥' -> ">=";
            default -> "?";
        };
    }
}
