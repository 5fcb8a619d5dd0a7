package dev.plateau.train.compiled;

import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Matrix;
import dev.plateau.kernel.Predictions;
import dev.plateau.train.ClassTally;
import java.util.Map;

/** The mean of {@code -ln p} of the true class, p by softmax. */
final class CrossEntropy extends Loss {

    private final Kernel kernel;
    private final int classes;
    private final Predictions predictions;
    private ClassTally tally;

    CrossEntropy(Kernel kernel, int rows, int classes) {
        this.kernel = kernel;
        this.classes = classes;
        predictions = new Predictions(rows, classes);
        tally = new ClassTally(classes);
    }

    @Override
    void measure(Matrix sums, float[] labels, int from) {
        kernel.classify(sums, labels, from, predictions);
        tally(sums.rows(), labels, from);
    }

    @Override
    void descend(Matrix sums, float[] labels, Matrix slope) {
        kernel.classify(sums, labels, 0, predictions, slope);
        tally(sums.rows(), labels, 0);
    }

    private void tally(int rows, float[] labels, int from) {
        float[] predicted = predictions.classes();
        float[] logarithms = predictions.logarithms();
        for (int row = 0; row < rows; row++) {
            tally.add((int) predicted[row], logarithms[row], (int) labels[from + row]);
        }
    }

    @Override
    Map<String, Double> metrics() {
        Map<String, Double> metrics = tally.metrics();
        tally = new ClassTally(classes);
        return metrics;
    }
}
