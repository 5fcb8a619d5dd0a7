package dev.plateau.forecast;

import java.util.Arrays;

/**
 * How well the forecast would have done on the part of the curve that is known: made after 40, 55 and 75 % of it for the rest.
 *
 * @param tests how many forecasts were tried; 0 for a curve that is too short
 * @param ensemble root mean square of its errors, all members weighing the same
 * @param bestSoFar likewise of the best smoothed value before each test
 * @param horizon mean number of epochs between a test and what it foretold
 * @param weights of the members: 1 / sqrt(mean square error + noise)
 */
record BackTest(int tests, double ensemble, double bestSoFar, double horizon, Weights weights) {

    /** The parts of the curve after which the forecast is made. */
    private static final double[] PARTS = {0.4, 0.55, 0.75};

    /** Points that a test needs: a family has four numbers to fit. */
    private static final int LEAST_POINTS = 5;

    /** Values that a test is compared with, at most. */
    private static final int TARGETS = 16;

    /** Keeps a weight finite where a member errs nowhere and nothing is noisy. */
    private static final double TINY = 1e-150;

    /** Of the members of an ensemble. */
    static final class Weights {

        private final double[] values;

        private Weights(double[] values) {
            this.values = values;
        }

        double median(double[] members) {
            return Ensemble.median(members, values);
        }
    }

    static BackTest of(Series series) {
        return new Trial(series).result();
    }

    boolean ensembleIsBetter() {
        return ensemble < bestSoFar;
    }

    private static final class Trial {

        private final Series series;
        private final double[] squares = new double[Ensemble.MEMBERS];
        private final double[] equal = new double[Ensemble.MEMBERS];
        private double ensemble;
        private double best;
        private double horizon;
        private int tests;

        Trial(Series series) {
            this.series = series;
            Arrays.fill(equal, 1);
        }

        BackTest result() {
            for (double part : PARTS) {
                int size = (int) (part * series.size());
                if (size >= LEAST_POINTS) {
                    test(size);
                    tests++;
                }
            }
            double noise = series.noise();
            double[] weights = Arrays.stream(squares)
                    .map(sum -> 1 / (Math.sqrt(sum / Math.max(1, tests) + noise) + TINY))
                    .toArray();
            int count = Math.max(1, tests);
            return new BackTest(
                    tests,
                    Math.sqrt(ensemble / count),
                    Math.sqrt(best / count),
                    Math.max(1, horizon / count),
                    new Weights(weights));
        }

        private void test(int size) {
            Series known = series.first(size);
            Ensemble members = Ensemble.of(known);
            double stays = known.bestSoFar();
            int targets = Math.min(TARGETS, series.size() - size);
            for (int target = 1; target <= targets; target++) {
                int i = size - 1 + target * (series.size() - size) / targets;
                double truth = series.value(i);
                double[] said = members.members(series.epoch(i));
                for (int member = 0; member < said.length; member++) {
                    squares[member] += square(said[member] - truth) / targets;
                }
                ensemble += square(Ensemble.median(said, equal) - truth) / targets;
                best += square(stays - truth) / targets;
                horizon += (series.epoch(i) - known.lastEpoch()) / targets;
            }
        }

        private static double square(double value) {
            return value * value;
        }
    }
}
