package dev.plateau.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction for many tests: with adjusted p values at most alpha counted as found, the chance of any false
 * finding is at most alpha, however the tests depend on each other. Holm, A simple sequentially rejective multiple test
 * procedure, Scandinavian Journal of Statistics 6 (1979).
 */
public final class Holm {

    private Holm() {}

    /**
     * The adjusted p values in the order given: {@code max over j <= i of min(1, (m - j + 1) p_(j))} for the i-th smallest of m.
     *
     * @throws IllegalArgumentException if a p value is not in [0, 1]
     */
    public static List<Double> adjusted(List<Double> values) {
        List<Integer> order = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparing(values::get))
                .toList();
        List<Double> adjusted = new ArrayList<>(Collections.nCopies(values.size(), 1.0));
        double most = 0;
        for (int i = 0; i < order.size(); i++) {
            double p = values.get(order.get(i));
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("expected p values in [0, 1], got " + p);
            }
            most = Math.max(most, Math.min(1, (order.size() - i) * p));
            adjusted.set(order.get(i), most);
        }
        return List.copyOf(adjusted);
    }
}
