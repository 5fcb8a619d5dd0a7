package dev.plateau.train.chance;

/**
 * The generator of random numbers of ND4J 1.0.0-M2.1 on a CPU, without ND4J. It has no sequence but a function from index to value,
 * which each operation evaluates from 0 on, and a state that moves when an operation is done. Not thread-safe.
 *
 * <p>Only the low halves of the state and the index reach a value, so values are arithmetic of 32 bits, modulo 2^32.
 */
public final class Nd4jRandom {

    /** Joined with a seed, and with the length of an operation, to get the next state. */
    private static final int SALT = 0xdeadbeef;

    /** The second half of the state where a seed would make it 0. */
    private static final long NEVER_ZERO = 1298567341;

    /** Added to a state before it is multiplied with an index: for the second half, and for the first one. */
    private static final int SECOND_SHIFT = 24243287;

    private static final int FIRST_SHIFT = 723829;
    private static final int GOLDEN = 0x9E3779BB;

    private int first;
    private long second;

    /** As ND4J counts them, from 2; read from an array since the compiler makes vectors of loads but not of a loop's counter. */
    private int[] indices = new int[0];

    /** @param seed any, as {@link #seed} takes it */
    public Nd4jRandom(long seed) {
        seed(seed);
    }

    /**
     * Starts again, whatever was drawn: as {@code Nd4j.getRandom().setSeed(seed)}, but for the seed 0, for which ND4J takes the clock; here it is
     * a seed as any other.
     */
    public void seed(long seed) {
        first = (int) seed;
        second = (seed ^ SALT) == 0 ? NEVER_ZERO : seed ^ SALT;
    }

    /**
     * The values of the indices from 0 up to {@code count}, 32 random bits each; {@link #uniform} makes a number of one. The state stays. Allocates
     * when a count is the largest so far.
     */
    void values(int[] into, int count) {
        if (indices.length < count) {
            indices = ascending(count);
        }
        int[] at = indices;
        int low = first;
        int high = (int) second;
        int factor = high + SECOND_SHIFT;
        for (int i = 0; i < count; i++) {
            int one = low | at[i] * factor;
            int other = high ^ at[i] * (one + FIRST_SHIFT);
            int mixed = (one ^ other) * GOLDEN;
            into[i] = (mixed << 5 | mixed >>> 27) * 5;
        }
    }

    private static int[] ascending(int count) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = i + 2;
        }
        return indices;
    }

    /** What an operation on so many elements does to the state when it is done. */
    void advance(int count) {
        int low = (int) second;
        int high = (int) (second >>> 32) ^ low;
        long nextLow = Integer.toUnsignedLong(Integer.rotateLeft(low, 26) ^ high ^ high << 9);
        long nextHigh = Integer.rotateLeft(high, 13);
        second = (nextHigh << 32 | nextLow) ^ count ^ Integer.toUnsignedLong(SALT);
    }

    /** The half of the state that moves. */
    long state() {
        return second;
    }

    /** A value as a number in [0, 1), a multiple of 2^-23. */
    static float uniform(int value) {
        return (value >>> 9) * 0x1p-23f;
    }
}
