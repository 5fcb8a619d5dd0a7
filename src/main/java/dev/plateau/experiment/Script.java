package dev.plateau.experiment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The program that trains, where the file names one.
 *
 * @param program as the file has it, from its folder unless absolute; empty if the command names it itself
 * @param command with its macros; never given to a shell
 * @param interpreter what runs the program; empty if the program runs by itself
 * @param environment names of the variables that the program gets from the environment of Plateau
 * @param epochsFrom where its epochs are read
 * @param dependsOnEpochs whether its first epochs depend on how many there will be
 * @param memoryBytes most that all its processes may hold together
 * @param graceMillis how long it may take to end when it is told to
 */
public record Script(
        Optional<String> program,
        List<String> command,
        Optional<String> interpreter,
        List<String> environment,
        EpochsFrom epochsFrom,
        boolean dependsOnEpochs,
        OptionalLong memoryBytes,
        long graceMillis) {

    /** W&B's command where the file gives none. */
    public static final List<String> USUAL = List.of("${env}", "${interpreter}", "${program}", "${args}");

    /** Macros that stand for any number of arguments: alone in their place. */
    public static final List<String> MANY = List.of("args", "args_no_boolean_flags", "args_no_hyphens");

    /** Macros that stand for one text, also within an argument. {@code envvar} is followed by a colon and a name. */
    public static final List<String> ONE =
            List.of("env", "interpreter", "program", "args_json", "args_json_file", "envvar");

    /** Finds the macros in an argument; group 1 is what stands in the braces. */
    public static final Pattern MACRO = Pattern.compile("\\$\\{([^{}]{0,300})}");

    public Script {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
    }

    /** Where epochs are read: one place, or the first that knows the objective. */
    public enum EpochsFrom {
        ANY,
        STDOUT,
        MLFLOW,
        KERAS_CSV,
        TENSORBOARD
    }
}
