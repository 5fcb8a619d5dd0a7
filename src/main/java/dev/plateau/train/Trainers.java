package dev.plateau.train;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The trainers on the class path, found through {@code META-INF/services}: a trainer that somebody adds is found like our
 * own.
 */
public final class Trainers {

    private Trainers() {}

    /** The trainer of a name; empty if there is none. */
    public static Optional<Trainer> byName(String name) {
        return ServiceLoader.load(Trainer.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(trainer -> trainer.name().equals(name))
                .findFirst();
    }

    /** All names, for messages. */
    public static List<String> names() {
        return ServiceLoader.load(Trainer.class).stream()
                .map(provider -> provider.get().name())
                .sorted()
                .toList();
    }
}
