package dev.plateau.examples;

/** Softmax regression by plain gradient descent: as small as a model can be that learns. */
final class Softmax {

    private final int features;
    private final int classes;

    /** One row a class, its offset last. */
    private final double[][] weights;

    Softmax(int features, int classes) {
        this.features = features;
        this.classes = classes;
        weights = new double[classes][features + 1];
    }

    /**
     * One step along the mean gradient over all rows.
     *
     * @param rows one after the other; {@code labels} their classes from 0
     */
    void descend(float[] rows, float[] labels, double learningRate, double l2) {
        double[][] gradient = new double[classes][features + 1];
        for (int row = 0; row < labels.length; row++) {
            double[] error = probabilities(rows, row);
            error[(int) labels[row]] -= 1;
            for (int c = 0; c < classes; c++) {
                for (int i = 0; i < features; i++) {
                    gradient[c][i] += error[c] * rows[row * features + i] / labels.length;
                }
                gradient[c][features] += error[c] / labels.length;
            }
        }
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i <= features; i++) {
                weights[c][i] -= learningRate * (gradient[c][i] + (i < features ? l2 * weights[c][i] : 0));
            }
        }
    }

    /** Mean cross-entropy. */
    double loss(float[] rows, float[] labels) {
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            sum -= Math.log(probabilities(rows, row)[(int) labels[row]]);
        }
        return sum / labels.length;
    }

    private double[] probabilities(float[] rows, int row) {
        double[] values = new double[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double z = weights[c][features];
            for (int i = 0; i < features; i++) {
                z += weights[c][i] * rows[row * features + i];
            }
            values[c] = Math.exp(z);
            sum += values[c];
        }
        for (int c = 0; c < classes; c++) {
            values[c] /= sum;
        }
        return values;
    }
}
