package dev.plateau.cli.train;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.command.Mistake;
import dev.plateau.cli.command.Shared;
import dev.plateau.cli.command.Stored;
import dev.plateau.experiment.Experiment;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plateau resume [EXP]}: {@code run} without the file. */
@Command(
        name = "resume",
        header = "Go on with a search that was paused, without its file.",
        description = "The experiment is read from the database, its data from where they were.",
        sortOptions = false)
public final class ResumeCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Mixin
    private Training training = new Training();

    @Parameters(
            paramLabel = "EXP",
            arity = "0..1",
            description = "The experiment (default: the one that is not finished).")
    private Optional<String> name = Optional.empty();

    ResumeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Stored stored;
        try (Store store = shared.read()) {
            stored = Stored.of(store, name.isPresent() ? shared.experiment(store, name.get()) : unfinished(store));
        }
        Experiment experiment = stored.experiment();
        return training.run(context, shared, experiment, stored.file());
    }

    private ExperimentRow unfinished(Store store) {
        List<ExperimentRow> open = store.experiments().stream()
                .filter(experiment -> !experiment.state().ended())
                .toList();
        if (open.isEmpty()) {
            throw new Mistake("every experiment of " + shared.database() + " is finished: there is nothing to resume");
        }
        if (open.size() > 1) {
            throw new Mistake("several experiments are not finished; name one of "
                    + String.join(", ", open.stream().map(ExperimentRow::name).toList()));
        }
        return open.get(0);
    }
}
