package dev.plateau.cli;

import dev.plateau.cli.command.Mistake;
import dev.plateau.cli.command.Shared;
import dev.plateau.cli.curves.CurvesException;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.text.Terminal;
import dev.plateau.compare.CompareException;
import dev.plateau.data.DataException;
import dev.plateau.experiment.ExperimentException;
import dev.plateau.logs.LogsException;
import dev.plateau.model.ModelException;
import dev.plateau.run.SearchException;
import dev.plateau.server.DashboardException;
import dev.plateau.server.access.AccessException;
import dev.plateau.spelling.Spelling;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.track.TrackException;
import dev.plateau.transfer.TransferException;
import dev.plateau.work.WorkException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: a sentence for a mistake of the user, a sentence and a file for one of ours. */
final class Mistakes implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final List<Class<? extends Exception>> OF_THE_USER = List.of(
            Mistake.class,
            CompareException.class,
            CurvesException.class,
            ExperimentException.class,
            DataException.class,
            SearchException.class,
            StoreException.class,
            WorkException.class,
            ModelException.class,
            DashboardException.class,
            AccessException.class,
            LogsException.class,
            TrackException.class,
            TransferException.class);

    private final Terminal terminal;

    Mistakes(Terminal terminal) {
        this.terminal = terminal;
    }

    /** An argument that is not understood. */
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.note("plateau: " + sentence(e) + " (./" + command + " --help lists what there is)");
        return ExitCode.MISTAKE;
    }

    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unknown
                && !unknown.getUnmatched().isEmpty()) {
            return unknown(unknown.getUnmatched().get(0), e.getCommandLine());
        }
        String message = e.getMessage() == null ? "the arguments are not understood" : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }

    private static String unknown(String argument, CommandLine command) {
        if (argument.startsWith("-")) {
            List<String> options = command.getCommandSpec().options().stream()
                    .map(option -> option.longestName())
                    .toList();
            return "unknown option " + argument + meant(argument, options);
        }
        List<String> commands = command.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
        return (commands.isEmpty() ? "unknown argument " : "unknown command ") + argument + meant(argument, commands);
    }

    private static String meant(String argument, List<String> names) {
        return Spelling.nearest(argument, names)
                .map(name -> ", did you mean " + name + "?")
                .orElse("");
    }

    /** Something that a command threw. */
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
        if (OF_THE_USER.stream().noneMatch(type -> type.isInstance(e))) {
            return unexpected(e, command);
        }
        List<String> sentences =
                e instanceof ExperimentException several ? several.mistakes() : List.of(String.valueOf(e.getMessage()));
        sentences.forEach(sentence -> terminal.note("plateau: " + sentence));
        if (shared(command).map(Shared::verbose).orElse(false)) {
            terminal.note(trace(e));
        }
        return ExitCode.MISTAKE;
    }

    /** Something that nobody expected. */
    int unexpected(Throwable e, CommandLine command) {
        String what = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse(e.getClass().getSimpleName());
        boolean verbose = shared(command).map(Shared::verbose).orElse(false);
        terminal.note("plateau: something unexpected happened (" + what + "); "
                + (verbose ? "the details:" : details(e, command)));
        if (verbose) {
            terminal.note(trace(e));
        }
        return ExitCode.UNEXPECTED;
    }

    /** Writes the stack trace where it can be found, and says where that is. */
    private static String details(Throwable e, CommandLine command) {
        Path folder = shared(command)
                .map(Shared::files)
                .filter(Files::isDirectory)
                .orElse(Path.of(System.getProperty("java.io.tmpdir")));
        Path file = folder.resolve("plateau-errors.log");
        try {
            Files.writeString(
                    file, Instant.now() + " " + trace(e) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return "the details are in " + file;
        } catch (IOException unwritable) {
            return "--verbose shows the details";
        }
    }

    private static Optional<Shared> shared(CommandLine command) {
        CommandSpec mixin = command.getCommandSpec().mixins().get("shared");
        return mixin != null && mixin.userObject() instanceof Shared found ? Optional.of(found) : Optional.empty();
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
