package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.report.InfluenceReport;
import dev.plateau.compare.Influence;
import dev.plateau.store.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plateau importance EXP}. */
@Command(name = "importance", header = "Show which parameters decide, with intervals.", sortOptions = false)
public final class ImportanceCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Parameters(paramLabel = "EXP", description = "Name of the experiment.")
    private String name = "";

    ImportanceCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Store store = shared.read()) {
            Influence influence = Influence.of(store, shared.experiment(store, name));
            shared.print(context.terminal(), influence, () -> new InfluenceReport(influence).lines(context.terminal()));
        }
        return ExitCode.GOOD;
    }
}
