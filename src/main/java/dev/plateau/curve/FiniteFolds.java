package dev.plateau.curve;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The folds that can be averaged: those that have a value wherever another fold has one. A fold that diverged has none from
 * some epoch on and is left out, so that it does not cut the others short. An epoch at which no fold has a value (a metric
 * that is not measured every epoch) counts for none.
 *
 * @param used at least one curve, in the order given
 * @param leftOut how many started folds were left out
 */
public record FiniteFolds(List<Curve> used, int leftOut) {

    public FiniteFolds {
        used = List.copyOf(used);
    }

    /**
     * If each fold lacks a value that another has, the one with the most values (the first of several) stands for all.
     *
     * @throws IllegalArgumentException if no fold has a finite value
     */
    public static FiniteFolds of(List<Curve> folds) {
        List<Curve> started = folds.stream().filter(fold -> fold.epochs() > 0).toList();
        Curve fullest = started.stream()
                .filter(fold -> values(fold) > 0)
                .reduce((one, other) -> values(other) > values(one) ? other : one)
                .orElseThrow(
                        () -> new IllegalArgumentException("expected at least one finite value in one of the folds,"
                                + " found none in " + folds.size() + " folds"));
        List<Curve> whole = started.stream()
                .filter(fold -> values(fold) > 0 && isWhole(fold, started))
                .toList();
        List<Curve> used = whole.isEmpty() ? List.of(fullest) : whole;
        return new FiniteFolds(used, started.size() - used.size());
    }

    private static long values(Curve fold) {
        return fold.values().stream().filter(Double::isFinite).count();
    }

    private static boolean isWhole(Curve fold, List<Curve> folds) {
        return IntStream.rangeClosed(1, fold.epochs())
                .filter(epoch -> !Double.isFinite(fold.at(epoch)))
                .noneMatch(epoch -> folds.stream().anyMatch(other -> Double.isFinite(other.at(epoch))));
    }

    /** The last epoch that every fold has reached and has a value at. */
    public int lastEpoch() {
        int last = used.stream().mapToInt(Curve::epochs).min().orElseThrow();
        while (last > 1 && !Double.isFinite(used.get(0).at(last))) {
            last--;
        }
        return last;
    }
}
