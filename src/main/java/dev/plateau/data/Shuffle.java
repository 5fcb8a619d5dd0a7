package dev.plateau.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random orders that depend on a seed and a repeat alone. Uses {@link Random}, whose numbers the Java platform specifies, and
 * a shuffle of its own, so that every version of Java gives the same folds.
 */
final class Shuffle {

    /** 2^64 / golden ratio: SplitMix64's increment (Steele, Lea & Flood 2014), which keeps neighbouring seeds apart. */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final Random random;

    Shuffle(long seed, int repeat) {
        this.random = new Random(mixed(seed + (repeat + 1) * GOLDEN_GAMMA));
    }

    /** For the rows of one fold of a repeat; another stream for every fold, and another one than the repeat's own. */
    Shuffle(long seed, int repeat, int fold) {
        this.random = new Random(mixed(mixed(seed + (repeat + 1) * GOLDEN_GAMMA) + (fold + 1) * GOLDEN_GAMMA));
    }

    /** The numbers from 0 to count - 1, each order equally likely (Fisher and Yates). */
    List<Integer> order(int count) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        for (int i = count - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }

    /** SplitMix64's finaliser: every bit of the seed decides every bit of the result. */
    private static long mixed(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
