package dev.plateau.store.track;

/** Which epoch a step stands for: steps that begin at 1 or later are epochs; others are counted on from the first one, which is epoch 1. */
final class Epochs {

    /** The last epoch that a curve may have. */
    static final int LAST = 1_000_000;

    private Epochs() {}

    /** @return from 1; 0 for a step that no curve shows */
    static int of(long step, long firstStep) {
        long epoch = firstStep >= 1 ? step : step - firstStep + 1; // wraps only far outside of the bounds
        return epoch >= 1 && epoch <= LAST ? (int) epoch : 0;
    }
}
