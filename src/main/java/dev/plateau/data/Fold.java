package dev.plateau.data;

import java.util.BitSet;
import java.util.List;

/**
 * One split of a data set: the rows to train on and the rows to validate on, none in both.
 *
 * @param repeat from 0
 * @param fold from 0
 * @param training row numbers from 0, at least one
 * @param validation row numbers from 0, at least one
 */
public record Fold(int repeat, int fold, List<Integer> training, List<Integer> validation) {

    /** @throws IllegalArgumentException if one of the lists is empty, or a row is in both */
    public Fold {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        if (training.isEmpty() || validation.isEmpty()) {
            throw new IllegalArgumentException("fold " + fold + " of repeat " + repeat + " has no "
                    + (training.isEmpty() ? "training" : "validation") + " rows");
        }
        BitSet trained = new BitSet();
        training.forEach(trained::set);
        validation.stream().filter(trained::get).findFirst().ifPresent(row -> {
            throw new IllegalArgumentException(
                    "row " + row + " is in the training and the validation rows of one fold");
        });
    }
}
