package dev.plateau.cli;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.text.Abilities;
import dev.plateau.cli.text.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The command {@code plateau}. */
@Command(
        name = "plateau",
        header = "Hyperparameter search that tells you how many epochs to train.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all good",
            "1:a mistake in the file, the data or the command, told in a sentence",
            "2:every trial failed",
            "3:some trials failed",
            "70:a mistake of Plateau",
            "130:interrupted; the same command goes on"
        },
        footer = {"%nTry: ./plateau init my-search, then ./plateau run my-search/experiment.yaml"})
public final class Main implements Callable<Integer> {

    private final Context context;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            description = "Show the version.")
    private boolean version;

    private Main(Context context) {
        this.context = context;
    }

    public static void main(String[] arguments) {
        Charset charset = Abilities.charset();
        Terminal terminal = new Terminal(
                writer(FileDescriptor.out, charset),
                writer(FileDescriptor.err, charset),
                Abilities.ofThisProcess(System.getenv(), charset));
        System.exit(run(arguments, terminal));
    }

    private static PrintWriter writer(FileDescriptor stream, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), charset), false);
    }

    /** Runs a command as if its output went to files. Returns the exit code; never exits. */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        return run(arguments, new Terminal(out, err, Abilities.FILE));
    }

    /** Runs a command in a terminal. Returns the exit code; never exits. */
    static int run(String[] arguments, Terminal terminal) {
        Context context = new Context(terminal, List.of(arguments));
        CommandLine commands = Menu.of(new CommandLine(new Main(context), context), arguments);
        Mistakes mistakes = new Mistakes(terminal);
        commands.setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(terminal.abilities().color() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(mistakes)
                .setExecutionExceptionHandler(mistakes);
        try {
            return commands.execute(arguments);
        } catch (Error e) { // out of memory, a library that does not fit: said like every mistake of ours
            return mistakes.unexpected(e, commands);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    /** Without a command: the help. */
    @Override
    public Integer call() {
        String implementation = Main.class.getPackage().getImplementationVersion();
        if (version) {
            context.terminal().result("plateau " + (implementation == null ? "development" : implementation));
        } else {
            Menu.of(new CommandLine(this, context)).usage(context.terminal().out());
        }
        return ExitCode.GOOD;
    }
}
