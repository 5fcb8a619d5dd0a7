package dev.plateau.forecast;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Estimate;
import dev.plateau.curve.FiniteFolds;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Extrapolates curves: four families of curves fitted to the fold mean, combined by a weighted median, and only where they did
 * better than "it stays at the best so far" on the known part of the very curve.
 *
 * <p>The band, T the last epoch and h the epochs beyond it:
 *
 * <pre>{@code
 * s(h)^2 = noise + test^2 h / H + spread(h)^2 + fold^2 h / (T + h)       mean(h) -+ z s(h)
 *
 * noise   variance of one epoch about a smooth curve, from second differences over the last half
 * test    root mean square error of the forecast's model in the back-test, H epochs ahead on average
 * spread  standard deviation of what the members of the ensemble say; 0 for best so far
 * fold    standard error over folds of the mean of the last (at most 5) epochs; 0 for one fold
 * z       quantile of the normal distribution at (1 + confidence) / 2
 * }</pre>
 *
 * <p>The gain is the best smoothed value so far less the best value of the forecast, at least 0. Its band is that of the epoch
 * where the forecast is best, without the fold part, which both values share, and with noise / 5, as both are smoothed.
 *
 * <p>Thread-safe; gives equal forecasts for equal curves.
 */
public final class Forecasts {

    /** Points that a curve is thinned to before anything else, so that a million epochs take no longer than 400. */
    static final int POINTS = 400;

    /** Epochs with a value that a forecast needs; with fewer there is nothing to test it on. */
    static final int LEAST_POINTS = 8;

    /** As far as one can ask; each epoch makes one record. */
    private static final int MOST_EPOCHS = 1_000_000;

    /** Of the last epochs, how many make the end of a curve. */
    private static final int END_WINDOW = 5;

    /** Keeps the band finite for folds that all but diverged. */
    private static final double MOST_ERROR = 1e100;

    private final FiniteFolds folds;
    private final Goal goal;
    private final Series series;
    private final BackTest test;
    private final double foldError;
    private final double z;

    private Forecasts(FoldCurves curves, double confidence) {
        folds = FiniteFolds.of(curves.validation());
        goal = curves.goal();
        series = Series.of(folds, goal).thinned(POINTS);
        test = BackTest.of(series);
        foldError = foldError();
        z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + confidence) / 2);
    }

    /**
     * The fold mean of the validation curves after the last epoch that all folds reached. A fold that diverged is left out.
     *
     * @param curves at least one fold with a finite value; training curves do not matter here
     * @param moreEpochs how far beyond the last epoch, 1 to 1,000,000
     * @param confidence of the band, in (0, 1)
     * @throws IllegalArgumentException if an argument is out of range or no fold has a finite value
     */
    public static Forecast of(FoldCurves curves, int moreEpochs, double confidence) {
        if (!(moreEpochs >= 1 && moreEpochs <= MOST_EPOCHS)) {
            throw new IllegalArgumentException("moreEpochs must be from 1 to " + MOST_EPOCHS + ", got " + moreEpochs);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be above 0 and below 1, got " + confidence);
        }
        return new Forecasts(curves, confidence).forecast(moreEpochs);
    }

    private Forecast forecast(int more) {
        boolean extrapolate = series.size() >= LEAST_POINTS && test.ensembleIsBetter();
        double seen = series.bestSoFar();
        Ensemble ensemble = extrapolate ? Ensemble.of(series) : null;
        List<Forecast.Outlook> beyond = new ArrayList<>(more);
        double best = Double.POSITIVE_INFINITY;
        double halfAtBest = 0;
        for (int h = 1; h <= more; h++) {
            double[] said = ensemble == null ? new double[] {seen} : ensemble.members((double) folds.lastEpoch() + h);
            double mean = ensemble == null ? seen : test.weights().median(said);
            double off = off(h, Ensemble.spread(said), extrapolate ? test.ensemble() : test.bestSoFar());
            double half = z * Math.sqrt(off + series.noise() + foldPart(h));
            double gainHalf = z * Math.sqrt(off + series.noise() / END_WINDOW);
            if (mean < best) {
                best = mean;
                halfAtBest = gainHalf;
            }
            beyond.add(outlook(folds.lastEpoch() + h, mean, half));
        }
        double gain = Math.max(0, seen - best);
        return new Forecast(
                folds.lastEpoch(),
                beyond,
                new Gain(more, gain, gain - halfAtBest, gain + halfAtBest),
                extrapolate ? Forecast.Model.ENSEMBLE : Forecast.Model.BEST_SO_FAR,
                why(extrapolate));
    }

    private Forecast.Outlook outlook(int epoch, double mean, double half) {
        double value = goal == Goal.MINIMIZE ? mean : -mean;
        return new Forecast.Outlook(epoch, value, value - half, value + half);
    }

    /** The variance of the forecast about the fold mean's smooth course. */
    private double off(int h, double spread, double testError) {
        return testError * testError * h / test.horizon() + spread * spread;
    }

    private double foldPart(int h) {
        return foldError * foldError * h / (folds.lastEpoch() + (double) h);
    }

    private double foldError() {
        int last = folds.lastEpoch();
        List<Double> ends = folds.used().stream().map(fold -> end(fold, last)).toList();
        double error = Estimate.of(ends).error();
        return Double.isFinite(error) ? Math.min(error, MOST_ERROR) : 0;
    }

    private static double end(Curve fold, int last) {
        double sum = 0;
        int count = 0;
        for (int epoch = Math.max(1, last - END_WINDOW + 1); epoch <= last; epoch++) {
            if (Double.isFinite(fold.at(epoch))) {
                sum += fold.at(epoch);
                count++;
            }
        }
        return sum / count;
    }

    private String why(boolean extrapolate) {
        if (series.size() < LEAST_POINTS) {
            return "Taken to stay at the best so far, as " + series.size()
                    + (series.size() == 1 ? " epoch is" : " epochs are") + " too few to test a forecast on ("
                    + LEAST_POINTS + " are needed).";
        }
        String figures = String.format(
                Locale.ROOT,
                "foretelling this curve's own later epochs, curves erred by %.2g and the best so far by %.2g",
                test.ensemble(),
                test.bestSoFar());
        return (extrapolate ? "Extrapolated: " : "Taken to stay at the best so far, as curves do not beat that: ")
                + figures + ".";
    }
}
