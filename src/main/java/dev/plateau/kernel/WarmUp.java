package dev.plateau.kernel;

import java.util.function.BooleanSupplier;

/**
 * What a training step does, on matrices as small as make each method work, over and over until all must have been compiled. Small, because
 * vectors are objects and slow until then, and the compiler counts calls.
 */
final class WarmUp {

    /**
     * Rounds until all is compiled, with the flags of the worker: the compiler starts on a method after 100 calls and works beside the rounds,
     * which take some 10 microseconds once it is done.
     */
    private static final int ROUNDS = 6_000;

    /** Rounds between two questions whether it is enough. */
    private static final int STRIDE = 20;

    private static final int ROWS = 4;
    private static final int WIDTH = 64;
    private static final int CLASSES = 10;

    private final Kernel kernel;
    private final Matrix input = Matrix.zeros(ROWS, ROWS);
    private final Matrix hiddenWeights = Matrix.zeros(ROWS, WIDTH);
    private final Matrix hiddenBias = Matrix.zeros(1, WIDTH);
    private final Matrix sums = Matrix.zeros(ROWS, WIDTH);
    private final Matrix hidden = Matrix.zeros(ROWS, WIDTH);
    private final Matrix weights = Matrix.zeros(ROWS, CLASSES);
    private final Matrix bias = Matrix.zeros(1, CLASSES);
    private final Matrix output = Matrix.zeros(ROWS, CLASSES);
    private final Matrix slope = Matrix.zeros(ROWS, CLASSES);
    private final Predictions predictions = new Predictions(ROWS, CLASSES);
    private final float[] labels = new float[ROWS];
    private final Matrix transposed = Matrix.zeros(CLASSES, ROWS);

    private WarmUp(Kernel kernel) {
        this.kernel = kernel;
    }

    static void run(Kernel kernel, BooleanSupplier enough) {
        WarmUp network = new WarmUp(kernel);
        for (int round = 0; round < ROUNDS && !(round % STRIDE == 0 && enough.getAsBoolean()); round++) {
            network.round();
        }
    }

    /** Both kinds of tiles, along rows and along columns, and everything else that a step calls. */
    private void round() {
        kernel.affine(input, hiddenWeights, hiddenBias, sums);
        kernel.activate(Activation.RELU, sums, hidden);
        kernel.affine(input, weights, bias, output);
        kernel.classify(output, labels, 0, predictions, slope);
        kernel.columnSums(output, bias);
        kernel.columnSums(hidden, hiddenBias);
        kernel.transpose(weights, transposed);
        kernel.productOfTransposed(input, output, weights);
        kernel.productOfTransposed(input, sums, hiddenWeights);
        kernel.product(input, hiddenWeights, hidden);
        kernel.derive(Activation.RELU, sums, sums, hidden);
    }
}
