package dev.plateau.cli.train;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.command.Mistake;
import dev.plateau.cli.command.Shared;
import dev.plateau.cli.command.Stored;
import dev.plateau.cli.live.Executors;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Terminal;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Script;
import dev.plateau.experiment.Script.EpochsFrom;
import dev.plateau.plan.Forest;
import dev.plateau.run.Event;
import dev.plateau.run.Prepared;
import dev.plateau.run.Verification;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.work.Executor;
import dev.plateau.work.ProcessExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plateau verify EXP}. */
@Command(
        name = "verify",
        header = "Train a finished search again and compare every stored point, bit for bit.",
        description = "Nothing of the database is changed. Exit code 3 if a point differs.",
        sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes (default: as many as processors).")
    private Optional<Integer> workers = Optional.empty();

    @Parameters(paramLabel = "EXP", description = "Name of the experiment.")
    private String name = "";

    VerifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        int slots = Training.workers(workers).orElse(ProcessExecutor.slotsOfThisMachine());
        Path files = Files.createTempDirectory("plateau-verify-files");
        try (Store store = shared.read()) {
            ExperimentRow row = shared.experiment(store, name);
            Experiment experiment = Stored.of(store, row).experiment();
            if (experiment.script().map(Script::epochsFrom).equals(Optional.of(EpochsFrom.MLFLOW))) {
                throw new Mistake(name + " is told by MLflow's API, where a verification does not listen");
            }
            try (Executor executor = Executors.of(experiment, slots, files)) {
                Prepared prepared = Prepared.of(experiment, Prepared.Size.ANY, Forest.Sharing.SHARED);
                Verification verified = Verification.of(row, store, prepared, executor, this::tell);
                shared.print(
                        context.terminal(),
                        verified,
                        () -> lines(verified, experiment.script().isPresent()));
                return verified.differences().isEmpty() ? ExitCode.GOOD : ExitCode.SOME_FAILED;
            }
        } finally {
            delete(files);
        }
    }

    private void tell(Event event) {
        Terminal terminal = context.terminal();
        if (event instanceof Event.RunEnded ended) {
            terminal.note(ended.name() + " trained again, " + Numbers.count(ended.epochs(), "epoch"));
        }
    }

    private List<String> lines(Verification verified, boolean script) {
        List<String> lines = new ArrayList<>();
        lines.add(Numbers.count(verified.points(), "point") + " of " + Numbers.count(verified.runs(), "run")
                + " compared: "
                + (verified.differences().isEmpty()
                        ? "all the same, bit for bit"
                        : Numbers.count(verified.differences().size(), "curve") + " differ"
                                + (verified.differences().size() >= Verification.MAX_DIFFERENCES ? " at least" : "")));
        lines.addAll(verified.differences());
        if (script && !verified.differences().isEmpty()) {
            lines.add("a script gives the same numbers only if all its chance comes from PLATEAU_SEED");
        }
        return lines;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
