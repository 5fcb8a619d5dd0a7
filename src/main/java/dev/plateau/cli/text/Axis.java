package dev.plateau.cli.text;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The vertical axis: from values to a place in [0, 1], 0 at the bottom. */
record Axis(double low, double high, boolean logarithmic) {

    /** Above this ratio of largest to smallest the interesting end of a loss would lie flat on the axis. */
    private static final double LOG_FROM = 20;

    /** The axis of some values; empty if none is finite. */
    static Optional<Axis> of(List<Double> values) {
        DoubleSummaryStatistics finite =
                values.stream().filter(Double::isFinite).collect(Collectors.summarizingDouble(Double::doubleValue));
        if (finite.getCount() == 0) {
            return Optional.empty();
        }
        double low = finite.getMin();
        double high = finite.getMax();
        return Optional.of(new Axis(low, high, low > 0 && high / low > LOG_FROM));
    }

    /** Where a value lies; the middle if all values are equal. */
    double place(double value) {
        if (low == high) {
            return 0.5;
        }
        return logarithmic
                ? Math.log(value / low) / Math.log(high / low)
                : Math.max(0, Math.min(1, (value - low) / (high - low)));
    }

    private double value(double place) {
        return logarithmic ? low * Math.pow(high / low, place) : low + place * (high - low);
    }

    /** A label a row, top first: the ends and the middle, empty between. */
    List<String> labels(int rows) {
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            boolean labelled = low == high ? row == rows / 2 : row == 0 || row == rows / 2 || row == rows - 1;
            labels.add(labelled ? Numbers.number(value(1 - (double) row / (rows - 1))) : "");
        }
        return labels;
    }
}
