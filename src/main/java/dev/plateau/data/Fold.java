package dev.plateau.data;

import java.util.List;

/**
 * One split of a data set: the rows to train on and the rows to validate on, none in both.
 *
 * @param repeat from 0
 * @param fold from 0
 */
public record Fold(int repeat, int fold, List<Integer> training, List<Integer> validation) {

    public Fold {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }
}
