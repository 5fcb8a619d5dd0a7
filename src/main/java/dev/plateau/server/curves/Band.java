package dev.plateau.server.curves;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric over the folds, at each epoch over those that reached it. NaN if one of them has no finite value there.
 *
 * @param mean of the folds
 * @param error standard error of the mean, NaN for one fold
 * @param sd standard deviation of the folds with the divisor n - 1, NaN for one fold
 * @param min smallest fold, {@code max} the largest
 * @param count how many folds reached the epoch
 * @param folds their own values; null unless somebody asks for them
 */
record Band(
        List<Double> mean,
        List<Double> error,
        List<Double> sd,
        List<Double> min,
        List<Double> max,
        List<Integer> count,
        @Nullable List<Fold> folds) {

    /** One run's values. */
    record Fold(int repeat, int fold, List<Double> values) {}

    static Band of(List<Curve> curves) {
        int epochs = curves.stream().mapToInt(Curve::epochs).max().orElse(0);
        Band band = new Band(
                new ArrayList<>(epochs),
                new ArrayList<>(epochs),
                new ArrayList<>(epochs),
                new ArrayList<>(epochs),
                new ArrayList<>(epochs),
                new ArrayList<>(epochs),
                curves.stream()
                        .map(curve -> new Fold(curve.repeat(), curve.fold(), curve.values()))
                        .toList());
        for (int epoch = 1; epoch <= epochs; epoch++) {
            band.add(curves, epoch);
        }
        return band;
    }

    private void add(List<Curve> curves, int epoch) {
        List<Double> values = new ArrayList<>(curves.size());
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            if (epoch <= curve.epochs()) {
                double value = curve.at(epoch);
                values.add(value);
                // Both are NaN once a value is.
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        Estimate estimate = Estimate.of(values);
        mean.add(estimate.mean());
        error.add(estimate.error());
        sd.add(estimate.error() * Math.sqrt(estimate.count()));
        min.add(least);
        max.add(greatest);
        count.add(estimate.count());
    }

    /**
     * As much of it as is shown.
     *
     * @param epochs to keep, from the first
     */
    Band upTo(int epochs) {
        int end = Math.min(epochs, mean.size());
        return new Band(
                mean.subList(0, end),
                error.subList(0, end),
                sd.subList(0, end),
                min.subList(0, end),
                max.subList(0, end),
                count.subList(0, end),
                folds);
    }

    /**
     * Its values at some places.
     *
     * @param single whether the folds' own values are asked for
     */
    Band at(List<Integer> places, boolean single) {
        return new Band(
                Thinning.at(mean, places),
                Thinning.at(error, places),
                Thinning.at(sd, places),
                Thinning.at(min, places),
                Thinning.at(max, places),
                Thinning.at(count, places),
                single && folds != null
                        ? folds.stream().map(fold -> at(fold, places)).toList()
                        : null);
    }

    private Fold at(Fold fold, List<Integer> places) {
        List<Double> values = fold.values();
        return new Fold(
                fold.repeat(),
                fold.fold(),
                Thinning.at(values.subList(0, Math.min(mean.size(), values.size())), places));
    }
}
