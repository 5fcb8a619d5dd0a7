package dev.plateau.curve;

import java.util.List;

/**
 * One metric of one run over its epochs: {@code values.get(i)} is the value after epoch {@code i + 1}. NaN where the epoch
 * has no value. Immutable.
 *
 * @param repeat from 0
 * @param fold from 0
 */
public record Curve(int repeat, int fold, List<Double> values) {

    public Curve {
        values = List.copyOf(values);
    }

    /** The last epoch, 0 for a curve without any. */
    public int epochs() {
        return values.size();
    }

    /**
     * The value after an epoch, NaN if the curve is shorter.
     *
     * @param epoch from 1
     */
    public double at(int epoch) {
        return epoch <= values.size() ? values.get(epoch - 1) : Double.NaN;
    }
}
