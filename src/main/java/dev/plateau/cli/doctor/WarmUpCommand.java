package dev.plateau.cli.doctor;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What the doctor starts to see whether native code loads; nobody else has a use for it. */
@Command(name = WarmUpCommand.NAME, hidden = true)
public final class WarmUpCommand implements Callable<Integer> {

    static final String NAME = "warm-up";

    @Override
    public Integer call() {
        Trainer trainer = Trainers.byName("dl4j").orElseThrow();
        trainer.warmUp();
        return ExitCode.GOOD;
    }
}
