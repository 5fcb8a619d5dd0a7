package dev.plateau.bench;

import dev.plateau.kernel.Activation;
import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Matrix;
import dev.plateau.kernel.Predictions;
import java.util.SplittableRandom;

/**
 * The matrices of one batch in the first and the last layer of a network, filled with numbers from -0.5 to 0.5, and what a training does with them.
 */
final class Layers {

    final Matrix input;
    final Matrix weights;
    final Matrix bias;
    final Matrix hidden;
    final Matrix activated;
    final Matrix back;
    final Matrix transposed;
    final Matrix gradient;
    final Matrix scores;
    final Matrix slope;
    final float[] labels;
    final Predictions predictions;

    /** The sizes of a network, as far as they are measured. */
    enum Shape {
        /** 64-64-10 at batch 32. */
        SMALL(32, 64, 64),
        /** 784-256-128-10 at batch 128. */
        LARGE(128, 784, 256);

        private final int batch;
        private final int in;
        private final int out;

        Shape(int batch, int in, int out) {
            this.batch = batch;
            this.in = in;
            this.out = out;
        }

        /** Multiplications and additions of the three products of a {@link Layers#step}. */
        double operationsOfStep() {
            return 3 * 2.0 * batch * in * out;
        }
    }

    Layers(Shape shape) {
        SplittableRandom random = new SplittableRandom(7);
        input = filled(shape.batch, shape.in, random);
        weights = filled(shape.in, shape.out, random);
        bias = filled(1, shape.out, random);
        hidden = filled(shape.batch, shape.out, random);
        activated = Matrix.zeros(shape.batch, shape.out);
        back = Matrix.zeros(shape.batch, shape.in);
        transposed = Matrix.zeros(shape.out, shape.in);
        gradient = Matrix.zeros(shape.in, shape.out);
        scores = filled(shape.batch, 10, random);
        slope = Matrix.zeros(shape.batch, 10);
        labels = new float[shape.batch];
        predictions = new Predictions(shape.batch, 10);
    }

    private static Matrix filled(int rows, int columns, SplittableRandom random) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix.values()[row * matrix.stride() + column] = (float) random.nextDouble() - 0.5f;
            }
        }
        return matrix;
    }

    /** Forward through the layer, and back with its gradient: the products that a step consists of. */
    float step(Kernel kernel) {
        kernel.affine(input, weights, bias, hidden);
        kernel.activate(Activation.RELU, hidden, hidden);
        kernel.productOfTransposed(input, hidden, gradient);
        kernel.transpose(weights, transposed);
        kernel.product(hidden, transposed, back);
        kernel.classify(scores, labels, 0, predictions, slope);
        return gradient.values()[0] + back.values()[0] + slope.values()[0];
    }
}
