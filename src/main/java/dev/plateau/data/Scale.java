package dev.plateau.data;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * How one column is scaled and its gaps are filled: {@code ((x is missing ? fill : x) - mean) / deviation}.
 *
 * @param deviation above 0
 */
record Scale(double mean, double deviation, double fill) {

    Scale {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException("deviation must be above 0, got " + deviation);
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

    float apply(double x) {
        return (float) (((Double.isNaN(x) ? fill : x) - mean) / deviation);
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
