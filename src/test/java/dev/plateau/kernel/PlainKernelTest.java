package dev.plateau.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the definitions in double precision. */
class PlainKernelTest {

    private final Kernel kernel = Kernels.plain();
    private final Random random = new Random(3);

    private Matrix gaussian(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix.values()[row * matrix.stride() + column] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    private static float at(Matrix matrix, int row, int column) {
        return matrix.values()[matrix.offset() + row * matrix.stride() + column];
    }

    @Test
    void productsAreTheSumsOfProducts() {
        Matrix a = gaussian(5, 37);
        Matrix b = gaussian(37, 19);
        Matrix bias = gaussian(1, 19);
        Matrix transposed = Matrix.zeros(37, 5);
        kernel.transpose(a, transposed);
        Matrix product = Matrix.zeros(5, 19);
        Matrix affine = Matrix.zeros(5, 19);
        Matrix ofTransposed = Matrix.zeros(5, 19);
        kernel.product(a, b, product);
        kernel.affine(a, b, bias, affine);
        kernel.productOfTransposed(transposed, b, ofTransposed);
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 19; column++) {
                double sum = 0;
                double size = 0;
                for (int k = 0; k < 37; k++) {
                    double term = (double) at(a, row, k) * at(b, k, column);
                    sum += term;
                    size += Math.abs(term);
                }
                // The bound of a chain of fused operations: half a unit of at most the sum of sizes at each step.
                double error = 37 * 0x1p-24 * (size + 4);
                assertEquals(sum, at(product, row, column), error);
                assertEquals(sum + at(bias, 0, column), at(affine, row, column), error);
                assertEquals(at(product, row, column), at(ofTransposed, row, column));
            }
        }
    }

    @Test
    void columnSumsAndSquares() {
        Matrix a = gaussian(33, 3);
        Matrix sums = Matrix.zeros(1, 3);
        kernel.columnSums(a, sums);
        double squares = 0;
        for (int column = 0; column < 3; column++) {
            double sum = 0;
            for (int row = 0; row < 33; row++) {
                sum += at(a, row, column);
                squares += (double) at(a, row, column) * at(a, row, column);
            }
            assertEquals(sum, at(sums, 0, column), 1e-5);
        }
        assertEquals(squares, kernel.sumOfSquares(a.values(), 0, a.length(), new float[Kernel.LANES]), 1e-4);
        assertEquals(25f + 4, kernel.sumOfSquares(new float[] {9, 3, 4, 2, 9}, 1, 3, new float[Kernel.LANES]));
    }

    @Test
    void softmaxIsThatOfDoubles() {
        Matrix z = gaussian(4, 10);
        z.values()[3] = 500;
        Predictions predictions = new Predictions(4, 10);
        Matrix slope = Matrix.zeros(4, 10);
        float[] labels = {9, 3, 0, 1, 4};
        kernel.classify(z, labels, 1, predictions, slope);
        for (int row = 0; row < 4; row++) {
            double max = row == 0 ? 500 : 0;
            double sum = 0;
            for (int column = 0; column < 10; column++) {
                sum += StrictMath.exp(at(z, row, column) - max);
            }
            int truth = (int) labels[1 + row];
            int likeliest = 0;
            for (int column = 0; column < 10; column++) {
                double probability = StrictMath.exp(at(z, row, column) - max) / sum;
                assertEquals((probability - (column == truth ? 1 : 0)) / 4, at(slope, row, column), 2e-7);
                likeliest = at(z, row, column) > at(z, row, likeliest) ? column : likeliest;
            }
            double logarithm = at(z, row, truth) - max - StrictMath.log(sum);
            assertEquals(logarithm, predictions.logarithms()[row], 1e-6 * Math.max(1, Math.abs(logarithm)));
            assertEquals(likeliest, predictions.classes()[row]);
        }
    }

    @Test
    void activationsLeaveThePaddingAlone() {
        Matrix z = gaussian(3, 5);
        for (Activation activation : Activation.values()) {
            Matrix out = Matrix.zeros(3, 5);
            kernel.activate(activation, z, out);
            for (int column = 0; column < 16; column++) {
                float expected = column < 5 ? Functions.value(activation, at(z, 1, column)) : 0;
                assertEquals(expected, at(out, 1, column), activation.name());
            }
        }
    }
}
