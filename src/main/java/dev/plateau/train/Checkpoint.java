package dev.plateau.train;

/** The state of a training after an epoch, opaque but for the epoch. Holds its bytes without copying: do not write to them. */
public final class Checkpoint {

    private final int epoch;
    private final byte[] state;

    public Checkpoint(int epoch, byte[] state) {
        this.epoch = epoch;
        this.state = state;
    }

    /** Completed epochs, from 1. */
    public int epoch() {
        return epoch;
    }

    public byte[] state() {
        return state;
    }
}
