package dev.plateau.data;

/**
 * The rows of one fold, ready for a trainer: features standardised and filled with statistics of the training rows only.
 * Arrays are row-major and are shared, not copied: read only.
 *
 * <p>Labels are class indices from 0 for classification; for regression the target, standardised like the features if the
 * source says so, and {@link #targetMean} and {@link #targetDeviation} undo that.
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
