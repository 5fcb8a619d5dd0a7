package dev.plateau.epoch;

import java.util.Arrays;

/**
 * Smooths curves in linear time.
 *
 * <p>{@link #local} is local linear regression with a uniform window over x = ln(epoch) (Fan and Gijbels 1996, chapter 2): at
 * epoch e a straight line is fitted by least squares to the values with |x_i - x| <= 0.15, epochs from 0.86 e to 1.16 e, and
 * read at x. Curves of trainings change by the logarithm of the epoch: a window of 9 epochs is too wide at epoch 5, where it
 * takes the steep start in, and too narrow at epoch 200. The line, and not the mean, because at the ends the window is
 * one-sided.
 */
final class Smoothing {

    /** Half the width of the window, in natural logarithms of epochs. From 0.1 to 0.15 it did best in the back-test. */
    private static final double REACH = 0.15;

    /** Epochs on either side of the centre of the plain window, at most: a window of 9. */
    private static final int MAX_REACH = 4;

    /** The plain window reaches over at most a quarter of the curve, an eighth to either side. */
    private static final int CURVE_PER_REACH = 8;

    /** Relative to the spread of x in the widest window: below it the places are one. */
    private static final double SAME = 1e-12;

    private final double[] x;
    private final int[] from;
    private final int[] to;
    private final double[] sumX;
    private final double[] sumXX;

    /** @param epochs at which there are values, ascending */
    Smoothing(int[] epochs) {
        x = Arrays.stream(epochs).mapToDouble(Math::log).toArray();
        from = new int[x.length];
        to = new int[x.length];
        int low = 0;
        int high = 0;
        for (int i = 0; i < x.length; i++) {
            while (x[i] - x[low] > REACH) {
                low++;
            }
            while (high < x.length && x[high] - x[i] <= REACH) {
                high++;
            }
            from[i] = low;
            to[i] = high;
        }
        sumX = sums(x, null);
        sumXX = sums(x, x);
    }

    /** sums[i] is the sum over places before i of one[i] * other[i], or of one[i]. */
    private static double[] sums(double[] one, double @org.jspecify.annotations.Nullable [] other) {
        double[] sums = new double[one.length + 1];
        for (int i = 0; i < one.length; i++) {
            sums[i + 1] = sums[i] + (other == null ? one[i] : one[i] * other[i]);
        }
        return sums;
    }

    /** The local line at each place. */
    double[] local(double[] values) {
        // Taking a value near the middle off keeps the differences of sums exact for curves far from 0.
        double middle = values[values.length / 2];
        double[] centred = Arrays.stream(values).map(value -> value - middle).toArray();
        double[] sumY = sums(centred, null);
        double[] sumXY = sums(centred, x);
        double[] smooth = new double[values.length];
        for (int i = 0; i < smooth.length; i++) {
            int n = to[i] - from[i];
            double meanX = (sumX[to[i]] - sumX[from[i]]) / n;
            double meanY = (sumY[to[i]] - sumY[from[i]]) / n;
            double spread = (sumXX[to[i]] - sumXX[from[i]]) - n * meanX * meanX;
            double together = (sumXY[to[i]] - sumXY[from[i]]) - n * meanX * meanY;
            double slope = spread > SAME * (1 + meanX * meanX) * n ? together / spread : 0;
            smooth[i] = middle + meanY + slope * (x[i] - meanX);
        }
        return smooth;
    }

    /** How many values the line at a place rests on. */
    int width(int place) {
        return to[place] - from[place];
    }

    /**
     * The mean over a centred window, cut at the ends, of r = min(4, n / 8) places to either side. Below 32 places it is narrower
     * than 9, because a window of 9, cut at the ends, covers a short curve whole.
     */
    static double[] window(double[] values) {
        int reach = Math.min(MAX_REACH, values.length / CURVE_PER_REACH);
        double[] smooth = new double[values.length];
        for (int i = 0; i < smooth.length; i++) {
            int low = Math.max(0, i - reach);
            int high = Math.min(values.length, i + reach + 1);
            double sum = 0;
            for (int j = low; j < high; j++) {
                sum += values[j];
            }
            smooth[i] = sum / (high - low);
        }
        return smooth;
    }
}
