package dev.plateau.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The trainers on the class path, found through {@code META-INF/services}: a trainer that somebody adds is found like our
 * own.
 */
public final class Trainers {

    /** In place of a name: Plateau takes {@link #FAST} where that can train the whole search, and {@link #GENERAL} where not. */
    public static final String AUTO = "auto";

    /** Trains few kinds of networks, and those many times as fast. */
    public static final String FAST = "compiled";

    /** Trains every network that a file can describe, and what was trained before there was another one. */
    public static final String GENERAL = "dl4j";

    /** Trainers that have a Maven profile of their name. */
    private static final List<String> OPTIONAL = List.of("tensorflow");

    private Trainers() {}

    /** The trainer of a name; empty if there is none. */
    public static Optional<Trainer> byName(String name) {
        Optional<Trainer> own =
                own().filter(trainer -> trainer.name().equals(name)).findFirst();
        return own.isPresent() ? own : foreign(name);
    }

    /** Those of the first list on the class path, which is ours: to look for more, every library is opened. */
    private static Stream<Trainer> own() {
        try (InputStream list = Trainers.class.getResourceAsStream("/META-INF/services/" + Trainer.class.getName())) {
            String names = list == null ? "" : new String(list.readAllBytes(), StandardCharsets.UTF_8);
            return names.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Trainers::made);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of trainers cannot be read", e);
        }
    }

    private static Trainer made(String type) {
        try {
            return Class.forName(type)
                    .asSubclass(Trainer.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the list of trainers names " + type + ", which cannot be made", e);
        }
    }

    private static Optional<Trainer> foreign(String name) {
        return ServiceLoader.load(Trainer.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(trainer -> trainer.name().equals(name))
                .findFirst();
    }

    /** The trainer that a name most likely comes to, before anything is known of the search. */
    public static String likely(String name) {
        return name.equals(AUTO) ? FAST : name;
    }

    /** Whether a name means networks that Plateau describes, whose fields it knows. */
    public static boolean ofNetworks(String name) {
        return List.of(AUTO, FAST, GENERAL).contains(name);
    }

    /** What is said of a trainer that {@link #byName} does not have. */
    public static String missing(String name) {
        return "trainer: expected one of " + AUTO + ", " + String.join(", ", names()) + ", found " + name + hint(name);
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
