package dev.plateau.kernel;

/**
 * What a training step does, on matrices as small as make each method work, over and over until all must have been compiled. Small, because
 * vectors are objects and slow until then, and the compiler counts calls.
 */
final class WarmUp {

    /** Until all is compiled, with the flags of the worker; a round takes a microsecond or two once it is. */
    private static final int ROUNDS = 3_000;

    private static final int ROWS = 4;
    private static final int WIDTH = 64;
    private static final int CLASSES = 10;

    private WarmUp() {}

    /** Both kinds of tiles, along rows and along columns. */
    static void products(Kernel kernel) {
        Matrix input = Matrix.zeros(ROWS, ROWS);
        Matrix hiddenWeights = Matrix.zeros(ROWS, WIDTH);
        Matrix hiddenBias = Matrix.zeros(1, WIDTH);
        Matrix hidden = Matrix.zeros(ROWS, WIDTH);
        Matrix weights = Matrix.zeros(ROWS, CLASSES);
        Matrix bias = Matrix.zeros(1, CLASSES);
        Matrix output = Matrix.zeros(ROWS, CLASSES);
        for (int round = 0; round < ROUNDS; round++) {
            kernel.affine(input, hiddenWeights, hiddenBias, hidden);
            kernel.affine(input, weights, bias, output);
            kernel.productOfTransposed(input, output, weights);
            kernel.productOfTransposed(input, hidden, hiddenWeights);
            kernel.product(input, hiddenWeights, hidden);
        }
    }

    /** Everything else that a step calls. */
    static void functions(Kernel kernel) {
        Matrix output = Matrix.zeros(ROWS, CLASSES);
        Matrix slope = Matrix.zeros(ROWS, CLASSES);
        Matrix transposed = Matrix.zeros(CLASSES, ROWS);
        Matrix sums = Matrix.zeros(1, CLASSES);
        Predictions predictions = new Predictions(ROWS, CLASSES);
        float[] labels = new float[ROWS];
        for (int round = 0; round < ROUNDS; round++) {
            kernel.classify(output, labels, 0, predictions, slope);
            kernel.activate(Activation.RELU, output, output);
            kernel.derive(Activation.RELU, output, output, slope);
            kernel.columnSums(slope, sums);
            kernel.transpose(slope, transposed);
        }
    }
}
