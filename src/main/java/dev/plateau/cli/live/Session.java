package dev.plateau.cli.live;

import dev.plateau.cli.report.PlanReport;
import dev.plateau.cli.report.Result;
import dev.plateau.cli.text.Terminal;
import dev.plateau.experiment.Experiment;
import dev.plateau.plan.Forest;
import dev.plateau.run.Engine;
import dev.plateau.run.Event;
import dev.plateau.run.Prepared;
import dev.plateau.run.Provenance;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.work.Executor;
import dev.plateau.work.ProcessExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One search, from its file to its end or a pause. */
public final class Session {

    private final Terminal terminal;
    private final Options options;

    public Session(Terminal terminal, Options options) {
        this.terminal = terminal;
        this.options = options;
    }

    /**
     * @param database its file; {@code files} is the folder beside it
     * @param workers empty for what the experiment says, or else as many as processors
     * @param port where the dashboard tries first; empty for none
     * @param command as it was typed, for the record
     */
    public record Options(
            Path database, Path files, OptionalInt workers, OptionalInt port, Prepared.Size size, String command) {}

    /**
     * Trains what is left of a search. Writes nothing if there is any mistake.
     *
     * <p>While the search is planned, workers start, the database's library is loaded and git is asked; the dashboard comes up beside the
     * first epochs.
     *
     * @param file the experiment file
     * @return what it came to; QUEUED if it was paused
     */
    public Result run(Experiment experiment, Path file) throws InterruptedException {
        try (Executor executor = executor(experiment)) {
            Beside<Boolean> driver = Beside.begin("driver", Stores::loadDriver);
            Beside<Map<String, String>> code = Beside.begin("git", Provenance::code);
            Prepared planned = Prepared.of(experiment, options.size(), Forest.Sharing.SHARED);
            driver.result();
            try (Store store = Stores.sqlite(options.database())) {
                Prepared prepared = planned.resuming(store);
                executor.prepare(prepared.setup());
                Map<String, String> provenance = Provenance.of(prepared, options.command(), file, code.result());
                ExperimentRow row = Engine.register(prepared, store, provenance);
                if (row.state().ended()) {
                    terminal.note(row.name() + " is complete: nothing to train");
                } else {
                    train(prepared, store, row, executor);
                }
                return result(store, experiment);
            }
        }
    }

    private Executor executor(Experiment experiment) {
        int workers = options.workers()
                .orElse(experiment.limits().maxConcurrentTrials().orElse(ProcessExecutor.slotsOfThisMachine()));
        return Executors.of(experiment, workers, options.files());
    }

    private void train(Prepared prepared, Store store, ExperimentRow row, Executor executor)
            throws InterruptedException {
        PlanReport.of(prepared).summary().forEach(terminal::note);
        AtomicReference<Consumer<Event>> listener = new AtomicReference<>(event -> {});
        Engine engine = new Engine(
                prepared,
                store,
                executor,
                options.files(),
                Clock.systemUTC(),
                event -> Objects.requireNonNull(listener.get()).accept(event));
        try (Listening listening = Listening.start(executor, store);
                Dashboards dashboards = Dashboards.start(
                        terminal,
                        store,
                        options.port(),
                        "/experiments/" + row.name(),
                        () -> engine.snapshot().epochs() > 0);
                Progress progress = progress(new Watched(prepared, engine, dashboards));
                Pause pause = new Pause(progress, engine, executor)) {
            listener.set(event -> {
                progress.accept(event);
                if (event instanceof Event.StopRequested) {
                    pause.limit();
                }
            });
            listening.tell(row);
            pause.run(row);
        }
    }

    private Progress progress(Watched search) {
        return terminal.abilities().live() ? new Live(terminal, search) : new Lines(terminal, search);
    }

    private static Result result(Store store, Experiment experiment) {
        ExperimentRow row = store.experiment(experiment.name()).orElseThrow();
        return Result.of(store, row, experiment.selectEpochs());
    }
}
