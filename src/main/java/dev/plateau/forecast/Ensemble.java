package dev.plateau.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * The families fitted to one series, and a member that says that nothing changes. A member's forecast is its change since the
 * last points, added to their mean: y(e) = level + f(e) - f(level epoch). The ensemble says the weighted median of its members:
 * where one family runs away, as each does on some curve, the others outvote it.
 */
final class Ensemble {

    /** The families and the one that stays at the level. */
    static final int MEMBERS = Family.values().length + 1;

    /** Points that a fit is made to. More take longer and fit no better. */
    private static final int FIT_POINTS = 30;

    private final double level;
    private final double levelEpoch;
    private final List<Fit> fits;

    private Ensemble(double level, double levelEpoch, List<Fit> fits) {
        this.level = level;
        this.levelEpoch = levelEpoch;
        this.fits = fits;
    }

    static Ensemble of(Series series) {
        Series few = series.thinned(FIT_POINTS);
        return new Ensemble(
                series.level(),
                series.levelEpoch(),
                Arrays.stream(Family.values())
                        .map(family -> Fit.of(family, few))
                        .toList());
    }

    /** What each member says, the families in their order and the one that stays last. */
    double[] members(double epoch) {
        double[] said = new double[MEMBERS];
        for (int i = 0; i < fits.size(); i++) {
            double change = fits.get(i).at(epoch) - fits.get(i).at(levelEpoch);
            said[i] = Double.isFinite(change) ? level + change : level;
        }
        said[MEMBERS - 1] = level;
        return said;
    }

    /** The least value at or below which half of the weight lies. */
    static double median(double[] values, double[] weights) {
        double half = Arrays.stream(weights).sum() / 2;
        double median = Double.POSITIVE_INFINITY;
        for (double candidate : values) {
            double below = 0;
            for (int i = 0; i < values.length; i++) {
                below += values[i] <= candidate ? weights[i] : 0;
            }
            if (below >= half && candidate < median) {
                median = candidate;
            }
        }
        return median;
    }

    /** Standard deviation of what the members say, as numbers of equal weight. */
    static double spread(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
