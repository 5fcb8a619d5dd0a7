package dev.plateau.kernel;

import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * How fast the products of training steps are: against OpenBLAS's sgemm of 512 x 512 x 512 on one core, and against plain Java; and how long the
 * JIT compiler takes. A main class, in a JVM with {@code --add-modules jdk.incubator.vector -XX:+UseSerialGC} and {@code OMP_NUM_THREADS=1}. The best
 * of several turns that alternate, in one process, so that a busy machine changes the seconds more than the ratios.
 */
final class KernelBench {

    private static final int TURNS = 24;
    private static final int SIZE = 512;

    private KernelBench() {}

    public static void main(String[] arguments) {
        long start = System.nanoTime();
        Kernels.warmUp();
        Kernel best = Kernels.best();
        print("%s: warm-up %.0f ms%n", best.name(), (System.nanoTime() - start) / 1e6);
        Steps first = new Steps(32, 64, 64, 10);
        for (int block = 0; block < 5; block++) {
            print(
                    "  steps %d to %d: %.1f us each%n",
                    block * 100, block * 100 + 99, seconds(() -> first.run(best), 100) * 1e6);
        }
        double peak = peak();
        print("sgemm %d x %d x %d on one core: %.1f GFLOP/s%n", SIZE, SIZE, SIZE, peak / 1e9);
        for (int batch : new int[] {16, 32, 64, 128}) {
            compare(best, peak, batch, 64, 64, 10);
        }
        compare(best, peak, 128, 784, 256, 128, 10);
    }

    /** All products of a step of a network: forwards, gradients of weights, and errors backwards except into the data. */
    private static final class Steps {

        private final Matrix[] values;
        private final Matrix[] weights;
        private final Matrix[] transposed;
        private final Matrix[] biases;
        private final double operations;

        Steps(int batch, int... sizes) {
            values = new Matrix[sizes.length];
            weights = new Matrix[sizes.length];
            transposed = new Matrix[sizes.length];
            biases = new Matrix[sizes.length];
            values[0] = Matrix.zeros(batch, sizes[0]);
            double total = 0;
            for (int layer = 1; layer < sizes.length; layer++) {
                values[layer] = Matrix.zeros(batch, sizes[layer]);
                weights[layer] = Matrix.zeros(sizes[layer - 1], sizes[layer]);
                transposed[layer] = Matrix.zeros(sizes[layer], sizes[layer - 1]);
                biases[layer] = Matrix.zeros(1, sizes[layer]);
                total += 2.0 * batch * sizes[layer - 1] * sizes[layer] * (layer == 1 ? 2 : 3);
            }
            operations = total;
        }

        void run(Kernel kernel) {
            for (int layer = 1; layer < values.length; layer++) {
                kernel.affine(values[layer - 1], weights[layer], biases[layer], values[layer]);
            }
            for (int layer = values.length - 1; layer > 0; layer--) {
                kernel.productOfTransposed(values[layer - 1], values[layer], weights[layer]);
                if (layer > 1) {
                    kernel.product(values[layer], transposed[layer], values[layer - 1]);
                }
            }
        }
    }

    private static void compare(Kernel best, double peak, int batch, int... sizes) {
        Steps steps = new Steps(batch, sizes);
        Kernel plain = Kernels.plain();
        int count = (int) Math.max(1, 1e8 / steps.operations);
        double fast = Double.MAX_VALUE;
        double slow = Double.MAX_VALUE;
        for (int turn = 0; turn < TURNS; turn++) {
            fast = Math.min(fast, seconds(() -> steps.run(best), count));
            slow = Math.min(slow, seconds(() -> steps.run(plain), Math.max(1, count / 20)));
        }
        print(
                "%s batch %d: %.1f us a step, %.1f GFLOP/s, %.0f %% of sgemm, %.1f times plain Java, 1,437 rows in %.3f ms%n",
                java.util.Arrays.toString(sizes),
                batch,
                fast * 1e6,
                steps.operations / fast / 1e9,
                100 * steps.operations / fast / peak,
                slow / fast,
                fast * 1e3 * 1437 / batch);
    }

    /** Seconds of one turn of several. */
    private static double seconds(Runnable work, int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            work.run();
        }
        return (System.nanoTime() - start) / 1e9 / count;
    }

    /** Operations a second of OpenBLAS. */
    private static double peak() {
        openblas.blas_set_num_threads(1);
        try (FloatPointer a = new FloatPointer((long) SIZE * SIZE);
                FloatPointer b = new FloatPointer((long) SIZE * SIZE);
                FloatPointer c = new FloatPointer((long) SIZE * SIZE)) {
            a.zero();
            b.zero();
            double best = Double.MAX_VALUE;
            // Each takes 2 ms, less than the turn of a process on a busy machine.
            for (int turn = 0; turn < 20 * TURNS; turn++) {
                best = Math.min(best, seconds(() -> multiply(a, b, c), 1));
            }
            return 2.0 * SIZE * SIZE * SIZE / best;
        }
    }

    private static void multiply(FloatPointer a, FloatPointer b, FloatPointer c) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                SIZE,
                SIZE,
                SIZE,
                1,
                a,
                SIZE,
                b,
                SIZE,
                0,
                c,
                SIZE);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
