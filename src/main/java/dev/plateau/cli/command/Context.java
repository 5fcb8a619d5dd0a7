package dev.plateau.cli.command;

import dev.plateau.cli.text.Terminal;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * What a command needs besides its arguments. Makes the commands: those with a constructor that wants a context get it.
 *
 * @param arguments all of them, as typed
 */
public record Context(Terminal terminal, List<String> arguments) implements IFactory {

    public Context {
        arguments = List.copyOf(arguments);
    }

    /** The command as it was typed, for the record. */
    public String command() {
        return "plateau " + String.join(" ", arguments);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Optional<Constructor<?>> constructor = Stream.of(type.getDeclaredConstructors())
                .filter(c -> List.of(c.getParameterTypes()).equals(List.of(Context.class)))
                .findFirst();
        if (constructor.isEmpty()) {
            return CommandLine.defaultFactory().create(type);
        }
        constructor.get().setAccessible(true);
        return type.cast(constructor.get().newInstance(this));
    }
}
