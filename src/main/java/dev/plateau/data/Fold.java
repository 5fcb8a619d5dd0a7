package dev.plateau.data;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One split of a data set: the rows to train on and the rows to validate on, none in both.
 *
 * @param repeat from 0
 * @param fold from 0
 * @param training row numbers from 0, at least one
 * @param validation row numbers from 0; empty only where everything is trained on, see {@link #all}
 */
public record Fold(int repeat, int fold, List<Integer> training, List<Integer> validation) {

    /** @throws IllegalArgumentException if there are no training rows, or a row is in both lists */
    public Fold {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        if (training.isEmpty()) {
            throw new IllegalArgumentException("fold " + fold + " of repeat " + repeat + " has no training rows");
        }
        BitSet trained = new BitSet();
        training.forEach(trained::set);
        validation.stream().filter(trained::get).findFirst().ifPresent(row -> {
            throw new IllegalArgumentException(
                    "row " + row + " is in the training and the validation rows of one fold");
        });
    }

    /**
     * No split at all: every row to train on, none to validate on. For the final model, whose configuration is chosen.
     *
     * @param rows of the data set, at least 1
     */
    public static Fold all(int rows) {
        return new Fold(0, 0, IntStream.range(0, rows).boxed().toList(), List.of());
    }
}
