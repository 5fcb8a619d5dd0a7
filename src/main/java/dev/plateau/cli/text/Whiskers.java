package dev.plateau.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Intervals one below the other on a common axis, with a line at zero. */
public record Whiskers(List<Row> rows) {

    /** Fewer columns show nothing. */
    private static final int LEAST_COLUMNS = 16;

    public Whiskers {
        rows = List.copyOf(rows);
    }

    /** A value and its interval; with a value that is not finite it is not drawn. */
    public record Row(String label, double low, double middle, double high) {
        boolean finite() {
            return Double.isFinite(low) && Double.isFinite(middle) && Double.isFinite(high);
        }
    }

    /** A line a row and an axis below; empty if nothing is finite. */
    public List<String> lines(int width) {
        double low = Math.min(
                0, rows.stream().filter(Row::finite).mapToDouble(Row::low).min().orElse(0));
        double high = Math.max(
                0,
                rows.stream().filter(Row::finite).mapToDouble(Row::high).max().orElse(0));
        if (low == high) {
            return List.of();
        }
        int margin = rows.stream().mapToInt(row -> row.label().length()).max().orElse(0) + 1;
        int columns = Math.max(LEAST_COLUMNS, width - margin);
        Scale scale = new Scale(low, high, columns);
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add((row.label() + " ".repeat(margin - row.label().length()) + scale.bar(row)).stripTrailing());
        }
        lines.add(" ".repeat(margin) + scale.ticks());
        return lines;
    }

    private record Scale(double low, double high, int columns) {

        int place(double value) {
            return (int) Math.round((value - low) / (high - low) * (columns - 1));
        }

        String bar(Row row) {
            StringBuilder bar = new StringBuilder(" ".repeat(columns));
            if (row.finite()) {
                for (int i = place(row.low()); i <= place(row.high()); i++) {
                    bar.setCharAt(i, '─');
                }
            }
            bar.setCharAt(place(0), '│');
            if (row.finite()) {
                bar.setCharAt(place(row.low()), '├');
                bar.setCharAt(place(row.high()), '┤');
                bar.setCharAt(place(row.middle()), 'o');
            }
            return bar.toString();
        }

        /** The ends and zero, as far as they do not run into each other. */
        String ticks() {
            StringBuilder ticks = new StringBuilder(" ".repeat(columns));
            put(ticks, place(0), "0");
            put(ticks, 0, Numbers.number(low));
            String last = Numbers.number(high);
            put(ticks, columns - last.length(), last);
            return ticks.toString().stripTrailing();
        }

        private static void put(StringBuilder line, int at, String text) {
            int end = at + text.length();
            if (at >= 0
                    && end <= line.length()
                    && line.substring(Math.max(0, at - 1), Math.min(line.length(), end + 1))
                            .isBlank()) {
                line.replace(at, end, text);
            }
        }
    }
}
