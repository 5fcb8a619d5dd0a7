package dev.plateau.server.curves;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which points of long columns to draw, so that the drawing looks as if all were there: the first, the last, the smallest and the
 * largest of every column in each of equal buckets, and where values are missing, the edges of every gap and a point inside it.
 *
 * <p>Largest-triangle-three-buckets (Steinarsson 2013) is refused: it keeps the look of a line and loses single peaks, which here are
 * what somebody is looking for.
 */
final class Thinning {

    private Thinning() {}

    /**
     * The indices to keep, in order.
     *
     * @param columns which belong to the same places; a shorter one has nothing to say beyond its end. NaN where a value is missing
     * @param most points, at least 2; three more for each gap, two more for each end of a shorter column, and never fewer than the extremes of one bucket
     */
    static List<Integer> kept(List<List<Double>> columns, int most) {
        int length = columns.stream().mapToInt(List::size).max().orElse(0);
        TreeSet<Integer> kept = new TreeSet<>();
        if (length <= most) {
            for (int i = 0; i < length; i++) {
                kept.add(i);
            }
            return List.copyOf(kept);
        }
        kept.add(0);
        kept.add(length - 1);
        int buckets = Math.max(1, (most - 2) / (2 * columns.size()));
        for (List<Double> column : columns) {
            for (int bucket = 0; bucket < buckets; bucket++) {
                extremes(column, start(bucket, buckets, length), start(bucket + 1, buckets, length), kept);
            }
            gaps(column, kept);
        }
        return new ArrayList<>(kept);
    }

    private static int start(int bucket, int buckets, int length) {
        return (int) ((long) bucket * length / buckets);
    }

    private static void extremes(List<Double> column, int from, int to, Set<Integer> kept) {
        int least = -1;
        int greatest = -1;
        for (int i = from; i < Math.min(to, column.size()); i++) {
            double value = column.get(i);
            if (Double.isFinite(value)) {
                least = least < 0 || value < column.get(least) ? i : least;
                greatest = greatest < 0 || value > column.get(greatest) ? i : greatest;
            }
        }
        if (least >= 0) {
            kept.add(least);
            kept.add(greatest);
        }
    }

    /** The last point before a gap, its first, and the first point after it: also where the column ends. */
    private static void gaps(List<Double> column, Set<Integer> kept) {
        for (int i = 0; i < column.size(); i++) {
            boolean here = Double.isFinite(column.get(i));
            boolean before = i == 0 || Double.isFinite(column.get(i - 1));
            if (here != before) {
                kept.add(Math.max(0, i - 1));
                kept.add(i);
            }
        }
        if (!column.isEmpty()) {
            kept.add(column.size() - 1);
        }
    }

    /** The values of a column at some places, those beyond its end left out. */
    static <T> List<T> at(List<T> column, List<Integer> places) {
        boolean all = !places.isEmpty()
                && places.size() >= column.size()
                && places.get(places.size() - 1) == places.size() - 1;
        return all
                ? column
                : places.stream()
                        .filter(place -> place < column.size())
                        .map(column::get)
                        .toList();
    }
}
