package dev.plateau.run;

import dev.plateau.train.EpochReport;
import java.util.Map;
import java.util.Optional;

/** Tells when a training is past hope: a loss that is no number, or that has grown a thousandfold since its first epoch. */
final class Divergence {

    /** A loss so many times its first value, is taken for good: no training comes back from there in the epochs of a search. */
    private static final double HOPELESS = 1000;

    private double first = Double.NaN;

    /** What is wrong, in words; empty if nothing is. */
    Optional<String> seen(EpochReport report) {
        for (Map.Entry<String, Double> metric : report.metrics().entrySet()) {
            if (metric.getKey().endsWith("loss") && !Double.isFinite(metric.getValue())) {
                return Optional.of("diverged: " + metric.getKey() + " was " + metric.getValue() + " after epoch "
                        + report.epoch());
            }
        }
        double loss = report.metrics().getOrDefault("loss", Double.NaN);
        if (Double.isNaN(first)) {
            first = loss;
        }
        return loss > HOPELESS * Math.max(first, 1e-3)
                ? Optional.of("diverged: loss was " + loss + " after epoch " + report.epoch() + ", " + first
                        + " after the first")
                : Optional.empty();
    }
}
