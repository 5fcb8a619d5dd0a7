package dev.plateau.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of one fold, ready for a trainer: features standardised and filled with statistics of the training rows only.
 * Arrays are row-major and are shared, not copied: read only.
 *
 * <p>Labels are class indices from 0 for classification; for regression the target, standardised like the features if the
 * source says so, and {@link #targetMean} and {@link #targetDeviation} undo that.
 *
 * <p>The formula, for every feature column and with sums over the n training rows that have a value, in double precision:
 * {@code z = (x - mean) / deviation}, {@code mean = sum(x) / n}, {@code deviation = sqrt(sum((x - mean)^2) / n)}, rounded to
 * float at the end. A column that is constant over the training rows has deviation 1. A missing x is the mean, so its z is 0.
 * Without {@code standardize}, z = x and only gaps are filled.
 */
public final class FoldData {

    private final int features;
    private final int outputs;
    private final boolean classification;
    private final float[] trainingFeatures;
    private final float[] trainingLabels;
    private final float[] validationFeatures;
    private final float[] validationLabels;
    private final double targetMean;
    private final double targetDeviation;

    FoldData(
            int features,
            int outputs,
            boolean classification,
            float[] trainingFeatures,
            float[] trainingLabels,
            float[] validationFeatures,
            float[] validationLabels,
            double targetMean,
            double targetDeviation) {
        this.features = features;
        this.outputs = outputs;
        this.classification = classification;
        this.trainingFeatures = trainingFeatures;
        this.trainingLabels = trainingLabels;
        this.validationFeatures = validationFeatures;
        this.validationLabels = validationLabels;
        this.targetMean = targetMean;
        this.targetDeviation = targetDeviation;
    }

    /**
     * The rows of one fold of a data set. Copies, and uses no chance and no thread: every process computes the same bits.
     *
     * @throws DataException if a column has gaps and no value in any training row of the fold
     */
    public static FoldData of(DataSet data, Fold fold) {
        List<Scale> scales = IntStream.range(0, data.features().size())
                .mapToObj(feature -> scale(data, fold, feature))
                .toList();
        boolean scaleTarget = data.source().standardize() && !data.classification();
        Scale target = scaleTarget ? Scale.learn(data::label, fold.training()) : new Scale(0, 1, 0);
        return new FoldData(
                scales.size(),
                data.outputs(),
                data.classification(),
                features(data, fold.training(), scales),
                labels(data, fold.training(), target),
                features(data, fold.validation(), scales),
                labels(data, fold.validation(), target),
                target.mean(),
                target.deviation());
    }

    private static Scale scale(DataSet data, Fold fold, int feature) {
        if (fold.training().stream().allMatch(row -> Double.isNaN(data.value(row, feature)))) {
            throw new DataException(data.source().path() + ", column \""
                    + data.features().get(feature) + "\" has no value in the training rows of repeat "
                    + (fold.repeat() + 1) + ", fold " + (fold.fold() + 1) + "; list it in data.ignore");
        }
        Scale scale = Scale.learn(row -> data.value(row, feature), fold.training());
        return data.source().standardize() ? scale : scale.unscaled();
    }

    private static float[] features(DataSet data, List<Integer> rows, List<Scale> scales) {
        float[] features = new float[rows.size() * scales.size()];
        int at = 0;
        for (int row : rows) {
            for (int feature = 0; feature < scales.size(); feature++) {
                features[at++] = scales.get(feature).apply(data.value(row, feature));
            }
        }
        return features;
    }

    private static float[] labels(DataSet data, List<Integer> rows, Scale scale) {
        float[] labels = new float[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = scale.apply(data.label(rows.get(i)));
        }
        return labels;
    }

    /** Number of feature columns. */
    public int features() {
        return features;
    }

    /** Number of classes, or 1 for regression. */
    public int outputs() {
        return outputs;
    }

    public boolean classification() {
        return classification;
    }

    /** Shape training rows x features. */
    public float[] trainingFeatures() {
        return trainingFeatures;
    }

    /** One a training row. */
    public float[] trainingLabels() {
        return trainingLabels;
    }

    /** Shape validation rows x features. */
    public float[] validationFeatures() {
        return validationFeatures;
    }

    /** One a validation row. */
    public float[] validationLabels() {
        return validationLabels;
    }

    /** Mean of the target over the training rows, in its own unit; 0 where the target is not standardised. */
    public double targetMean() {
        return targetMean;
    }

    /** Standard deviation of the target over the training rows; 1 where the target is not standardised. */
    public double targetDeviation() {
        return targetDeviation;
    }
}
