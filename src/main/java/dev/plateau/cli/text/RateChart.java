package dev.plateau.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Losses over learning rates on a log scale, drawn like a {@link Chart}.
 *
 * @param lines losses at rates that grow by the same factor from {@code min} to {@code max}; the first is drawn over the others
 * @param marked a range of rates to point out under the axis
 */
public record RateChart(List<Chart.Line> lines, double min, double max, Optional<Span> marked) {

    private static final int HEIGHT = 12; // rows, as a Chart has
    private static final int MOST_COLUMNS = 100;
    private static final int LEAST_COLUMNS = 10;

    public RateChart {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || !(min > 0 && max > min)) {
            throw new IllegalArgumentException(
                    "expected lines and 0 < min < max, got " + lines.size() + ", " + min + ", " + max);
        }
    }

    /** From a rate to another. */
    public record Span(double low, double high) {}

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
            dots.draw(lines.get(i), axis.get(), lines.get(i).values().size());
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
        marked.ifPresent(span -> drawn.add(indent + pointer(span, columns)));
        drawn.add(indent + legend(terminal, axis.get()));
        return drawn;
    }

    /** The powers of ten, each where it lies, left out where it would run into the one before or out of the chart. */
    private String ticks(int columns) {
        StringBuilder ticks = new StringBuilder();
        int last = (int) Math.floor(Math.log10(max) + 1e-9);
        for (int power = (int) Math.ceil(Math.log10(min) - 1e-9); power <= last; power++) {
            String tick = power >= -1 && power <= 3 ? (power < 0 ? "0.1" : "1" + "0".repeat(power)) : "1e" + power;
            int at = Math.min(column(Math.pow(10, power), columns), columns - tick.length());
            if (ticks.isEmpty() ? at >= 0 : at > ticks.length()) {
                ticks.append(" ".repeat(at - ticks.length())).append(tick);
            }
        }
        return ticks.toString();
    }

    private String pointer(Span span, int columns) {
        int low = column(span.low(), columns);
        int high = column(span.high(), columns);
        return " ".repeat(low) + (low == high ? "┤" : "├" + "─".repeat(high - low - 1) + "┤");
    }

    private int column(double rate, int columns) {
        double place = Math.log(rate / min) / Math.log(max / min);
        return (int) Math.round(Math.max(0, Math.min(1, place)) * (columns - 1));
    }

    private String legend(Terminal terminal, Axis axis) {
        String names = lines.stream()
                .map(line -> terminal.colored(line.color(), line.name())
                        + (line.stroke() == Chart.Stroke.SOLID ? " (line)" : " (dotted)"))
                .collect(Collectors.joining(", "));
        return names + " over learning rates" + (axis.logarithmic() ? ", both log scale" : ", log scale")
                + (marked.isPresent() ? "; ├─┤ rates to search" : "");
    }
}
