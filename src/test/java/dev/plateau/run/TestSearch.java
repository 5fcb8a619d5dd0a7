package dev.plateau.run;

import dev.plateau.curve.Goal;
import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSource;
import dev.plateau.experiment.Experiment;
import dev.plateau.plan.Forest;
import dev.plateau.space.Choice;
import dev.plateau.space.Parameter;
import dev.plateau.space.Space;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.work.ProcessExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** A small search and what tests do with it. Its data are those of that name, or in a file that is named by its whole path without the ending. */
record TestSearch(
        String trainer,
        String data,
        Map<String, Object> model,
        List<Parameter> parameters,
        int folds,
        Optional<Experiment.EarlyStopping> earlyStopping,
        Optional<Experiment.AutoEpochs> autoEpochs,
        int maxRestarts,
        Duration timeout) {

    static Parameter choice(String name, Object... values) {
        return new Choice(name, List.of(values), Optional.empty());
    }

    /** A search of the faulty trainer on iris, two folds, one restart, a timeout of a minute. */
    static TestSearch faulty(Map<String, Object> model, Parameter... parameters) {
        return new TestSearch(
                "faulty",
                "iris",
                model,
                List.of(parameters),
                2,
                Optional.empty(),
                Optional.empty(),
                1,
                Duration.ofMinutes(1));
    }

    static TestSearch dl4j(String data, Map<String, Object> model, Parameter... parameters) {
        return new TestSearch(
                "dl4j",
                data,
                model,
                List.of(parameters),
                2,
                Optional.empty(),
                Optional.empty(),
                1,
                Duration.ofMinutes(5));
    }

    TestSearch withTimeout(Duration longest) {
        return new TestSearch(trainer, data, model, parameters, folds, earlyStopping, autoEpochs, maxRestarts, longest);
    }

    TestSearch withPatience(int epochs) {
        return new TestSearch(
                trainer,
                data,
                model,
                parameters,
                folds,
                Optional.of(new Experiment.EarlyStopping(epochs, 0)),
                autoEpochs,
                maxRestarts,
                timeout);
    }

    /** With epochs that are decided in training; a hundredth is worth it. */
    TestSearch withAutoEpochs(int start, int limit) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.add(choice("epochs", (long) limit));
        return new TestSearch(
                trainer,
                data,
                model,
                all,
                folds,
                earlyStopping,
                Optional.of(new Experiment.AutoEpochs(start, limit, 0.01)),
                maxRestarts,
                timeout);
    }

    /** The same search on another split. */
    Prepared prepared(CrossValidation split) {
        Experiment plain = experiment();
        return Prepared.of(
                new Experiment(
                        plain.name(),
                        plain.description(),
                        plain.trainer(),
                        plain.data(),
                        plain.model(),
                        plain.method(),
                        plain.metric(),
                        plain.space(),
                        plain.autoEpochs(),
                        split,
                        plain.earlyStopping(),
                        plain.selectEpochs(),
                        plain.limits(),
                        plain.seed(),
                        plain.assumed(),
                        plain.text(),
                        plain.folder()),
                Prepared.Size.MODEST,
                Forest.Sharing.SHARED);
    }

    Experiment experiment() {
        return new Experiment(
                "test",
                "",
                trainer,
                new DataSource(
                        Path.of("experiments/data").resolve(data + ".csv").toString(),
                        "label",
                        DataSource.Task.CLASSIFICATION,
                        true,
                        DataSource.Missing.ERROR,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                model,
                Experiment.Method.GRID,
                new Experiment.Objective("val_loss", Goal.MINIMIZE),
                new Space(parameters),
                autoEpochs,
                new CrossValidation(folds, CrossValidation.Strategy.STRATIFIED, 1, 0.2),
                earlyStopping,
                new Experiment.SelectEpochs(dev.plateau.epoch.Rule.AUTO, 0.95),
                new Experiment.Limits(OptionalInt.empty(), OptionalInt.empty(), maxRestarts, timeout.toMillis()),
                42,
                Map.of(),
                "",
                Path.of(""));
    }

    Prepared prepared(Forest.Sharing sharing) {
        return Prepared.of(experiment(), Prepared.Size.MODEST, sharing);
    }

    /** Runs the search in a folder with a number of workers, and shows the store to the caller before it is closed. */
    State run(Path folder, int workers, BiConsumer<Store, ExperimentRow> afterwards) throws InterruptedException {
        return run(folder, workers, Forest.Sharing.SHARED, engine -> event -> {}, afterwards);
    }

    /** What is told of each event may depend on the engine, to pause it for example. */
    interface Watching {
        java.util.function.Consumer<Event> on(Engine engine);
    }

    State run(
            Path folder,
            int workers,
            Forest.Sharing sharing,
            Watching watching,
            BiConsumer<Store, ExperimentRow> afterwards)
            throws InterruptedException {
        return run(folder, workers, prepared(sharing), watching, afterwards);
    }

    State run(
            Path folder, int workers, Prepared prepared, Watching watching, BiConsumer<Store, ExperimentRow> afterwards)
            throws InterruptedException {
        folder.toFile().mkdirs();
        try (ProcessExecutor executor = new ProcessExecutor(trainer, workers, folder.resolve("logs"), timeout);
                Store store = Stores.sqlite(folder.resolve("test.db"))) {
            executor.prepare(prepared.setup());
            ExperimentRow row = Engine.register(
                    prepared, store, Map.of("data_sha256", prepared.data().sha256()));
            java.util.concurrent.atomic.AtomicReference<Engine> self =
                    new java.util.concurrent.atomic.AtomicReference<>();
            Engine engine = new Engine(
                    prepared,
                    store,
                    executor,
                    folder,
                    Clock.systemUTC(),
                    event -> watching.on(java.util.Objects.requireNonNull(self.get()))
                            .accept(event));
            self.set(engine);
            State state = engine.run(row);
            afterwards.accept(store, store.experiment("test").orElseThrow());
            return state;
        }
    }

    /** Every curve but the wall times, by training, fold and metric. */
    static Map<String, List<Double>> curves(Store store, ExperimentRow experiment) {
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        for (RunRow run : Engine.runs(store, experiment.id()).toList()) {
            for (SeriesRow series : store.seriesOfRun(run.id())) {
                if (!series.name().equals("seconds")) {
                    curves.put(
                            run.stageId() + "/" + run.repeat() + "/" + run.fold() + "/" + series.name(),
                            series.curve().values());
                }
            }
        }
        return curves;
    }

    static List<String> trialStates(Store store, ExperimentRow experiment) {
        List<String> states = new ArrayList<>();
        store.trials(experiment.id())
                .forEach(trial -> states.add(trial.number() + " " + trial.state()
                        + trial.message().map(": "::concat).orElse("")));
        return states;
    }
}
