package dev.plateau.kernel;

import java.lang.module.ModuleFinder;
import java.util.List;
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

    /** What a JVM of this machine's Java is started with, so that its {@link #best} is as fast as it can be. */
    public static List<String> flags() {
        return ModuleFinder.ofSystem().find(MODULE).isPresent() ? List.of("--add-modules", MODULE) : List.of();
    }

    private static Kernel found() {
        return ModuleLayer.boot().findModule(MODULE).isPresent()
                ? ServiceLoader.load(Kernel.class).findFirst().orElseGet(PlainKernel::new)
                : new PlainKernel();
    }
}
