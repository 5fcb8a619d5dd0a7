package dev.plateau.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lines over epochs, drawn with dots of braille (2 x 4 to a sign) or, without Unicode, with {@code *} and {@code .}
 *
 * @param lines drawn in this order, the first over the others
 * @param mark the epoch to point out under the axis
 */
public record Chart(List<Line> lines, Optional<Mark> mark) {

    private static final int HEIGHT =
            12; // rows: the steep start and the flat end both show, and it leaves room for a table
    private static final int MOST_COLUMNS = 100; // a curve of 40 epochs gains nothing from more
    private static final int LEAST_COLUMNS = 10;

    public Chart {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a chart without lines");
        }
    }

    /** How a line is told from another without colours. */
    public enum Stroke {
        SOLID,
        DOTTED
    }

    /** @param values at epoch 1, 2, ...; those that are not finite leave a gap */
    public record Line(String name, List<Double> values, Stroke stroke, Color color) {

        public Line {
            values = List.copyOf(values);
        }
    }

    /** An epoch and its interval. */
    public record Mark(int epoch, int low, int high) {}

    /** The chart with its axes and a legend; no lines if there is not one finite value. */
    public List<String> draw(Terminal terminal) {
        Optional<Axis> axis =
                Axis.of(lines.stream().flatMap(line -> line.values().stream()).toList());
        if (axis.isEmpty()) {
            return List.of();
        }
        List<String> labels = axis.get().labels(HEIGHT);
        int margin = labels.stream().mapToInt(String::length).max().orElse(0);
        int columns = Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, terminal.textWidth() - margin - 3));
        Dots dots = new Dots(columns, HEIGHT, terminal.abilities().unicode());
        for (int i = lines.size() - 1; i >= 0; i--) {
            dots.draw(lines.get(i), axis.get(), epochs());
        }
        List<String> drawn = new ArrayList<>();
        for (int row = 0; row < HEIGHT; row++) {
            String label = labels.get(row);
            drawn.add(" ".repeat(margin - label.length())
                    + label
                    + (label.isEmpty() ? " │" : " ┤")
                    + dots.row(row, terminal));
        }
        String indent = " ".repeat(margin + 2);
        drawn.add(" ".repeat(margin) + " └" + "─".repeat(columns));
        drawn.add(indent + ticks(columns));
        mark.ifPresent(m -> drawn.add(indent + pointer(m, columns)));
        drawn.add(indent + legend(terminal, axis.get()));
        return drawn;
    }

    private int epochs() {
        return lines.stream().mapToInt(line -> line.values().size()).max().orElse(1);
    }

    /** The first and the last epoch at the ends of the axis. */
    private String ticks(int columns) {
        String last = String.valueOf(epochs());
        String first = "1";
        return epochs() == 1 ? first : first + " ".repeat(columns - first.length() - last.length()) + last;
    }

    private String pointer(Mark shown, int columns) {
        int at = column(shown.epoch(), columns);
        int low = column(shown.low(), columns);
        int high = column(shown.high(), columns);
        StringBuilder pointer = new StringBuilder(" ".repeat(columns));
        for (int i = low; i <= high; i++) {
            pointer.setCharAt(i, '─');
        }
        if (low < at) {
            pointer.setCharAt(low, '├');
        }
        if (high > at) {
            pointer.setCharAt(high, '┤');
        }
        pointer.setCharAt(at, '▲');
        return pointer.toString().stripTrailing();
    }

    private int column(int epoch, int columns) {
        int last = epochs();
        return last == 1 ? 0 : Math.round((float) (Math.min(epoch, last) - 1) / (last - 1) * (columns - 1));
    }

    private String legend(Terminal terminal, Axis axis) {
        String names = lines.stream()
                .map(line -> terminal.colored(line.color(), line.name())
                        + (line.stroke() == Stroke.SOLID ? " (line)" : " (dotted)"))
                .collect(Collectors.joining(", "));
        String pointed = mark.map(
                        m -> "; ▲ epoch " + m.epoch() + (m.low() < m.high() ? ", " + m.low() + "–" + m.high() : ""))
                .orElse("");
        return names + " over epochs" + (axis.logarithmic() ? ", log scale" : "") + pointed;
    }
}
