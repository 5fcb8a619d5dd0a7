package dev.plateau.api;

import dev.plateau.data.DataException;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.ExperimentException;
import dev.plateau.plan.Forest;
import dev.plateau.run.Engine;
import dev.plateau.run.Event;
import dev.plateau.run.Prepared;
import dev.plateau.run.Provenance;
import dev.plateau.run.SearchException;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.train.Trainer;
import dev.plateau.work.ThreadExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A search that a program builds: what an experiment file says, said by calls. Begin with {@link Plateau#search}, give it at least
 * {@link #data} and {@link #epochs}, end with {@link #run}. What is left out is as in a file: a grid, {@code val_loss} minimised, 5
 * folds, seed 42; only {@link #workers} are one.
 *
 * <p>Each call returns this, and throws IllegalArgumentException in a sentence for what cannot be. Used by one thread.
 */
public final class Search {

    private final SearchText told;
    private int workers = 1;
    private Optional<String> epochsDecide = Optional.empty();
    private Consumer<Event> listener = event -> {};

    Search(String name) {
        told = new SearchText(name);
    }

    /** What the search is about, for people. */
    public Search description(String text) {
        return field("description", SearchText.quoted(text));
    }

    /** What is trained on. */
    public Search data(Data data) {
        told.data(data);
        return this;
    }

    /** Every combination of the values: what a search does that says nothing else. */
    public Search grid() {
        told.method("grid");
        return this;
    }

    /** So many combinations drawn at random. */
    public Search random(int trials) {
        maxTrials(trials);
        told.method("random");
        return this;
    }

    /** A parameter with listed values: texts, numbers, true and false, lists of these. One value makes it a constant. */
    public Search values(String parameter, Object... values) {
        return parameter(parameter, "values", SearchText.written(Arrays.asList(values)));
    }

    /** A parameter between two bounds, for a random search. */
    public Search uniform(String parameter, double min, double max) {
        return range(parameter, "uniform", min, max);
    }

    /** The same with {@code count} evenly spaced values for a grid. */
    public Search uniform(String parameter, double min, double max, int count) {
        return range(parameter, "uniform", min, max, count);
    }

    /** A parameter of whole numbers between two bounds, for a random search. */
    public Search wholeUniform(String parameter, int min, int max) {
        return range(parameter, "int_uniform", min, max);
    }

    /** The same with {@code count} evenly spaced values for a grid. */
    public Search wholeUniform(String parameter, int min, int max, int count) {
        return range(parameter, "int_uniform", min, max, count);
    }

    /** A parameter above 0 whose magnitude matters, such as a learning rate, for a random search. */
    public Search logUniform(String parameter, double min, double max) {
        return range(parameter, "log_uniform_values", min, max);
    }

    /** The same with {@code count} values for a grid, each the same multiple of the one before. */
    public Search logUniform(String parameter, double min, double max, int count) {
        return range(parameter, "log_uniform_values", min, max, count);
    }

    private Search range(String parameter, String distribution, Number min, Number max, int... count) {
        Map<String, String> range = new LinkedHashMap<>();
        range.put("distribution", distribution);
        range.put("min", SearchText.written(min));
        range.put("max", SearchText.written(max));
        for (int points : count) {
            range.put("count", String.valueOf(points));
        }
        told.parameter(parameter, SearchText.flow(range));
        return this;
    }

    private Search parameter(String parameter, String key, String value) {
        told.parameter(parameter, SearchText.flow(Map.of(key, value)));
        return this;
    }

    /** Epoch counts to compare; all of them are read off one training of the largest. */
    public Search epochs(int... counts) {
        return values("epochs", Arrays.stream(counts).boxed().toArray());
    }

    /** Epochs as long as they are worth it: each training is extended until its curves say that it has had enough, at most to the limit. */
    public Search epochsUpTo(int limit) {
        return parameter("epochs", "auto", "{limit: " + limit + "}");
    }

    /**
     * Says that the first epochs of a learner's training depend on how many there will be, as under a learning-rate schedule that
     * spans them all. Then every epoch count is trained by itself and is among the {@link Values}. A {@link Trainer} says so itself.
     *
     * @param why for people, such as {@code its schedule spans the whole training}
     */
    public Search epochsDecide(String why) {
        epochsDecide = Optional.of(why);
        return this;
    }

    /** Looks for the smallest value of a metric. */
    public Search minimize(String metric) {
        return metric(metric, "minimize");
    }

    /** Looks for the largest value of a metric. */
    public Search maximize(String metric) {
        return metric(metric, "maximize");
    }

    private Search metric(String metric, String goal) {
        return field("metric", "{name: " + SearchText.quoted(metric) + ", goal: " + goal + "}");
    }

    /** Cross-validation in so many folds: stratified by class, in groups where the data has them, else plain. */
    public Search folds(int count) {
        return split("folds", String.valueOf(count));
    }

    /** So often the rows are split into folds, each time otherwise. */
    public Search repeats(int count) {
        return split("repeats", String.valueOf(count));
    }

    /** Folds of rows that follow each other in time, in the order of the data: each is predicted from those before it. */
    public Search inTime(int folds) {
        told.splitAnew();
        told.split("strategy", "time_series");
        return folds(folds);
    }

    /** Folds without a look at the classes. */
    public Search notStratified() {
        return split("strategy", "kfold");
    }

    /** One split instead of folds. */
    public Search holdout(double share) {
        told.splitAnew();
        told.split("strategy", "holdout");
        return split("holdout", SearchText.written(share));
    }

    private Search split(String key, String value) {
        told.split(key, value);
        return this;
    }

    /** Ends a run after so many epochs in a row that did not better the metric. */
    public Search earlyStopping(int patience) {
        return field("early_stopping", "{patience: " + patience + "}");
    }

    /** Decides folds, initial weights and all other chance. */
    public Search seed(long seed) {
        return field("seed", String.valueOf(seed));
    }

    /** At most so many combinations. */
    public Search maxTrials(int count) {
        return field("max_trials", String.valueOf(count));
    }

    /** How often a run that took too long is tried again. */
    public Search maxRestarts(int count) {
        return field("max_restarts", String.valueOf(count));
    }

    /**
     * How long a run may take. One that takes longer is interrupted; what does not heed that computes on, unheard, until it ends by
     * itself, and its trial has failed.
     */
    public Search timeout(Duration longest) {
        return field("timeout", SearchText.quoted(longest.toMillis() / 1000.0 + "s"));
    }

    /** How many runs train at once, each on a thread of its own: more than one only for training code that bears it. */
    public Search workers(int count) {
        field("max_concurrent_trials", String.valueOf(count));
        workers = count;
        return this;
    }

    private Search field(String key, String value) {
        told.field(key, value);
        return this;
    }

    /** Who is told what happens, from the threads of the search; must return soon. */
    public Search onEvent(Consumer<Event> told) {
        listener = told;
        return this;
    }

    /** The experiment file that says the same; it is what the database keeps. */
    public String text() {
        return told.experiment(LearnerTrainer.NAME).text();
    }

    /**
     * Runs the search, or what is left of it: runs that the database has from an earlier time are not trained again.
     *
     * @param database its file, which is made if it is missing
     * @throws IllegalArgumentException one sentence, if something is wrong or missing, or the database has another search of this name
     * @throws InterruptedException if the caller was interrupted; the next call goes on from what is stored
     * @throws dev.plateau.store.sqlite.StoreException if the database cannot be used, for one because another process trains into it
     */
    public Result run(Path database, Learner learner) throws InterruptedException {
        Experiment experiment = told.experiment(LearnerTrainer.NAME);
        return run(database, new LearnerTrainer(learner, experiment.metric().name(), epochsDecide));
    }

    /**
     * The same with a trainer, which can give checkpoints: a run that was interrupted goes on where it was.
     *
     * @param trainer thread-safe; its name stands in the stored search
     */
    public Result run(Path database, Trainer trainer) throws InterruptedException {
        Experiment experiment = told.experiment(trainer.name());
        try {
            Prepared prepared = Prepared.of(
                    experiment,
                    new Prepared.Means(trainer, told.data().read()),
                    Prepared.Size.ANY,
                    Forest.Sharing.SHARED);
            train(database, prepared);
        } catch (SearchException | DataException | ExperimentException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return Result.read(database, told.name());
    }

    private void train(Path database, Prepared prepared) throws InterruptedException {
        Experiment experiment = prepared.experiment();
        Path files = Stores.files(database);
        List<dev.plateau.data.Fold> folds = prepared.setup().folds();
        ThreadExecutor.Shared shared = new ThreadExecutor.Shared(prepared.trainer(), prepared.data(), folds);
        Duration timeout = Duration.ofMillis(experiment.limits().timeoutMillis());
        try (Store store = Stores.sqlite(database);
                ThreadExecutor executor = new ThreadExecutor(shared, workers, files.resolve("logs"), timeout)) {
            Path file = Path.of(experiment.name() + ".yaml");
            ExperimentRow row = Engine.register(prepared, store, Provenance.of(prepared, "a Java program", file));
            if (!row.state().ended()) {
                new Engine(prepared, store, executor, files, Clock.systemUTC(), listener).run(row);
            }
        }
    }
}
