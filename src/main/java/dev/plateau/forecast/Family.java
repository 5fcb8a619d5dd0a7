package dev.plateau.forecast;

/**
 * A family of curves y(e) = c + a g(e / E), E the last epoch: c and a are found by linear least squares, so that only what bends
 * g is searched. g falls from the first epoch on; a above 0 is a curve that improves.
 *
 * <p>Sources: Domhan, Springenberg and Hutter 2015, "Speeding up automatic hyperparameter optimization of deep neural networks by
 * extrapolation of learning curves", table 1. With x = e / E their families are, in our symbols:
 *
 * <pre>{@code
 * POWER        pow3     c + a e^-b                        g = x^-b
 * EXPONENTIAL  exp3     c + a exp(-e / t)                 g = exp(-x / s)
 * WEIBULL      Weibull  c - (c - b) exp(-(k e)^d)         g = exp(-(x / s)^d)
 * MMF          MMF      c - (c - b) / (1 + (k e)^d)       g = 1 / (1 + (x / s)^d)
 * }</pre>
 */
enum Family {
    POWER(0.05, 4, 1, 1) {
        @Override
        double shape(double logX, double logScale, double power) {
            return Math.exp(-logX * Math.exp(logScale));
        }
    },
    EXPONENTIAL(0.004, 3, 1, 1) {
        @Override
        double shape(double logX, double logScale, double power) {
            return Math.exp(-Math.exp(logX - logScale));
        }
    },
    WEIBULL(0.002, 3, 0.2, 1.6) {
        @Override
        double shape(double logX, double logScale, double power) {
            return Math.exp(-Math.exp(power * (logX - logScale)));
        }
    },
    MMF(0.002, 3, 0.3, 4) {
        @Override
        double shape(double logX, double logScale, double power) {
            return 1 / (1 + Math.exp(power * (logX - logScale)));
        }
    };

    /** Of the scale s (POWER: of the exponent b), searched on a log scale. Beyond 3 a curve is straight over the epochs seen. */
    final double leastLogScale;

    final double mostLogScale;

    /** Of the power d. */
    final double leastPower;

    final double mostPower;

    Family(double leastScale, double mostScale, double leastPower, double mostPower) {
        this.leastLogScale = Math.log(leastScale);
        this.mostLogScale = Math.log(mostScale);
        this.leastPower = leastPower;
        this.mostPower = mostPower;
    }

    /**
     * g.
     *
     * @param logX ln(e / E)
     * @param logScale ln s; POWER: ln b
     * @param power d, of no matter to a family without
     */
    abstract double shape(double logX, double logScale, double power);

    boolean hasPower() {
        return leastPower < mostPower;
    }
}
