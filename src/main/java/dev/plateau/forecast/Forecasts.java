package dev.plateau.forecast;

import dev.plateau.curve.FiniteFolds;
import dev.plateau.curve.FoldCurves;
import java.util.stream.IntStream;

/** Extrapolates curves. */
public final class Forecasts {

    private Forecasts() {}

    /**
     * The fold mean of the validation curves after the last epoch.
     *
     * @param curves at least one fold with a finite value; training curves do not matter here
     * @param moreEpochs how far beyond the last epoch, 1 to 1,000,000
     * @param confidence of the band, in (0, 1)
     * @throws IllegalArgumentException if an argument is out of range or no fold has a finite value
     */
    public static Forecast of(FoldCurves curves, int moreEpochs, double confidence) {
        FiniteFolds finite = FiniteFolds.of(curves.validation());
        int last = finite.lastEpoch();
        double mean = finite.used().stream()
                .mapToDouble(fold -> fold.at(last))
                .average()
                .orElseThrow();
        return new Forecast(
                last,
                IntStream.rangeClosed(last + 1, last + moreEpochs)
                        .mapToObj(epoch -> new Forecast.Outlook(epoch, mean, mean, mean))
                        .toList(),
                new Gain(moreEpochs, 0, 0, 0),
                Forecast.Model.BEST_SO_FAR,
                "Not forecast yet.");
    }
}
