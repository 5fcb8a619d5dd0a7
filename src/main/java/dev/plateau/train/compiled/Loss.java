package dev.plateau.train.compiled;

import dev.plateau.data.FoldData;
import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Matrix;
import java.util.Map;

/** What the sums of the last layer mean: the metrics of rows, and the loss that a network descends. Not thread-safe. */
abstract class Loss {

    /**
     * Cross-entropy for classification, squared error for regression.
     *
     * @param last layer of the network; one output for two classes is a sigmoid's
     * @param rows of a batch, at most
     */
    static Loss of(Kernel kernel, FoldData data, DenseLayer last, int rows) {
        if (!data.classification()) {
            return new SquaredError(data.targetDeviation());
        }
        return last.outputs() == 1 ? new BinaryCrossEntropy() : new CrossEntropy(kernel, rows, data.outputs());
    }

    /**
     * Takes rows into the metrics.
     *
     * @param labels the label of row r is {@code labels[from + r]}
     */
    abstract void measure(Matrix sums, float[] labels, int from);

    /**
     * Takes rows into the metrics, and gives the slope of their mean loss at the sums.
     *
     * @param labels of the rows, from the first
     */
    abstract void descend(Matrix sums, float[] labels, Matrix slope);

    /** The metrics of the rows since the last call, by name without {@code val_}. */
    abstract Map<String, Double> metrics();
}
