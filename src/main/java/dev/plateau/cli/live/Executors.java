package dev.plateau.cli.live;

import dev.plateau.experiment.Experiment;
import dev.plateau.script.ScriptExecutor;
import dev.plateau.train.Trainers;
import dev.plateau.work.Executor;
import dev.plateau.work.ProcessExecutor;
import java.nio.file.Path;
import java.time.Duration;

/** Where the runs of an experiment train: in workers of Plateau, or in processes of the program that its file names. */
public final class Executors {

    private Executors() {}

    /**
     * @param files folder beside the database
     * @throws dev.plateau.work.WorkException if the program cannot be started here
     */
    public static Executor of(Experiment experiment, int slots, Path files) {
        return experiment.script().isPresent()
                ? new ScriptExecutor(experiment, slots, files)
                : new ProcessExecutor(
                        Trainers.likely(experiment.trainer()),
                        slots,
                        files.resolve("logs"),
                        Duration.ofMillis(experiment.limits().timeoutMillis()));
    }
}
