package dev.plateau.cli.doctor;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the doctor starts to see whether a trainer works and what it computes with; nobody else has a use for it. */
@Command(name = WarmUpCommand.NAME, hidden = true)
public final class WarmUpCommand implements Callable<Integer> {

    static final String NAME = "warm-up";

    private final Context context;

    @Parameters(paramLabel = "TRAINER", description = "Name of the trainer.")
    private String name = "";

    WarmUpCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Trainer trainer = Trainers.byName(name).orElseThrow();
        trainer.warmUp();
        trainer.computesWith().ifPresent(context.terminal()::result);
        return ExitCode.GOOD;
    }
}
