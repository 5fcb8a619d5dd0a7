package dev.plateau.forecast;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * The fold mean of a metric beyond the last epoch.
 *
 * @param lastEpoch the last epoch that every fold used has a value at; epoch {@code lastEpoch + 1} comes first in {@code beyond}
 * @param beyond one for each epoch asked for
 * @param gain what these epochs are worth
 * @param model what made the forecast
 * @param why one sentence: why this model, with the back-test's figures
 */
public record Forecast(int lastEpoch, List<Outlook> beyond, Gain gain, Model model, String why) {

    public Forecast {
        beyond = List.copyOf(beyond);
    }

    /** What made a forecast. */
    public enum Model {
        /** Several families of curves, weighted by how well they foretold the end of this very curve. */
        ENSEMBLE,
        /** The metric stays at the best that it has reached. */
        BEST_SO_FAR;

        /** The name in JSON and on the terminal, such as {@code best_so_far}. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The metric expected at one epoch.
     *
     * @param epoch from 1
     * @param mean in the metric's unit
     * @param low lower end of the band, at most {@code mean}
     * @param high upper end, at least {@code mean}
     */
    public record Outlook(int epoch, double mean, double low, double high) {

        /** @throws IllegalArgumentException unless low <= mean <= high, all finite, and epoch is at least 1 */
        public Outlook {
            if (!(epoch >= 1 && low <= mean && mean <= high && Double.isFinite(high - low))) {
                throw new IllegalArgumentException("expected finite low <= mean <= high, got " + low + ", " + mean
                        + ", " + high + " at epoch " + epoch);
            }
        }
    }
}
