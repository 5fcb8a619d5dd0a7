package dev.plateau.cli.text;

/**
 * Estimates with their intervals as bars on one log axis: {@code ├──●────┤}.
 *
 * @param least the left end, above 0
 * @param most the right end
 * @param columns how wide a bar may be, at least 2
 */
public record IntervalBars(double least, double most, int columns) {

    /** @throws IllegalArgumentException unless 0 < least <= most and there are two columns */
    public IntervalBars {
        if (!(least > 0 && least <= most) || columns < 2) {
            throw new IllegalArgumentException(
                    "expected 0 < least <= most and 2 columns, got " + least + ", " + most + ", " + columns);
        }
    }

    /**
     * One bar.
     *
     * @param low NaN, as high, for a point without interval
     * @param high infinite for a bar that goes on beyond the axis, which ends in {@code >}
     */
    public String bar(double low, double value, double high) {
        StringBuilder bar = new StringBuilder(" ".repeat(columns));
        if (low <= high) {
            for (int i = column(low); i <= column(high); i++) {
                bar.setCharAt(i, '─');
            }
            bar.setCharAt(column(low), '├');
            bar.setCharAt(column(high), Double.isInfinite(high) ? '>' : '┤');
        }
        bar.setCharAt(column(value), '●');
        return bar.toString().stripTrailing();
    }

    private int column(double value) {
        double place = least == most ? 0.5 : Math.log(value / least) / Math.log(most / least);
        return (int) Math.round(Math.max(0, Math.min(1, place)) * (columns - 1));
    }
}
