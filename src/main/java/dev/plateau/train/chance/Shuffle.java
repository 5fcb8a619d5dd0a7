package dev.plateau.train.chance;

/**
 * The order of rows in an epoch, that of the trainer on Deeplearning4j: of {@link java.util.Random}, whose algorithm is specified, without the
 * atomic state that costs it three quarters of its time.
 */
final class Shuffle {

    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long INCREMENT = 0xBL;
    private static final long MASK = (1L << 48) - 1;

    private Shuffle() {}

    /**
     * Fills an array with the numbers from 0 up in an order of its own for each seed (Knuth, The Art of Computer Programming, volume 2,
     * algorithm P), whatever was in it. The number i changes places with the one that {@code new Random(seed)} gives at its call of
     * {@code nextInt(i + 1)}.
     */
    static void fill(int[] order, long seed) {
        long state = (seed ^ MULTIPLIER) & MASK;
        for (int i = 0; i < order.length; i++) {
            int bound = i + 1;
            int bits;
            int place;
            do {
                state = (state * MULTIPLIER + INCREMENT) & MASK;
                bits = (int) (state >>> 17);
                place = bits % bound;
                // Above the last whole multiple of the bound numbers would be more often small than large.
            } while (bits - place + i < 0);
            if ((bound & i) == 0) {
                place = (int) (((long) bound * bits) >>> 31);
            }
            order[i] = order[place];
            order[place] = i;
        }
    }
}
