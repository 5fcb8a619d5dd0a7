package dev.plateau.train.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Cases in which every pair of values of two factors occurs: greedy, the best of some random candidates at a time. */
final class Pairs {

    private static final int CANDIDATES = 60;

    private Pairs() {}

    /**
     * @param values how many each factor has
     * @return a value's index for each factor, by case
     */
    static List<int[]> of(int... values) {
        Random random = new Random(1);
        Set<List<Integer>> left = new HashSet<>();
        for (int a = 0; a < values.length; a++) {
            for (int b = a + 1; b < values.length; b++) {
                for (int i = 0; i < values[a]; i++) {
                    for (int j = 0; j < values[b]; j++) {
                        left.add(List.of(a, i, b, j));
                    }
                }
            }
        }
        List<int[]> cases = new ArrayList<>();
        while (!left.isEmpty()) {
            int[] best = best(values, left, random);
            left.removeAll(pairs(best));
            cases.add(best);
        }
        return cases;
    }

    private static int[] best(int[] values, Set<List<Integer>> left, Random random) {
        // Each candidate holds a pair that is left, so that every case is one pair further.
        List<Integer> wanted = left.iterator().next();
        int[] best = {};
        long most = -1;
        for (int i = 0; i < CANDIDATES; i++) {
            int[] candidate =
                    Arrays.stream(values).map(count -> random.nextInt(count)).toArray();
            candidate[wanted.get(0)] = wanted.get(1);
            candidate[wanted.get(2)] = wanted.get(3);
            long covered = pairs(candidate).stream().filter(left::contains).count();
            if (covered > most) {
                most = covered;
                best = candidate;
            }
        }
        return best;
    }

    private static Set<List<Integer>> pairs(int[] chosen) {
        Set<List<Integer>> pairs = new HashSet<>();
        for (int a = 0; a < chosen.length; a++) {
            for (int b = a + 1; b < chosen.length; b++) {
                pairs.add(List.of(a, chosen[a], b, chosen[b]));
            }
        }
        return pairs;
    }
}
