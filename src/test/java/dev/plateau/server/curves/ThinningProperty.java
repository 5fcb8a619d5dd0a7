package dev.plateau.server.curves;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left of made-up columns with gaps, peaks and early ends. */
class ThinningProperty {

    private static final int ROUNDS = 400;

    @Test
    void everyExtremeEndAndGapIsKept() {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Random random = new Random(seed);
            int most = 10 + random.nextInt(60);
            List<List<Double>> columns = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(i -> column(random, 1 + random.nextInt(1_000)))
                    .toList();
            List<Integer> kept = Thinning.kept(columns, most);
            String round = "seed " + seed;
            int length = columns.stream().mapToInt(List::size).max().orElseThrow();
            assertAll(
                    round,
                    () -> assertEquals(new ArrayList<>(new TreeSet<>(kept)), kept, "in order and once"),
                    () -> assertTrue(kept.contains(0) && kept.contains(length - 1), "first and last"),
                    () -> assertEquals(
                            length <= most ? IntStream.range(0, length).boxed().toList() : kept,
                            kept,
                            "short ones whole"),
                    () -> columns.forEach(column -> {
                        assertEquals(extremes(column, everything(column)), extremes(column, kept), "extremes");
                        assertEquals(shape(column, everything(column)), shape(column, kept), "gaps");
                    }),
                    () -> assertTrue(
                            kept.size()
                                    <= most
                                            + columns.stream()
                                                    .mapToInt(ThinningProperty::allowance)
                                                    .sum(),
                            () -> kept.size() + " points instead of " + most));
        }
    }

    @Test
    void noPeakIsLostWhereverItStands() {
        for (int at = 0; at < 5_000; at++) {
            List<Double> flat = new ArrayList<>(Collections.nCopies(5_000, 1.0));
            flat.set(at, 2.0);
            assertTrue(Thinning.kept(List.of(flat), 100).contains(at), "the peak at " + at);
        }
    }

    @Test
    void valuesBeyondTheEndOfAShorterColumnAreLeftOut() {
        assertEquals(List.of("a", "c"), Thinning.at(List.of("a", "b", "c"), List.of(0, 2, 7, 9)));
        assertEquals(List.of("a", "b"), Thinning.at(List.of("a", "b"), List.of(0, 1, 2)));
        assertEquals(List.of(), Thinning.at(List.of(), List.of()));
    }

    private static List<Double> column(Random random, int length) {
        List<Double> column = new ArrayList<>();
        double level = 1;
        for (int i = 0; i < length; i++) {
            level += 0.1 * random.nextGaussian();
            column.add(level);
        }
        for (int gap = random.nextInt(3); gap > 0; gap--) {
            int from = random.nextInt(length);
            int to = Math.min(length, from + 1 + random.nextInt(40));
            for (int i = from; i < to; i++) {
                column.set(i, Double.NaN);
            }
        }
        return column;
    }

    private static List<Integer> everything(List<Double> column) {
        return IntStream.range(0, column.size()).boxed().toList();
    }

    private static List<Double> extremes(List<Double> column, List<Integer> places) {
        DoubleSummaryStatistics all =
                values(column, places).filter(Double::isFinite).summaryStatistics();
        return List.of(all.getMin(), all.getMax());
    }

    /** Whether values are there, one entry for each stretch. */
    private static List<Boolean> shape(List<Double> column, List<Integer> places) {
        List<Boolean> shape = new ArrayList<>();
        values(column, places).mapToObj(Double::isFinite).forEach(there -> {
            if (shape.isEmpty() || !shape.get(shape.size() - 1).equals(there)) {
                shape.add(there);
            }
        });
        return shape;
    }

    private static DoubleStream values(List<Double> column, List<Integer> places) {
        return places.stream().filter(place -> place < column.size()).mapToDouble(column::get);
    }

    /** Points that a column may cost beyond what was asked for: two at each edge of a gap, its end, and a bucket at the least. */
    private static int allowance(List<Double> column) {
        return 2 * shape(column, everything(column)).size() + 3;
    }
}
