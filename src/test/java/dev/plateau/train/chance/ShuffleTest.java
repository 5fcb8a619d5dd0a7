package dev.plateau.train.chance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleTest {

    private static int[] withJavasRandom(int count, long seed) {
        Random random = new Random(seed);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 42, -1, 0x5DEECE66DL, Long.MAX_VALUE, Long.MIN_VALUE})
    void isTheOrderOfJavasRandom(long seed) {
        for (int count : new int[] {1, 2, 3, 64, 65, 1437, 100_000}) {
            int[] order = new int[count];
            Shuffle.fill(order, seed);
            assertArrayEquals(withJavasRandom(count, seed), order);
            Shuffle.fill(order, seed);
            assertArrayEquals(withJavasRandom(count, seed), order, "from another order");
        }
    }

    /** A draw below b is repeated once in 2^32 / b times on average: about 30 times in half a million rows. */
    @Test
    void drawsAgainWhereJavasRandomDoes() {
        int count = 500_000;
        int again = 0;
        Random random = new Random(9);
        for (int i = 0; i < count; i++) {
            int bits = random.nextInt() >>> 1;
            again += bits - bits % (i + 1) + i < 0 ? 1 : 0;
        }
        assertTrue(again > 10, again + " draws are repeated: too few to see one that is not");
        int[] order = new int[count];
        Shuffle.fill(order, 9);
        assertArrayEquals(withJavasRandom(count, 9), order);
    }
}
