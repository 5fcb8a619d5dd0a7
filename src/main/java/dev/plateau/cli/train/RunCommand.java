package dev.plateau.cli.train;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.command.Shared;
import dev.plateau.experiment.Experiments;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plateau run FILE}. */
@Command(
        name = "run",
        header = "Train a search, or go on with it where it stands.",
        description = "Ctrl-C pauses; the same command goes on.",
        sortOptions = false)
public final class RunCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Mixin
    private Training training = new Training();

    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    private Path file = Path.of("");

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        return training.run(context, shared, Experiments.read(file), file);
    }
}
