package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.report.PlanReport;
import dev.plateau.cli.text.Terminal;
import dev.plateau.experiment.Experiments;
import dev.plateau.plan.Forest;
import dev.plateau.run.Prepared;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plateau plan FILE}. */
@Command(
        name = "plan",
        header = "Show what a search would train, what that saves, and what was assumed.",
        sortOptions = false)
public final class PlanCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(names = "--yes", description = "Plan also a search of more than a million configurations.")
    private boolean yes;

    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    private Path file = Path.of("");

    PlanCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Prepared.Size size = yes ? Prepared.Size.ANY : Prepared.Size.MODEST;
        PlanReport plan = PlanReport.of(Prepared.of(Experiments.read(file), size, Forest.Sharing.SHARED));
        Terminal terminal = context.terminal();
        shared.print(terminal, plan, () -> plan.lines(terminal.tableWidth(), terminal.textWidth()));
        return ExitCode.GOOD;
    }
}
