package dev.plateau.kernel;

import java.util.ServiceLoader;

/** The kernels that this JVM has. */
public final class Kernels {

    /** Where the Vector API lives, and must have been added when the JVM was started. */
    private static final String MODULE = "jdk.incubator.vector";

    private static final Kernel BEST = found();

    private Kernels() {}

    /** The fastest one. */
    public static Kernel best() {
        return BEST;
    }

    /** The one that needs nothing but Java. */
    public static Kernel plain() {
        return new PlainKernel();
    }

    private static Kernel found() {
        return ModuleLayer.boot().findModule(MODULE).isPresent()
                ? ServiceLoader.load(Kernel.class).findFirst().orElseGet(PlainKernel::new)
                : new PlainKernel();
    }
}
