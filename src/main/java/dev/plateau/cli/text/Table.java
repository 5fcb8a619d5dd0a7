package dev.plateau.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a header, columns two blanks apart. Not thread-safe. */
public final class Table {

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Which side the cells of a column keep to. */
    public enum Side {
        LEFT,
        RIGHT
    }

    /** @param optional whether it may be left out of a table that is too wide */
    public record Column(String name, Side side, boolean optional) {

        public static Column text(String name) {
            return new Column(name, Side.LEFT, false);
        }

        public static Column number(String name) {
            return new Column(name, Side.RIGHT, false);
        }

        public Column orNone() {
            return new Column(name, side, true);
        }
    }

    /** @throws IllegalArgumentException unless there is a cell for each column */
    public Table row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("expected " + columns.size() + " cells, got " + cells);
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /**
     * The table in at most so many columns of text, if leaving out optional columns, the last first, can do it. A line at
     * the end names those that were left out.
     */
    public List<String> lines(int width) {
        List<Integer> shown =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        List<String> hidden = new ArrayList<>();
        for (int i = columns.size() - 1; i >= 0 && width(shown) > width; i--) {
            if (columns.get(i).optional()) {
                shown.remove(Integer.valueOf(i));
                hidden.add(0, columns.get(i).name());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(shown, columns.stream().map(Column::name).toList()));
        rows.forEach(row -> lines.add(line(shown, row)));
        if (!hidden.isEmpty()) {
            lines.add("(too narrow for: " + String.join(", ", hidden) + ")");
        }
        return lines;
    }

    private int width(List<Integer> shown) {
        return shown.stream().mapToInt(this::width).sum() + GAP.length() * (shown.size() - 1);
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> length(row.get(column)))
                .reduce(length(columns.get(column).name()), Math::max);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private String line(List<Integer> shown, List<String> cells) {
        return shown.stream()
                .map(column -> padded(
                        cells.get(column), width(column), columns.get(column).side()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String padded(String text, int width, Side side) {
        String blanks = " ".repeat(width - length(text));
        return side == Side.LEFT ? text + blanks : blanks + text;
    }
}
