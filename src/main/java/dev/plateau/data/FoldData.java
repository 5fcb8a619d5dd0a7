package dev.plateau.data;

import java.util.List;

/**
 * The rows of one fold, ready for a trainer: features standardised and filled with statistics of the training rows only (see {@link
 * Preparation}). A fold without validation rows gives empty validation arrays.
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

    private final Fold rows;
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
            Fold rows,
            int features,
            int outputs,
            boolean classification,
            float[] trainingFeatures,
            float[] trainingLabels,
            float[] validationFeatures,
            float[] validationLabels,
            double targetMean,
            double targetDeviation) {
        this.rows = rows;
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
        Preparation learned = Preparation.of(data, fold);
        return new FoldData(
                fold,
                data.features().size(),
                data.outputs(),
                data.classification(),
                features(data, fold.training(), learned),
                labels(data, fold.training(), learned),
                features(data, fold.validation(), learned),
                labels(data, fold.validation(), learned),
                learned.target().mean(),
                learned.target().deviation());
    }

    /**
     * A fold of rows that need no preparation: two classes, the same rows to train and to validate on.
     *
     * @param features one row after the other, all of one width
     * @param labels 0 or 1, one a row
     */
    public static FoldData ofTwoClasses(float[] features, float[] labels) {
        return new FoldData(
                Fold.all(labels.length),
                features.length / labels.length,
                2,
                true,
                features,
                labels,
                features,
                labels,
                0,
                1);
    }

    private static float[] features(DataSet data, List<Integer> rows, Preparation learned) {
        float[] features = new float[rows.size() * learned.features().size()];
        int at = 0;
        for (int row : rows) {
            for (int feature = 0; feature < learned.features().size(); feature++) {
                features[at++] = learned.scale(feature).apply(data.value(row, feature));
            }
        }
        return features;
    }

    private static float[] labels(DataSet data, List<Integer> rows, Preparation learned) {
        float[] labels = new float[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = learned.target().apply(data.label(rows.get(i)));
        }
        return labels;
    }

    /** Which rows of the data set these are: the same rows, in the same order. */
    public Fold rows() {
        return rows;
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
