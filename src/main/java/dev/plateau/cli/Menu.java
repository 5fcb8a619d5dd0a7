package dev.plateau.cli;

import dev.plateau.cli.command.CompareCommand;
import dev.plateau.cli.command.EpochsCommand;
import dev.plateau.cli.command.ExportCommand;
import dev.plateau.cli.command.ImportCommand;
import dev.plateau.cli.command.ImportanceCommand;
import dev.plateau.cli.command.InitCommand;
import dev.plateau.cli.command.ListCommand;
import dev.plateau.cli.command.LogsCommand;
import dev.plateau.cli.command.PlanCommand;
import dev.plateau.cli.command.ServeCommand;
import dev.plateau.cli.command.ShowCommand;
import dev.plateau.cli.doctor.DoctorCommand;
import dev.plateau.cli.doctor.WarmUpCommand;
import dev.plateau.cli.model.PredictCommand;
import dev.plateau.cli.model.RefitCommand;
import dev.plateau.cli.train.LrRangeCommand;
import dev.plateau.cli.train.ResumeCommand;
import dev.plateau.cli.train.RunCommand;
import dev.plateau.cli.train.VerifyCommand;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands that there are. Of those that were not asked for no more is made than the help shows: picocli finds out by reflection what
 * a command takes, and for all of them that is longer than everything else that a help does.
 */
enum Menu {
    RUN("run", RunCommand.class),
    PLAN("plan", PlanCommand.class),
    SHOW("show", ShowCommand.class),
    LIST("ls", ListCommand.class),
    EPOCHS("epochs", EpochsCommand.class),
    COMPARE("compare", CompareCommand.class),
    IMPORTANCE("importance", ImportanceCommand.class),
    RESUME("resume", ResumeCommand.class),
    LOGS("logs", LogsCommand.class),
    EXPORT("export", ExportCommand.class),
    IMPORT("import", ImportCommand.class),
    REFIT("refit", RefitCommand.class),
    PREDICT("predict", PredictCommand.class),
    VERIFY("verify", VerifyCommand.class),
    LR_RANGE("lr-range", LrRangeCommand.class),
    SERVE("serve", ServeCommand.class),
    DOCTOR("doctor", DoctorCommand.class),
    INIT("init", InitCommand.class),
    WARM_UP("warm-up", WarmUpCommand.class);

    private final String word;
    private final Class<?> type;

    Menu(String word, Class<?> type) {
        this.word = word;
        this.type = type;
    }

    /** The same command line with the commands that these arguments can be about. */
    static CommandLine of(CommandLine plateau, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        List<Menu> asked = Stream.of(values())
                .filter(command -> command.word.equals(first))
                .toList();
        boolean whole = !asked.isEmpty() || arguments.length > 1; // options first: then anything may follow
        for (Menu command : asked.isEmpty() ? List.of(values()) : asked) {
            plateau.addSubcommand(command.word, whole ? command.type : command.line());
        }
        return plateau;
    }

    String word() {
        return word;
    }

    Class<?> type() {
        return type;
    }

    /** As much of it as its line in the help. */
    private CommandSpec line() {
        Command told = type.getAnnotation(Command.class);
        CommandSpec line = CommandSpec.create().name(word);
        line.usageMessage().header(told.header()).hidden(told.hidden());
        return line;
    }
}
