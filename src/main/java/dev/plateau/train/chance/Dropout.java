package dev.plateau.train.chance;

import dev.plateau.kernel.Matrix;

/**
 * What drops activations between two layers: the masks of DL4J's inverted dropout, to the last bit. One for each layer whose input is dropped; all
 * of a network share a generator, which is seeded at the start of an epoch, and draw from it once a step, first layer first. Allocates
 * nothing after the first step. Not thread-safe.
 */
public final class Dropout {

    private final Nd4jRandom random;
    private final int[] values;
    private final float[] mask;
    private final int threshold;
    private final int kept;

    /**
     * @param probability of an activation to be dropped, in [0, 1)
     * @param random shared, not copied: whoever seeds it decides the masks from then on
     * @param widest the shape of the largest batch, rows by activations; its values are not looked at
     * @throws IllegalArgumentException for any other probability, NaN too
     */
    public Dropout(double probability, Nd4jRandom random, Matrix widest) {
        float retain = (float) (1 - probability);
        if (!(retain > 0 && retain <= 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, got " + probability);
        }
        this.random = random;
        values = new int[Math.multiplyExact(widest.rows(), widest.columns())];
        mask = new float[Math.multiplyExact(widest.rows(), widest.stride())];
        // A value is kept if its upper 23 bits, as a fraction, are below the probability: a comparison of integers,
        // without a branch.
        threshold = (int) Math.ceil(retain * 0x1p23);
        kept = Float.floatToRawIntBits(1 / retain);
    }

    /**
     * Draws the mask of the next step and multiplies activations with it, each by 0 or by 1 / (1 - probability). NaN and infinity stay what
     * they are or, dropped, become NaN.
     *
     * @param activations of a batch, changed in place: at most as many rows as the largest batch, and as many columns
     */
    public void next(Matrix activations) {
        int count = activations.rows() * activations.columns();
        random.values(values, count);
        random.advance(count);
        select(count);
        spread(activations.rows(), activations.columns(), activations.stride());
        apply(activations);
    }

    private void select(int count) {
        for (int i = 0; i < count; i++) {
            values[i] = ((values[i] >>> 9) - threshold) >> 31 & kept;
        }
    }

    /** From rows without padding, as they are counted, to rows with it; padding stays 0. */
    private void spread(int rows, int columns, int stride) {
        for (int row = 0; row < rows; row++) {
            int from = row * columns;
            int to = row * stride;
            for (int column = 0; column < columns; column++) {
                mask[to + column] = Float.intBitsToFloat(values[from + column]);
            }
        }
    }

    /**
     * Multiplies with the mask of the last step: for the errors that come back.
     *
     * @param errors changed in place, in the shape of the activations of that step
     */
    public void apply(Matrix errors) {
        float[] all = errors.values();
        int offset = errors.offset();
        int count = errors.rows() * errors.stride();
        for (int i = 0; i < count; i++) {
            all[offset + i] *= mask[i];
        }
    }
}
