package dev.plateau.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Short items in lines that end before the terminal does. */
public final class Paragraph {

    private Paragraph() {}

    /**
     * The items, separated by commas, after a heading; further lines are indented by its length. An item is never broken.
     */
    public static List<String> lines(String heading, List<String> items, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(heading);
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i) + (i < items.size() - 1 ? "," : "");
            if (line.length() > heading.length() && line.length() + 1 + item.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(heading.length()));
            }
            line.append(' ').append(item);
        }
        lines.add(line.toString());
        return lines;
    }

    /** A text in lines of at most so many columns, broken at blanks; a longer word has a line of its own. */
    public static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder();
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
