package dev.plateau.kernel;

import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The kernels that this JVM has. */
public final class Kernels {

    /** Where the Vector API lives, and must have been added when the JVM was started. */
    private static final String MODULE = "jdk.incubator.vector";

    /** What {@code java.vm.info} says of a JVM without the second JIT compiler, which alone makes instructions of vectors: they would be objects. */
    private static final String FIRST_COMPILER_ONLY = "emulated-client";

    private static final Kernel BEST = found();

    private Kernels() {}

    /** The fastest one: of vectors where their module was added and will be compiled, else the plain one. */
    public static Kernel best() {
        return BEST;
    }

    /** The one that needs nothing but Java. */
    public static Kernel plain() {
        return new PlainKernel();
    }

    /**
     * What a JVM of this machine's Java is started with, so that its {@link #best} is as fast as it can be, and soon: vectors, their JIT compiler told
     * to begin early, since until it is done they are objects, a hundred times as slow; and each kernel compiled once, not again inside each
     * of its callers.
     *
     * <p>After a fiftieth of the calls the compiler has not seen enough and makes code that allocates; so does -XX:-TieredCompilation, and takes
     * longer.
     */
    public static List<String> flags() {
        return ModuleFinder.ofSystem().find(MODULE).isEmpty()
                ? List.of()
                : List.of(
                        "--add-modules",
                        MODULE,
                        "-XX:CompileCommand=quiet",
                        "-XX:CompileCommand=CompileThresholdScaling,dev.plateau.kernel.vector.*::*,0.04",
                        "-XX:CompileCommand=BackgroundCompilation,dev.plateau.kernel.vector.*::*,false",
                        "-XX:CompileCommand=inline,dev.plateau.kernel.vector.VectorFunctions::*",
                        "-XX:CompileCommand=inline,dev.plateau.kernel.vector.Lanes::*",
                        "-XX:CompileCommand=dontinline,dev.plateau.kernel.vector.Tiles::*By*",
                        "-XX:CompileCommand=dontinline,dev.plateau.kernel.vector.Layers::*",
                        "-XX:CompileCommand=dontinline,dev.plateau.kernel.vector.Slopes::*",
                        "-XX:CompileCommand=dontinline,dev.plateau.kernel.vector.Softmax::*",
                        "-XX:CompileCommand=dontinline,dev.plateau.kernel.vector.VectorKernel::*");
    }

    private static Kernel found() {
        boolean vectors = ModuleLayer.boot().findModule(MODULE).isPresent();
        return vectors && compiles(System.getProperty("java.vm.info", ""))
                ? ServiceLoader.load(Kernel.class).findFirst().orElseGet(PlainKernel::new)
                : new PlainKernel();
    }

    static boolean compiles(String virtualMachine) {
        return !virtualMachine.contains(FIRST_COMPILER_ONLY) && virtualMachine.startsWith("mixed mode");
    }

    /**
     * Computes with small matrices of zeros, so that the JIT compiler compiles what the best kernel does at every step; for a worker to call
     * while nobody waits. Keeps nothing. Takes as long as the compiler does, about 0.3 s on two threads.
     */
    public static void warmUp() {
        Stream.<Runnable>of(() -> WarmUp.functions(BEST), () -> WarmUp.products(BEST))
                .parallel()
                .forEach(Runnable::run);
    }
}
