package dev.plateau.forecast;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FiniteFolds;
import dev.plateau.curve.Goal;
import java.util.Arrays;
import java.util.List;

/**
 * The fold mean at some epochs, turned so that less is better. Arrays inside, so a class and no record; nothing changes them.
 */
final class Series {

    /** Values beyond, of trainings that all but diverged, are cut to it: their squares must stay finite. */
    private static final double MOST = 1e100;

    /** Epochs on either side of the centre of the smoothing window, at most; the advisor's window. */
    private static final int MAX_REACH = 4;

    /** A window reaches over at most a quarter of the curve, an eighth to either side. */
    private static final int CURVE_PER_REACH = 8;

    /** The variance of x(i-1) - 2 x(i) + x(i+1) for independent x of variance 1. */
    private static final double SECOND_DIFFERENCE = 6;

    /** Of the points, the last part that the noise is measured on: the steep start is no noise. */
    private static final double NOISY_PART = 0.5;

    private final double[] epochs;
    private final double[] values;

    private Series(double[] epochs, double[] values) {
        this.epochs = epochs;
        this.values = values;
    }

    /** The mean of the folds; epochs without values are passed over. */
    static Series of(FiniteFolds folds, Goal goal) {
        int last = folds.lastEpoch();
        double[] epochs = new double[last];
        double[] values = new double[last];
        int size = 0;
        for (int epoch = 1; epoch <= last; epoch++) {
            double mean = mean(folds.used(), epoch);
            if (Double.isFinite(mean)) {
                epochs[size] = epoch;
                values[size++] = goal == Goal.MINIMIZE ? mean : -mean;
            }
        }
        return new Series(Arrays.copyOf(epochs, size), Arrays.copyOf(values, size));
    }

    private static double mean(List<Curve> folds, int epoch) {
        double sum = 0;
        for (Curve fold : folds) {
            double value = fold.at(epoch);
            sum += Double.isFinite(value) ? Math.max(-MOST, Math.min(MOST, value)) : value;
        }
        return sum / folds.size();
    }

    int size() {
        return values.length;
    }

    double epoch(int i) {
        return epochs[i];
    }

    double value(int i) {
        return values[i];
    }

    double lastEpoch() {
        return epochs[epochs.length - 1];
    }

    /** The first points. */
    Series first(int size) {
        return new Series(Arrays.copyOf(epochs, size), Arrays.copyOf(values, size));
    }

    /** At most so many points, each the mean of neighbouring ones. */
    Series thinned(int most) {
        if (size() <= most) {
            return this;
        }
        double[] fewEpochs = new double[most];
        double[] fewValues = new double[most];
        for (int i = 0; i < most; i++) {
            int from = (int) ((long) i * size() / most);
            int to = (int) ((long) (i + 1) * size() / most);
            fewEpochs[i] = mean(epochs, from, to);
            fewValues[i] = mean(values, from, to);
        }
        return new Series(fewEpochs, fewValues);
    }

    private static double mean(double[] of, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += of[i];
        }
        return sum / (to - from);
    }

    /** The least of the windowed means. */
    double bestSoFar() {
        int reach = Math.min(MAX_REACH, size() / CURVE_PER_REACH);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size(); i++) {
            best = Math.min(best, mean(values, Math.max(0, i - reach), Math.min(size(), i + reach + 1)));
        }
        return best;
    }

    /** How many points {@link #level} and {@link #levelEpoch} average over. */
    private int levelPoints() {
        return 1 + 2 * Math.min(MAX_REACH / 2, size() / CURVE_PER_REACH);
    }

    /** The mean of the last points. */
    double level() {
        return mean(values, size() - levelPoints(), size());
    }

    /** The epoch that the level belongs to. */
    double levelEpoch() {
        return mean(epochs, size() - levelPoints(), size());
    }

    /** Variance of one point about a smooth curve, from second differences; 0 for fewer than 3 points. */
    double noise() {
        int from = Math.max(1, (int) (size() * NOISY_PART));
        double sum = 0;
        int count = 0;
        for (int i = from; i < size() - 1; i++, count++) {
            double bend = values[i - 1] - 2 * values[i] + values[i + 1];
            sum += bend * bend;
        }
        return count == 0 ? 0 : sum / count / SECOND_DIFFERENCE;
    }
}
