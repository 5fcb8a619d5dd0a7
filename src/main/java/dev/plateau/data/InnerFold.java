package dev.plateau.data;

/**
 * A split of the training rows of an outer fold, to choose on without the rows that the outer fold validates.
 *
 * @param outer number of the outer fold, from 0, in the same repeat
 * @param fold numbered on after all outer folds of its repeat, so that repeat and number name one fold of either kind
 */
public record InnerFold(int outer, Fold fold) {

    /** @throws IllegalArgumentException if the number is one of an outer fold's */
    public InnerFold {
        if (!(0 <= outer && outer < fold.fold())) {
            throw new IllegalArgumentException(
                    "an inner fold is numbered after its outer fold, found " + fold.fold() + " in " + outer);
        }
    }
}
