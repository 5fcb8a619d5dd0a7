package dev.plateau.bench;

import dev.plateau.kernel.Activation;
import dev.plateau.kernel.Kernel;
import dev.plateau.kernel.Kernels;
import dev.plateau.kernel.Matrix;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a training step is made of, by the kernel that needs nothing but Java and by the best one of this JVM. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBench {

    @Param({"plain", "best"})
    public String which = "";

    @Param({"SMALL", "LARGE"})
    public String shape = "";

    private Kernel kernel = Kernels.plain();
    private Layers layers = new Layers(Layers.Shape.SMALL);

    @Setup
    public void choose() {
        kernel = which.equals("best") ? Kernels.best() : Kernels.plain();
        layers = new Layers(Layers.Shape.valueOf(shape));
    }

    @Benchmark
    public Matrix affine() {
        kernel.affine(layers.input, layers.weights, layers.bias, layers.hidden);
        return layers.hidden;
    }

    @Benchmark
    public Matrix product() {
        kernel.product(layers.hidden, layers.transposed, layers.back);
        return layers.back;
    }

    @Benchmark
    public Matrix productOfTransposed() {
        kernel.productOfTransposed(layers.input, layers.hidden, layers.gradient);
        return layers.gradient;
    }

    @Benchmark
    public Matrix classify() {
        kernel.classify(layers.scores, layers.labels, 0, layers.predictions, layers.slope);
        return layers.slope;
    }

    @Benchmark
    public Matrix tanh() {
        kernel.activate(Activation.TANH, layers.hidden, layers.activated);
        return layers.activated;
    }
}
