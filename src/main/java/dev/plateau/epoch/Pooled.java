package dev.plateau.epoch;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FiniteFolds;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The folds that count, side by side over the epochs that all of them have a value at, signs turned so that less is better.
 * Arrays are indexed by place: place i is epoch {@code epochs[i]}.
 */
final class Pooled {

    final FiniteFolds finite;
    final int[] epochs;

    /** By fold, then place. */
    final double[][] folds;

    final double[] mean;

    /** {@link Smoothing#local} of each fold; its mean over folds is that of {@link #mean}, as smoothing is linear. */
    final double[][] smoothFolds;

    final double[] smooth;

    final Smoothing smoothing;

    private Pooled(FiniteFolds finite, int[] epochs, double[][] folds, double[][] smoothFolds, Smoothing smoothing) {
        this.finite = finite;
        this.epochs = epochs;
        this.folds = folds;
        this.mean = mean(folds);
        this.smoothing = smoothing;
        this.smoothFolds = smoothFolds;
        this.smooth = mean(smoothFolds);
    }

    /** @throws IllegalArgumentException if no fold has a finite value */
    static Pooled of(FoldCurves curves) {
        FiniteFolds finite = FiniteFolds.of(curves.validation());
        Curve first = finite.used().get(0);
        int[] epochs = IntStream.rangeClosed(1, finite.lastEpoch())
                .filter(epoch -> Double.isFinite(first.at(epoch)))
                .toArray();
        double sign = curves.goal() == Goal.MINIMIZE ? 1 : -1;
        double[][] folds =
                finite.used().stream().map(fold -> values(fold, epochs, sign)).toArray(double[][]::new);
        Smoothing smoothing = new Smoothing(epochs);
        double[][] smooth = Arrays.stream(folds).map(smoothing::local).toArray(double[][]::new);
        return new Pooled(finite, epochs, folds, smooth, smoothing);
    }

    /** The same without one of at least two folds. */
    Pooled without(int fold) {
        return new Pooled(finite, epochs, others(folds, fold), others(smoothFolds, fold), smoothing);
    }

    private static double[][] others(double[][] rows, int left) {
        return IntStream.range(0, rows.length)
                .filter(i -> i != left)
                .mapToObj(i -> rows[i])
                .toArray(double[][]::new);
    }

    private static double[] values(Curve fold, int[] epochs, double sign) {
        return Arrays.stream(epochs).mapToDouble(epoch -> sign * fold.at(epoch)).toArray();
    }

    /** Mean over folds of a metric on the rows trained on, at the same places; empty if any value is missing. */
    double[] trainingMean(FoldCurves curves) {
        List<Curve> training = curves.training().stream()
                .filter(curve -> finite.used().stream()
                        .anyMatch(used -> used.repeat() == curve.repeat() && used.fold() == curve.fold()))
                .toList();
        if (training.isEmpty()) {
            return new double[0];
        }
        double sign = curves.goal() == Goal.MINIMIZE ? 1 : -1;
        double[] means =
                mean(training.stream().map(fold -> values(fold, epochs, sign)).toArray(double[][]::new));
        return Arrays.stream(means).allMatch(Double::isFinite) ? means : new double[0];
    }

    /** The first place at an epoch or, where that was not measured, after it; the last place if there is none. */
    int atLeast(long epoch) {
        int place = Arrays.binarySearch(epochs, (int) epoch);
        return place >= 0 ? place : Math.min(-place - 1, epochs.length - 1);
    }

    int count() {
        return folds.length;
    }

    static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= rows.length;
        }
        return mean;
    }

    /** The first place of the least value, of values equal up to rounding; the last place if the sums overflowed. */
    static int best(double[] values) {
        double least = Arrays.stream(values).min().orElseThrow();
        double most = Double.isInfinite(least) ? least : least + ROUNDING * Math.abs(least);
        int place = 0;
        while (place < values.length - 1 && !(values[place] <= most)) {
            place++;
        }
        return place;
    }

    /** Relative: sums of equal numbers in windows of different sizes differ by about 1e-15. */
    static final double ROUNDING = 1e-12;
}
