package dev.plateau.forecast;

/**
 * A family fitted to a series by weighted least squares, point i weighing w(i) = e(i) / E: what comes depends on the end of a curve
 * more than on its start.
 *
 * @param constant c
 * @param factor a, below 0 for a curve that gets worse
 * @param logScale ln s
 * @param power d
 * @param end E, the last epoch of the series
 */
record Fit(Family family, double constant, double factor, double logScale, double power, double end) {

    /** The curve at an epoch. */
    double at(double epoch) {
        return constant + factor * family.shape(Math.log(epoch / end), logScale, power);
    }

    /** The best fit that the search finds. */
    static Fit of(Family family, Series series) {
        return new Search(family, series).fit();
    }

    /**
     * Variable projection (Golub and Pereyra 1973): for each scale and power the best c and a are known, so the search goes over
     * at most two numbers: a grid for the region, then Levenberg-Marquardt steps with differences for derivatives, kept inside the
     * family's limits. Deterministic and bounded: 10 or 40 points of the grid and 30 steps.
     */
    private static final class Search {

        private static final int SCALES = 10;
        private static final int POWERS = 4;
        private static final int STEPS = 30;

        /** Of a parameter, for a derivative: the square root of a double's precision, roughly. */
        private static final double DIFFERENCE = 1e-6;

        /** A step that gains less than this part of the error ends the search: later ones do not show in a forecast. */
        private static final double ENOUGH = 1e-6;

        /** Below this part of the values' spread the rest of the error is rounding. */
        private static final double EXACT = 1e-20;

        private final Family family;
        private final double end;
        private final double[] logX;
        private final double[] values;
        private final double[] weights;
        private final double mean;
        private final double spread;
        private double constant;
        private double factor;

        Search(Family family, Series series) {
            this.family = family;
            end = series.lastEpoch();
            int size = series.size();
            logX = new double[size];
            values = new double[size];
            weights = new double[size];
            double sum = 0;
            for (int i = 0; i < size; i++) {
                logX[i] = Math.log(series.epoch(i) / end);
                values[i] = series.value(i);
                weights[i] = series.epoch(i);
                sum += weights[i];
            }
            double centre = 0;
            for (int i = 0; i < size; i++) {
                weights[i] /= sum;
                centre += weights[i] * values[i];
            }
            mean = centre;
            double squares = 0;
            for (int i = 0; i < size; i++) {
                squares += weights[i] * (values[i] - mean) * (values[i] - mean);
            }
            spread = squares;
        }

        /** Fills the residuals, each times the root of its weight, and gives the sum of their squares; sets c and a. */
        private double residuals(double logScale, double power, double[] residuals) {
            double centre = 0;
            for (int i = 0; i < logX.length; i++) {
                residuals[i] = family.shape(logX[i], logScale, power);
                centre += weights[i] * residuals[i];
            }
            double square = 0;
            double product = 0;
            for (int i = 0; i < logX.length; i++) {
                double off = residuals[i] - centre;
                square += weights[i] * off * off;
                product += weights[i] * off * (values[i] - mean);
            }
            boolean flat = !(square > Double.MIN_NORMAL && Double.isFinite(square));
            factor = flat ? 0 : product / square;
            constant = flat ? mean : mean - factor * centre;
            double error = 0;
            for (int i = 0; i < logX.length; i++) {
                double off = flat ? values[i] - mean : values[i] - constant - factor * residuals[i];
                residuals[i] = off * Math.sqrt(weights[i]);
                error += residuals[i] * residuals[i];
            }
            return error;
        }

        Fit fit() {
            double[] residuals = new double[logX.length];
            double least = Double.POSITIVE_INFINITY;
            double logScale = family.leastLogScale;
            double power = family.leastPower;
            int powers = family.hasPower() ? POWERS : 1;
            for (int i = 0; i < SCALES; i++) {
                for (int j = 0; j < powers; j++) {
                    double s = between(family.leastLogScale, family.mostLogScale, i, SCALES);
                    double d = between(family.leastPower, family.mostPower, j, powers);
                    double error = residuals(s, d, residuals);
                    if (error < least) {
                        least = error;
                        logScale = s;
                        power = d;
                    }
                }
            }
            return descend(logScale, power);
        }

        private static double between(double low, double high, int i, int count) {
            return count == 1 ? low : low + (high - low) * i / (count - 1);
        }

        private Fit descend(double startScale, double startPower) {
            double[] here = new double[logX.length];
            double[] there = new double[logX.length];
            double[] further = new double[logX.length];
            double s = startScale;
            double d = startPower;
            double error = residuals(s, d, here);
            double damping = 1e-3;
            for (int step = 0; step < STEPS && error > EXACT * spread; step++) {
                // The derivative looks inwards, so that it never asks beyond the family's limits.
                double ds = s + DIFFERENCE <= family.mostLogScale ? DIFFERENCE : -DIFFERENCE;
                double dd = d + DIFFERENCE <= family.mostPower ? DIFFERENCE : -DIFFERENCE;
                residuals(s + ds, d, there);
                double ss = 0;
                double sr = 0;
                double pp = 0;
                double pr = 0;
                double sp = 0;
                if (family.hasPower()) {
                    residuals(s, d + dd, further);
                }
                for (int i = 0; i < here.length; i++) {
                    double js = (there[i] - here[i]) / ds;
                    double jp = family.hasPower() ? (further[i] - here[i]) / dd : 0;
                    ss += js * js;
                    sr += js * here[i];
                    pp += jp * jp;
                    pr += jp * here[i];
                    sp += js * jp;
                }
                double before = error;
                double triedScale;
                double triedPower;
                do {
                    double a = ss * (1 + damping) + Double.MIN_NORMAL;
                    double b = pp * (1 + damping) + Double.MIN_NORMAL;
                    double determinant = a * b - sp * sp;
                    boolean single = !family.hasPower() || !(determinant > 0);
                    triedScale = s + (single ? -sr / a : -(b * sr - sp * pr) / determinant);
                    triedPower = d + (single ? 0 : -(a * pr - sp * sr) / determinant);
                    triedScale = Math.max(family.leastLogScale, Math.min(family.mostLogScale, triedScale));
                    triedPower = Math.max(family.leastPower, Math.min(family.mostPower, triedPower));
                    error = residuals(triedScale, triedPower, there);
                    damping *= error < before ? 0.1 : 8;
                } while (!(error < before) && damping < 1e6);
                if (!(error < before)) {
                    break;
                }
                s = triedScale;
                d = triedPower;
                System.arraycopy(there, 0, here, 0, here.length);
                if (before - error < ENOUGH * before) {
                    break;
                }
            }
            residuals(s, d, here);
            return new Fit(family, constant, factor, s, d, end);
        }
    }
}
