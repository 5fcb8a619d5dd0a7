package dev.plateau.work;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C does to a process, until it is closed.
 *
 * <p>A terminal sends Ctrl-C to all processes in front of it, workers too, so each has to say what it wants. The JDK's door
 * to signals is {@code sun.misc.Signal} in the module {@code jdk.unsupported}; it is entered by reflection because naming it
 * is a warning that cannot be switched off. On a JVM without it Ctrl-C ends the process as usual, and nothing that was
 * stored is lost.
 */
public final class Interrupts implements AutoCloseable {

    private final @Nullable Object before;

    private Interrupts(@Nullable Object before) {
        this.before = before;
    }

    /** From now on Ctrl-C calls this, on a thread of its own, instead of ending the process. */
    public static Interrupts on(Runnable action) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            return new Interrupts(install(Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == arguments[0];
                            default -> "what Ctrl-C does";
                        };
                    })));
        } catch (ClassNotFoundException e) {
            log().log(System.Logger.Level.DEBUG, "Ctrl-C ends this process", e);
            return new Interrupts(null);
        }
    }

    /** From now on Ctrl-C does nothing: somebody else will end this process. */
    static Interrupts ignore() {
        return on(() -> {});
    }

    /** Ctrl-C does what it did before. */
    @Override
    public void close() {
        if (before != null) {
            install(before);
        }
    }

    /** Returns the handler that was there; null if none can be installed. */
    private static @Nullable Object install(Object handler) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Object interrupt = signals.getConstructor(String.class).newInstance("INT");
            return signals.getMethod("handle", signals, Class.forName("sun.misc.SignalHandler"))
                    .invoke(null, interrupt, handler);
        } catch (InvocationTargetException e) {
            // The JVM was started with -Xrs, which asks it to leave signals alone.
            log().log(System.Logger.Level.DEBUG, "Ctrl-C cannot be taken", e);
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("sun.misc.Signal is not what it was for twenty years", e);
        }
    }

    /** Not held: the first logger of a process takes it 5 ms, and most say nothing. */
    private static System.Logger log() {
        return System.getLogger(Interrupts.class.getName());
    }
}
