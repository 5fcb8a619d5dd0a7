package dev.plateau.nested;

/**
 * What a search decides for.
 *
 * @param trial number of the configuration, from 1
 * @param epoch how many epochs of its training, from 1
 */
public record Choice(int trial, int epoch) {

    /** @throws IllegalArgumentException if one of them is below 1 */
    public Choice {
        if (trial < 1 || epoch < 1) {
            throw new IllegalArgumentException("trial and epoch count from 1, got " + trial + " and " + epoch);
        }
    }
}
