package dev.plateau.train;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code loss}: mean squared error of the target as the network sees it (standardised, if the data is); {@code mae}: mean absolute error in the
 * target's own unit; {@code r2}: 1 - squared error / squared deviation from the rows' mean, NaN for a constant target.
 */
public final class TargetTally implements Tally {

    private final double deviation;
    private double squares;
    private double absolutes;
    private double sum;
    private double sumOfSquares;
    private long rows;

    /** @param deviation unit of the network's target in the target's own unit */
    public TargetTally(double deviation) {
        this.deviation = deviation;
    }

    @Override
    public void add(float[] outputs, int offset, float label) {
        double error = (double) outputs[offset] - label;
        squares += error * error;
        absolutes += Math.abs(error);
        sum += label;
        sumOfSquares += (double) label * label;
        rows++;
    }

    @Override
    public Map<String, Double> metrics() {
        double spread = sumOfSquares - sum * sum / rows;
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", squares / rows);
        metrics.put("mae", deviation * absolutes / rows);
        metrics.put("r2", spread > 0 ? 1 - squares / spread : Double.NaN);
        return metrics;
    }
}
