package dev.plateau.data;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * How one column is scaled and its gaps are filled: {@code ((x is missing ? fill : x) - mean) / deviation}. All three are finite.
 *
 * @param deviation above 0
 */
public record Scale(double mean, double deviation, double fill) {

    /** What leaves a value as it is. */
    public static final Scale NONE = new Scale(0, 1, 0);

    public Scale {
        if (!(deviation > 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException("deviation must be above 0 and finite, got " + deviation);
        }
        if (!Double.isFinite(mean) || !Double.isFinite(fill)) {
            throw new IllegalArgumentException("mean and fill must be finite, got " + mean + " and " + fill);
        }
    }

    /**
     * Learns from the present values of some rows, in the order of the list, in double precision: {@code mean = sum(x) / n},
     * {@code deviation = sqrt(sum((x - mean)^2) / n)} (the population's; in two passes), fill = mean. Equal values have
     * deviation 1 and themselves as mean: their sum may be off by a last bit, and dividing by that would blow it up.
     *
     * @throws ArithmeticException if none of the rows has a value
     */
    static Scale learn(IntToDoubleFunction column, List<Integer> rows) {
        double[] present = rows.stream()
                .mapToDouble(row -> column.applyAsDouble(row))
                .filter(x -> !Double.isNaN(x))
                .toArray();
        if (present.length == 0) {
            throw new ArithmeticException("no values to learn a scale from");
        }
        double mean = mean(present);
        double squares = 0;
        boolean constant = true;
        for (double x : present) {
            squares += (x - mean) * (x - mean);
            constant &= x == present[0];
        }
        double deviation = Math.sqrt(squares / present.length);
        double centre = constant ? present[0] : mean;
        return new Scale(centre, constant || deviation == 0 ? 1 : deviation, centre);
    }

    /** The same fill, but values stay as they are. */
    Scale unscaled() {
        return new Scale(0, 1, fill);
    }

    /** The scaled value, the fill's for NaN. */
    float apply(double x) {
        return (float) (((Double.isNaN(x) ? fill : x) - mean) / deviation);
    }

    /** The value of the column that a scaled one stands for. */
    public double undo(float scaled) {
        return mean + deviation * scaled;
    }

    /** In list order: a stream's sum compensates, and how is not specified. */
    private static double mean(double[] values) {
        double sum = 0;
        for (double x : values) {
            sum += x;
        }
        return sum / values.length;
    }
}
