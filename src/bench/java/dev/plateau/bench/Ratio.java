package dev.plateau.bench;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * How many times as much one thing takes as another, or gives, both measured in turns.
 *
 * @param name as the file of bounds has it
 * @param above what is divided; each call measures once
 * @param below what it is divided by
 * @param rounds of which the median counts, at least 1; one more before them warms up
 */
record Ratio(String name, DoubleSupplier above, DoubleSupplier below, int rounds) {

    Ratio {
        if (rounds < 1) {
            throw new IllegalArgumentException(name + ": expected at least 1 round, found " + rounds);
        }
    }

    /** The median of the ratios of all rounds, of two middle ones the larger. */
    double measure() {
        List<Double> ratios = IntStream.rangeClosed(0, rounds)
                .mapToObj(round -> above.getAsDouble() / below.getAsDouble())
                .skip(1)
                .sorted()
                .toList();
        return ratios.get(rounds / 2);
    }
}
