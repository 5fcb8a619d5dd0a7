package dev.plateau.train.chance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares with ND4J itself, bit for bit. */
class Nd4jRandomTest {

    /** Below, at and above the length of one pass over the indices, and counts that fill no vector. */
    private static final int[] COUNTS = {1, 2, 3, 7, 64, 1023, 1024, 1025, 5000};

    private static float[] nd4j(int count) {
        INDArray array = Nd4j.create(DataType.FLOAT, count);
        Nd4j.rand(array, Nd4j.getDistributions().createUniform(0, 1));
        return array.toFloatVector();
    }

    private static float[] uniform(Nd4jRandom random, int count) {
        int[] values = new int[count];
        random.values(values, count);
        random.advance(count);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Nd4jRandom.uniform(values[i]);
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                1,
                42,
                -1,
                -7_000_000_000L,
                1L << 32,
                0xdeadbeefL,
                0x123456789abcdefL,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void hasTheNumbersAndTheStatesOfNd4j(long seed) {
        Nd4jRandom random = new Nd4jRandom(seed);
        Nd4j.getRandom().setSeed(seed);
        assertEquals(Nd4j.getRandom().nodeState(), random.state());
        for (int count : COUNTS) {
            assertArrayEquals(nd4j(count), uniform(random, count), "of " + count);
            assertEquals(Nd4j.getRandom().nodeState(), random.state(), "after " + count);
        }
    }

    @Test
    void replacesAStateOfZeroAsNd4jDoes() {
        long seed = 0xdeadbeef;
        Nd4jRandom random = new Nd4jRandom(seed);
        Nd4j.getRandom().setSeed(seed);
        assertEquals(Nd4j.getRandom().nodeState(), random.state());
        assertArrayEquals(nd4j(50), uniform(random, 50));
    }

    @Test
    void takesTheSeedZeroAsASeedThoughNd4jTakesTheClock() {
        float[] first = uniform(new Nd4jRandom(0), 50);
        assertArrayEquals(first, uniform(new Nd4jRandom(0), 50));
        assertNotEquals(first[0], first[1]);
        Nd4j.getRandom().setSeed(0);
        assertNotEquals(0, Nd4j.getRandom().rootState(), "ND4J takes a seed of 0 now: so may this");
    }

    @Test
    void forgetsWhatItDrewWhenItIsSeededAgain() {
        Nd4jRandom random = new Nd4jRandom(3);
        float[] first = uniform(random, 9);
        uniform(random, 40);
        random.seed(3);
        assertArrayEquals(first, uniform(random, 9));
    }
}
