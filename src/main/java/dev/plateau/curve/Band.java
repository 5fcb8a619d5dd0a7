package dev.plateau.curve;

import java.util.ArrayList;
import java.util.List;

/**
 * The fold mean of a metric at each epoch with its standard error, over the epochs that every fold has reached.
 * {@code at.get(i)} belongs to epoch {@code i + 1}.
 */
public record Band(List<Estimate> at) {

    public Band {
        at = List.copyOf(at);
    }

    /** The band of some folds of one stage; no folds give a band without epochs. */
    public static Band of(List<Curve> folds) {
        int epochs = folds.stream().mapToInt(Curve::epochs).min().orElse(0);
        List<Estimate> at = new ArrayList<>(epochs);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            int e = epoch;
            at.add(Estimate.of(folds.stream().map(fold -> fold.at(e)).toList()));
        }
        return new Band(at);
    }

    public int epochs() {
        return at.size();
    }

    /** The fold means, epoch 1 first. */
    public List<Double> means() {
        return at.stream().map(Estimate::mean).toList();
    }
}
