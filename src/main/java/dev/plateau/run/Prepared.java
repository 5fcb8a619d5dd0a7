package dev.plateau.run;

import dev.plateau.data.DataSet;
import dev.plateau.data.Fold;
import dev.plateau.data.Folds;
import dev.plateau.data.InnerFold;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiment.Method;
import dev.plateau.plan.Forest;
import dev.plateau.plan.Stage;
import dev.plateau.search.Sampler;
import dev.plateau.search.Samplers;
import dev.plateau.space.Configuration;
import dev.plateau.store.Store;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.work.Setup;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A search that is ready to run: data read, folds drawn, configurations proposed, stages planned. Nothing has been written.
 *
 * @param file the data file
 * @param experiment with the name of the trainer, also where its file leaves that to Plateau
 * @param inner the folds inside of folds under nested cross-validation; none without
 * @param because why this trainer, where the file leaves that to Plateau; empty where it names one
 */
public record Prepared(
        Experiment experiment,
        Path file,
        DataSet data,
        List<Fold> folds,
        List<InnerFold> inner,
        Trainer trainer,
        Trainer.Shape shape,
        Forest forest,
        Optional<String> because) {

    /** So many configurations are planned without asking. */
    public static final int UNASKED = 100_000;

    public Prepared {
        folds = List.copyOf(folds);
        inner = List.copyOf(inner);
    }

    /** Whether a search of more than {@link #UNASKED} configurations is wanted. */
    public enum Size {
        ANY,
        MODEST
    }

    /**
     * Prepares a search. Where the trainer is left to Plateau, all of the search gets one, so that its trials can be compared.
     *
     * @throws SearchException if data, folds, grid, metric or a setting of the model do not fit, in one sentence
     * @throws dev.plateau.data.DataException likewise, about the data
     */
    public static Prepared of(Experiment experiment, Size size, Forest.Sharing sharing) {
        boolean auto = experiment.trainer().equals(Trainers.AUTO);
        Trainer trainer = ChosenTrainer.named(auto ? Trainers.GENERAL : experiment.trainer());
        count(experiment, size);
        DataSet data = experiment.data().present()
                ? DataSet.read(experiment.dataFile(), experiment.data())
                : DataSet.unknown();
        Prepared prepared = of(experiment, new Means(trainer, data), size, sharing);
        return auto ? prepared.trainedBy(ChosenTrainer.of(prepared.settings(), prepared.shape)) : prepared;
    }

    /** What a search trains with and on, where a program gives both itself. */
    public record Means(Trainer trainer, DataSet data) {}

    /** The same with a trainer and data that need no name and no file by which they are found. */
    public static Prepared of(Experiment experiment, Means means, Size size, Forest.Sharing sharing) {
        Trainer trainer = means.trainer();
        DataSet data = means.data();
        int wanted = count(experiment, size);
        Path file = experiment.dataFile();
        List<Fold> folds = experiment.data().present()
                ? Folds.split(data, experiment.crossValidation(), experiment.seed())
                : Folds.numbered(experiment.crossValidation());
        List<InnerFold> inner = Folds.inner(data, experiment.crossValidation(), folds, experiment.seed());
        int rows = trained(folds, inner)
                .mapToInt(fold -> fold.training().size())
                .min()
                .orElseThrow();
        Trainer.Shape shape = new Trainer.Shape(data.features().size(), data.outputs(), data.classification(), rows);
        checkMetric(experiment, trainer.metrics(shape));
        int runs = folds.size() + inner.size();
        Forest forest = planned(experiment, trainer, shape, configurations(experiment, wanted), runs, sharing);
        Prepared prepared =
                new Prepared(experiment, file, data, folds, inner, trainer, shape, forest, Optional.empty());
        ChosenTrainer.check(trainer, prepared.settings(), shape);
        return prepared;
    }

    /** Settings are the same whoever trains, so the plan stays. */
    private Prepared trainedBy(ChosenTrainer chosen) {
        Trainer other = chosen.trainer();
        return new Prepared(
                experiment.withTrainer(other.name()),
                file,
                data,
                folds,
                inner,
                other,
                shape,
                forest,
                Optional.of(chosen.because()));
    }

    private List<Settings> settings() {
        return forest.stages().stream().map(Stage::settings).toList();
    }

    /**
     * The same as the store has begun it: a search whose file leaves the trainer to Plateau goes on with the one that it has, since results
     * of two do not mix. Unchanged if there is no such search.
     */
    public Prepared resuming(Store store) {
        if (because.isEmpty()) {
            return this;
        }
        return store.experiment(experiment.name())
                .map(row -> ChosenTrainer.nameIn(store.provenance(row.id())))
                .filter(name -> Trainers.ofNetworks(name) && !name.equals(trainer.name()))
                .flatMap(Trainers::byName)
                .filter(begun -> ChosenTrainer.refusal(begun, settings(), shape).isEmpty())
                .map(begun -> trainedBy(new ChosenTrainer(begun, "the search was begun with it")))
                .orElse(this);
    }

    /** All folds that stages are trained on: those that give scores before those inside of them. */
    private static Stream<Fold> trained(List<Fold> folds, List<InnerFold> inner) {
        return Stream.concat(folds.stream(), inner.stream().map(InnerFold::fold));
    }

    /** The same of this search, in the order of the store. */
    List<Fold> trained() {
        return trained(folds, inner).toList();
    }

    private static int count(Experiment experiment, Size size) {
        BigInteger most = experiment.method() == Method.GRID
                ? experiment.space().gridSize()
                : BigInteger.valueOf(experiment.limits().maxTrials().orElse(0));
        if (experiment.limits().maxTrials().isPresent()) {
            most = most.min(BigInteger.valueOf(experiment.limits().maxTrials().getAsInt()));
        }
        if (size == Size.MODEST && most.compareTo(BigInteger.valueOf(UNASKED)) > 0) {
            throw new SearchException(String.format(
                    java.util.Locale.ROOT,
                    "the %s has %,d configurations; give --yes to run them all, or max_trials, or fewer values",
                    experiment.method() == Method.GRID ? "grid" : "search",
                    most));
        }
        return most.bitLength() > 31 ? Integer.MAX_VALUE : most.intValue();
    }

    private static void checkMetric(Experiment experiment, List<String> metrics) {
        if (!metrics.isEmpty() && !metrics.contains(experiment.metric().name())) {
            throw new SearchException("metric.name: expected one of " + String.join(", ", metrics) + ", found "
                    + experiment.metric().name());
        }
    }

    private static List<Configuration> configurations(Experiment experiment, int wanted) {
        Sampler sampler = sampler(experiment);
        List<Configuration> configurations = new ArrayList<>();
        while (configurations.size() < wanted) {
            Optional<Configuration> next = sampler.ask();
            if (next.isEmpty()) {
                break;
            }
            configurations.add(next.get());
        }
        return configurations;
    }

    private static Sampler sampler(Experiment experiment) {
        try {
            return experiment.method() == Method.GRID
                    ? Samplers.grid(experiment.space())
                    : Samplers.random(experiment.space(), experiment.seed());
        } catch (IllegalArgumentException e) {
            throw new SearchException(String.valueOf(e.getMessage()));
        }
    }

    private static Forest planned(
            Experiment experiment,
            Trainer trainer,
            Trainer.Shape shape,
            List<Configuration> configurations,
            int runs,
            Forest.Sharing sharing) {
        try {
            Forest forest = Forest.of(experiment.model(), configurations, trainer, shape, runs, sharing);
            if (experiment.autoEpochs().isPresent()) {
                checkExtensible(forest);
            }
            return forest;
        } catch (IllegalArgumentException e) {
            throw new SearchException(String.valueOf(e.getMessage()));
        }
    }

    /** Epochs that are already trained must not hang on how many there will be. */
    private static void checkExtensible(Forest forest) {
        for (Stage stage : forest.stages()) {
            stage.unshared().ifPresent(reason -> {
                throw new SearchException("parameters.epochs: auto cannot extend trial "
                        + stage.trials().get(0) + ", as " + reason);
            });
        }
    }

    /** What workers are told. */
    public Setup setup() {
        return new Setup(
                trainer.name(), experiment.data(), file.toAbsolutePath().toString(), data.sha256(), trained());
    }
}
