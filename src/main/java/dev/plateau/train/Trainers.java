package dev.plateau.train;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The trainers on the class path, found through {@code META-INF/services}: a trainer that somebody adds is found like our
 * own.
 */
public final class Trainers {

    /** Trainers that have a Maven profile of their name. */
    private static final List<String> OPTIONAL = List.of("tensorflow");

    private Trainers() {}

    /** The trainer of a name; empty if there is none. */
    public static Optional<Trainer> byName(String name) {
        return ServiceLoader.load(Trainer.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(trainer -> trainer.name().equals(name))
                .findFirst();
    }

    /** What is said of a trainer that {@link #byName} does not have. */
    public static String missing(String name) {
        return "trainer: expected one of " + String.join(", ", names()) + ", found " + name + hint(name);
    }

    /** How to get a trainer that is not here, to go on a sentence; empty if nobody knows. */
    public static String hint(String name) {
        return OPTIONAL.contains(name)
                ? ", which is built in only when asked for: start Plateau with ./plateau --with " + name
                : "";
    }

    /** All names, for messages. */
    public static List<String> names() {
        return ServiceLoader.load(Trainer.class).stream()
                .map(provider -> provider.get().name())
                .sorted()
                .toList();
    }
}
