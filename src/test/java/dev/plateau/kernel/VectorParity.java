package dev.plateau.kernel;

import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;

/** A process that compares the kernel of vectors with the plain one, bit for bit; {@link VectorKernelTest} starts it with 4, 8 and 16 lanes. */
final class VectorParity {

    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        0.625f,
        -0.625f,
        88.7f,
        88.73f,
        89.5f,
        -87.4f,
        -103.9f,
        -104.1f,
        1e-20f,
        -1e-8f,
        45f,
        -45f
    };

    private static final int[][] SHAPES = {
        {1, 1, 1},
        {1, 300, 70},
        {2, 255, 16},
        {3, 256, 17},
        {4, 257, 64},
        {5, 3, 63},
        {7, 64, 65},
        {8, 10, 64},
        {9, 64, 10},
        {32, 64, 64},
        {29, 64, 10},
        {40, 100, 112},
        {6, 513, 33},
        {17, 1, 128},
        {33, 2, 15},
        {128, 30, 70}
    };

    private final Kernel plain = Kernels.plain();
    private final Kernel vector = ServiceLoader.load(Kernel.class).findFirst().orElseThrow();
    private final Random random = new Random(7);
    private int compared;

    private VectorParity() {}

    public static void main(String[] arguments) {
        VectorParity parity = new VectorParity();
        parity.products();
        for (Activation activation : Activation.values()) {
            for (int columns : new int[] {1, 10, 16, 24, 64, 70}) {
                parity.activation(activation, columns);
            }
        }
        for (int columns : new int[] {1, 2, 10, 16, 17, 33}) {
            parity.softmax(columns);
        }
        System.out.println(parity.vector.name() + ": " + parity.compared + " results are the same");
    }

    private void products() {
        for (int[] shape : SHAPES) {
            product(shape[0], shape[1], shape[2]);
        }
        for (int i = 0; i < 150; i++) {
            product(1 + random.nextInt(40), 1 + random.nextInt(300), 1 + random.nextInt(70));
        }
    }

    private void product(int rows, int depth, int columns) {
        String shape = rows + " x " + depth + " times " + columns;
        Matrix a = gaussian(rows, depth);
        Matrix b = gaussian(depth, columns);
        Matrix bias = gaussian(1, columns);
        Matrix transposed = gaussian(depth, rows);
        same("product " + shape, rows, columns, (kernel, out) -> kernel.product(a, b, out));
        same("affine " + shape, rows, columns, (kernel, out) -> kernel.affine(a, b, bias, out));
        same("transposed " + shape, rows, columns, (kernel, out) -> kernel.productOfTransposed(transposed, b, out));
        same("transpose " + shape, depth, rows, (kernel, out) -> kernel.transpose(a, out));
        same("column sums " + shape, 1, depth, (kernel, out) -> kernel.columnSums(a, out));
        same(
                "squares " + shape,
                1,
                1,
                (kernel, out) ->
                        out.values()[0] = kernel.sumOfSquares(b.values(), 0, b.length(), new float[Kernel.LANES]));
    }

    private void activation(Activation activation, int columns) {
        Matrix z = sums(40, columns);
        Matrix delta = gaussian(40, columns);
        same(activation + " " + columns, 40, columns, (kernel, out) -> kernel.activate(activation, z, out));
        Matrix values = Matrix.zeros(40, columns);
        plain.activate(activation, z, values);
        same("slope of " + activation + " " + columns, 40, columns, (kernel, out) -> {
            System.arraycopy(delta.values(), 0, out.values(), out.offset(), delta.length());
            kernel.derive(activation, z, values, out);
        });
    }

    private void softmax(int columns) {
        for (int rows : new int[] {1, 4, 16, 21, 60}) {
            softmax(rows, columns);
        }
    }

    private void softmax(int rows, int columns) {
        Matrix z = sums(rows, columns);
        float[] labels = new float[rows + 1];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(columns);
        }
        Predictions predictions = new Predictions(rows, columns);
        same("slope " + columns, rows, columns, (kernel, out) -> kernel.classify(z, labels, 1, predictions, out));
        same("classes and logarithms " + columns, 2, rows, (kernel, out) -> {
            kernel.classify(z, labels, 1, predictions);
            System.arraycopy(predictions.classes(), 0, out.values(), out.offset(), rows);
            System.arraycopy(predictions.logarithms(), 0, out.values(), out.offset() + out.stride(), rows);
        });
    }

    /** Gaussian ones of many sizes, and the special ones among them. */
    private Matrix sums(int rows, int columns) {
        Matrix z = gaussian(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float scale = (float) Math.scalb(1.0, random.nextInt(12) - 4);
                z.values()[row * z.stride() + column] *= scale;
                if (random.nextInt(8) == 0) {
                    z.values()[row * z.stride() + column] = SPECIAL[random.nextInt(SPECIAL.length)];
                }
            }
        }
        return z;
    }

    private Matrix gaussian(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix.values()[row * matrix.stride() + column] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    /** Results start out as rubbish that lies between two walls; afterwards the columns are the same, the padding 0, the walls untouched. */
    private void same(String what, int rows, int columns, BiConsumer<Kernel, Matrix> operation) {
        Matrix expected = between(rows, columns);
        Matrix found = between(rows, columns);
        operation.accept(plain, expected);
        operation.accept(vector, found);
        compared++;
        for (int i = 0; i < expected.values().length; i++) {
            int at = i - expected.offset();
            boolean padding = at >= 0 && at < expected.length() && at % expected.stride() >= columns;
            float right = padding ? 0 : expected.values()[i];
            float is = padding ? Math.abs(found.values()[i]) : found.values()[i];
            if (Float.floatToIntBits(right) != Float.floatToIntBits(is)) {
                throw new AssertionError(what + " at " + at + ": expected " + right + ", found " + is);
            }
        }
    }

    private static Matrix between(int rows, int columns) {
        float[] values = new float[rows * Kernel.padded(columns) + 2 * Kernel.LANES];
        Matrix matrix = new Matrix(values, Kernel.LANES, rows, columns);
        java.util.Arrays.fill(values, 7.5f);
        for (int row = 0; row < rows; row++) {
            int start = matrix.offset() + row * matrix.stride();
            java.util.Arrays.fill(values, start + columns, start + matrix.stride(), 0);
        }
        return matrix;
    }
}
