package dev.plateau.cli.text;

/** The few colours that read well on light and dark backgrounds, by their ANSI codes. */
public enum Color {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    CYAN("36");

    private final String number;

    Color(String number) {
        this.number = number;
    }

    String code() {
        return "\u001b[" + number + "m";
    }
}
