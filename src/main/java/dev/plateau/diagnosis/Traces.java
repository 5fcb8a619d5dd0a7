package dev.plateau.diagnosis;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Goal;
import java.util.List;

/**
 * The curves of some folds over the epochs that all of them reached, turned so that less is better, and thinned to at most 400
 * points, each the mean of neighbouring epochs, so that a million epochs take no longer. Indexes of points count from 0. Arrays
 * inside, so a class and no record; nothing changes them.
 */
final class Traces {

    private static final int POINTS = 400;

    /** Values beyond, of trainings that all but diverged, are cut to it: their squares must stay finite. */
    private static final double MOST = 1e100;

    /** Points on either side of the centre of the smoothing window, at most; the advisor's window. */
    private static final int MAX_REACH = 4;

    /** A window reaches over at most a quarter of the curve, an eighth to either side. */
    private static final int CURVE_PER_REACH = 8;

    /** The variance of x(i-1) - 2 x(i) + x(i+1) for independent x of variance 1. */
    private static final double SECOND_DIFFERENCE = 6;

    private final double[][] folds;
    private final double[] mean;
    private final double[] smooth;
    private final int[] epochs;
    private final Goal goal;

    private Traces(double[][] folds, int[] epochs, Goal goal) {
        this.goal = goal;
        this.folds = folds;
        this.epochs = epochs;
        mean = new double[epochs.length];
        for (double[] fold : folds) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += fold[i] / folds.length;
            }
        }
        smooth = smooth(mean);
    }

    /**
     * Of the epochs at which every curve has a finite value; there may be none.
     *
     * @param last the last epoch that matters
     */
    static Traces of(List<Curve> curves, int last, Goal goal) {
        int[] measured = new int[last];
        int size = 0;
        for (int epoch = 1; epoch <= last; epoch++) {
            boolean whole = !curves.isEmpty();
            for (Curve curve : curves) {
                whole = whole && Double.isFinite(curve.at(epoch));
            }
            if (whole) {
                measured[size++] = epoch;
            }
        }
        int points = Math.min(size, POINTS);
        double[][] folds = new double[curves.size()][points];
        int[] epochs = new int[points];
        for (int i = 0; i < points; i++) {
            int from = (int) ((long) i * size / points);
            int to = (int) ((long) (i + 1) * size / points);
            epochs[i] = measured[to - 1];
            for (int k = 0; k < folds.length; k++) {
                for (int j = from; j < to; j++) {
                    double value = Math.max(-MOST, Math.min(MOST, curves.get(k).at(measured[j])));
                    folds[k][i] += (goal == Goal.MINIMIZE ? value : -value) / (to - from);
                }
            }
        }
        return new Traces(folds, epochs, goal);
    }

    static double[] smooth(double[] values) {
        int reach = Math.min(MAX_REACH, values.length / CURVE_PER_REACH);
        double[] smooth = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            smooth[i] = mean(values, Math.max(0, i - reach), Math.min(values.length, i + reach + 1));
        }
        return smooth;
    }

    private static double mean(double[] of, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += of[i];
        }
        return sum / (to - from);
    }

    int points() {
        return epochs.length;
    }

    int folds() {
        return folds.length;
    }

    /** The values of one fold. */
    double[] fold(int k) {
        return folds[k];
    }

    /** The epoch that a point stands for, the last of those that it averages. */
    int epoch(int point) {
        return epochs[point];
    }

    int lastEpoch() {
        return epochs[epochs.length - 1];
    }

    /** How many points a span at an end of the curve has: an eighth of all. */
    int spanPoints() {
        return Math.max(1, points() / CURVE_PER_REACH);
    }

    /** The fold mean over a span. */
    double mean(Span span) {
        return mean(mean, span.from(), span.to());
    }

    /** A value as the user knows it, its sign turned back. */
    double shown(double value) {
        return goal == Goal.MINIMIZE ? value : -value;
    }

    /**
     * How far a value is from a perfect one: from 0 for a loss that is never below 0, from 1 for a score that is never above 1;
     * NaN where perfect is not known.
     */
    double toPerfect(double value) {
        double least = smooth[best()];
        if (goal == Goal.MINIMIZE) {
            return least >= 0 ? value : Double.NaN;
        }
        return least >= -1 && smooth[0] <= 0 ? value + 1 : Double.NaN;
    }

    /** The smoothed fold mean at a point. */
    double smooth(int point) {
        return smooth[point];
    }

    /** The point where the smoothed fold mean is least, the first of equal ones. */
    int best() {
        return least(smooth);
    }

    static int least(double[] values) {
        int least = 0;
        for (int i = 1; i < values.length; i++) {
            least = values[i] < values[least] ? i : least;
        }
        return least;
    }

    /** The points around the best that its smoothed value averages, cut at the ends. */
    Span around(int point) {
        int reach = Math.min(MAX_REACH, points() / CURVE_PER_REACH);
        return new Span(Math.max(0, point - reach), Math.min(points(), point + reach + 1));
    }

    Span end() {
        return new Span(points() - spanPoints(), points());
    }

    /** What the fold mean falls by, from the first twentieth of the points to the best; 0 if the start is the best. */
    double learned() {
        return Math.max(0, mean(new Span(0, Math.max(1, points() / 20))) - smooth[best()]);
    }

    /** The same from the very first point. */
    double fromFirst() {
        return Math.max(0, mean[0] - smooth[best()]);
    }

    /** Standard deviation of one point of the fold mean about a smooth curve, from the second differences of the last half. */
    double noise() {
        return noise(mean);
    }

    /** The same of single folds, their root mean square. */
    double foldNoise() {
        double sum = 0;
        for (double[] fold : folds) {
            sum += noise(fold) * noise(fold);
        }
        return Math.sqrt(sum / folds.length);
    }

    static double noise(double[] values) {
        double sum = 0;
        int count = 0;
        for (int i = Math.max(1, values.length / 2); i < values.length - 1; i++, count++) {
            double bend = values[i - 1] - 2 * values[i] + values[i + 1];
            sum += bend * bend;
        }
        return count == 0 ? Double.NaN : Math.sqrt(sum / count / SECOND_DIFFERENCE);
    }

    /** What changed between two spans, against the noise. */
    Change change(Span before, Span after) {
        double[] each = new double[folds.length];
        for (int k = 0; k < folds.length; k++) {
            each[k] = mean(folds[k], after.from(), after.to()) - mean(folds[k], before.from(), before.to());
        }
        double error = noise() * Math.sqrt(1.0 / before.points() + 1.0 / after.points());
        return Change.of(each, error);
    }

    /**
     * Some neighbouring points.
     *
     * @param from the first
     * @param to the one after the last
     */
    record Span(int from, int to) {

        Span {
            if (!(0 <= from && from < to)) {
                throw new IllegalArgumentException("expected 0 <= from < to, got " + from + ", " + to);
            }
        }

        int points() {
            return to - from;
        }
    }
}
