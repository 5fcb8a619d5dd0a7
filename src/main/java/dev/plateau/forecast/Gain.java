package dev.plateau.forecast;

import java.util.Locale;

/**
 * What more epochs are worth: how much better the best epoch gets, in the unit of the metric, positive whichever way the metric
 * gets better.
 *
 * @param epochs how many more, at least 1
 * @param mean expected, at least 0: the best epoch so far stays at hand
 * @param low lower end of the band; below 0 where the forecast may be wrong by more than the gain
 * @param high upper end
 */
public record Gain(int epochs, double mean, double low, double high) {

    /** @throws IllegalArgumentException unless low <= mean <= high, all finite, and epochs is at least 1 */
    public Gain {
        if (!(epochs >= 1 && low <= mean && mean <= high && Double.isFinite(high - low))) {
            throw new IllegalArgumentException("expected finite low <= mean <= high, got " + low + ", " + mean + ", "
                    + high + " for " + epochs + " epochs");
        }
    }

    /** For example {@code 20 more epochs are worth 0.004 ± 0.002}. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%d more %s worth %.2g \u00b1 %.2g",
                epochs,
                epochs == 1 ? "epoch is" : "epochs are",
                mean,
                (high - low) / 2);
    }
}
