package dev.plateau.train;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code loss}: mean of -ln p(true class), p held above 1e-10 as Deeplearning4j does; {@code accuracy}; {@code f1}: mean over classes of
 * 2 tp / (2 tp + fp + fn), classes that neither occur nor are predicted left out (scikit-learn's macro average).
 */
public final class ClassTally implements Tally {

    private static final double LEAST_LOG = Math.log(1e-10);

    private final long[] hits;
    private final long[] occurring;
    private final long[] predicted;
    private double loss;
    private long rows;

    public ClassTally(int classes) {
        hits = new long[classes];
        occurring = new long[classes];
        predicted = new long[classes];
    }

    @Override
    public void add(float[] outputs, int offset, float label) {
        int best = 0;
        for (int i = 1; i < hits.length; i++) {
            if (outputs[offset + i] > outputs[offset + best]) {
                best = i;
            }
        }
        add(best, outputs[offset + (int) label], (int) label);
    }

    /**
     * Adds one row.
     *
     * @param best the class predicted
     * @param logarithm natural logarithm of the probability of the true class
     * @param truth the true class
     */
    public void add(int best, float logarithm, int truth) {
        // Math.max keeps NaN, so a network that gives NaN has a loss of NaN.
        loss -= Math.max(LEAST_LOG, logarithm);
        rows++;
        occurring[truth]++;
        predicted[best]++;
        if (best == truth) {
            hits[truth]++;
        }
    }

    @Override
    public Map<String, Double> metrics() {
        long right = 0;
        double f1 = 0;
        int classes = 0;
        for (int i = 0; i < hits.length; i++) {
            right += hits[i];
            if (occurring[i] + predicted[i] > 0) {
                f1 += 2.0 * hits[i] / (occurring[i] + predicted[i]);
                classes++;
            }
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", loss / rows);
        metrics.put("accuracy", (double) right / rows);
        metrics.put("f1", f1 / classes);
        return metrics;
    }
}
