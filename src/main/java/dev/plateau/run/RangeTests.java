package dev.plateau.run;

import dev.plateau.data.DataSet;
import dev.plateau.data.Fold;
import dev.plateau.data.Folds;
import dev.plateau.experiment.Experiment;
import dev.plateau.rates.Ramp;
import dev.plateau.rates.Suggestion;
import dev.plateau.space.Choice;
import dev.plateau.space.Parameter;
import dev.plateau.space.Range;
import dev.plateau.train.Seeds;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.work.ProcessExecutor;
import dev.plateau.work.RangeOrder;
import dev.plateau.work.Setup;
import dev.plateau.work.WorkException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Learning-rate range tests of an experiment: one network for each batch size, each tested several times on the training rows of the folds in turn
 * and with other seeds.
 */
public final class RangeTests {

    /** The smallest, the middle and the largest batch size: the best rate changes slowly with it. */
    private static final int MOST_BATCH_SIZES = 3;

    private final Experiment experiment;
    private final Options options;
    private final List<Fold> folds;
    private final Setup setup;
    private final List<Case> cases;

    /**
     * @param repeats tests of each network, at least 1
     * @param chosen values of searched parameters, by name; the middle one for those that are not in here
     */
    public record Options(Ramp ramp, int repeats, Map<String, Object> chosen) {

        public Options {
            chosen = Map.copyOf(chosen);
        }
    }

    /**
     * One network under test.
     *
     * @param used the value of each searched parameter; the learning rate and the epochs left out, which do not matter here
     * @param settings completed
     */
    record Case(long batchSize, Map<String, Object> used, Settings settings) {}

    /** What came of one network. */
    public record Tested(long batchSize, Map<String, Object> used, Suggestion suggestion) {}

    private RangeTests(Experiment experiment, Options options, DataSet data, List<Fold> folds, List<Case> cases) {
        this.experiment = experiment;
        this.options = options;
        this.folds = folds;
        this.cases = cases;
        setup = new Setup(
                experiment.trainer(),
                experiment.data(),
                experiment.dataFile().toAbsolutePath().toString(),
                data.sha256(),
                folds);
    }

    /**
     * Reads the data, draws the folds and completes the settings. Writes and trains nothing.
     *
     * @throws SearchException if the trainer refuses the settings
     * @throws dev.plateau.data.DataException if the data does not fit
     */
    public static RangeTests prepare(Experiment experiment, Options options) {
        boolean auto = experiment.trainer().equals(Trainers.AUTO);
        Trainer trainer = ChosenTrainer.named(auto ? Trainers.GENERAL : experiment.trainer());
        DataSet data = DataSet.read(experiment.dataFile(), experiment.data());
        List<Fold> folds = Folds.split(data, experiment.crossValidation(), experiment.seed());
        int rows = folds.stream().mapToInt(fold -> fold.training().size()).min().orElseThrow();
        Trainer.Shape shape = new Trainer.Shape(data.features().size(), data.outputs(), data.classification(), rows);
        Map<Long, Case> cases = new LinkedHashMap<>();
        for (Map<String, Object> chosen : choices(experiment, options.chosen())) {
            Case network = network(experiment, trainer, shape, chosen);
            cases.putIfAbsent(network.batchSize(), network);
        }
        List<Case> networks = List.copyOf(cases.values());
        List<Settings> settings = networks.stream().map(Case::settings).toList();
        if (auto) {
            Trainer chosen = ChosenTrainer.of(settings, shape).trainer();
            return new RangeTests(experiment.withTrainer(chosen.name()), options, data, folds, networks);
        }
        ChosenTrainer.check(trainer, settings, shape);
        return new RangeTests(experiment, options, data, folds, networks);
    }

    /** What is chosen for each network: as the user says, and the batch sizes unless the user says one. */
    private static List<Map<String, Object>> choices(Experiment experiment, Map<String, Object> chosen) {
        Optional<Parameter> batchSize = experiment.space().parameter("batch_size");
        if (batchSize.isEmpty() || chosen.containsKey("batch_size")) {
            return List.of(chosen);
        }
        List<Map<String, Object>> choices = new ArrayList<>();
        for (Object size : sizes(batchSize.get())) {
            Map<String, Object> with = new HashMap<>(chosen);
            with.put("batch_size", size);
            choices.add(with);
        }
        return choices;
    }

    private static List<Object> sizes(Parameter parameter) {
        if (parameter instanceof Range range) {
            return new ArrayList<>(
                    new LinkedHashSet<>(List.of(Math.round(range.min()), range.middle(), Math.round(range.max()))));
        }
        List<Object> sizes = ((Choice) parameter)
                .values().stream()
                        .sorted(java.util.Comparator.comparingDouble(
                                value -> value instanceof Number number ? number.doubleValue() : 0))
                        .toList();
        return sizes.size() <= MOST_BATCH_SIZES
                ? sizes
                : List.of(sizes.get(0), parameter.middle(), sizes.get(sizes.size() - 1));
    }

    private static Case network(
            Experiment experiment, Trainer trainer, Trainer.Shape shape, Map<String, Object> chosen) {
        Map<String, Object> used =
                new LinkedHashMap<>(experiment.space().middle(chosen).values());
        Settings settings = Settings.of(experiment.model(), new dev.plateau.space.Configuration(used))
                .without("learning_rate")
                .without("epochs");
        if (settings.value("model.schedule").isPresent()) {
            // The ramp is the schedule here, and who reads the result should know.
            settings = settings.with("model.schedule", "constant");
            used.keySet().removeIf(name -> name.replaceFirst("^model\\.", "").startsWith("schedule"));
            used.put("model.schedule", "constant");
        }
        used.remove("learning_rate");
        used.remove("epochs");
        try {
            Settings complete = trainer.complete(settings, shape);
            long batchSize = complete.value("batch_size")
                    .map(size -> ((Number) size).longValue())
                    .orElse(0L);
            return new Case(batchSize, used, complete);
        } catch (IllegalArgumentException e) {
            throw new SearchException(String.valueOf(e.getMessage()));
        }
    }

    /** Name of the trainer, also where the file leaves it to Plateau. */
    public String trainer() {
        return experiment.trainer();
    }

    /** How many tests there are. */
    public int count() {
        return cases.size() * options.repeats();
    }

    /**
     * Runs the tests, as many at a time as the executor has slots. What comes out depends on the experiment, its seed and the options alone.
     *
     * @param ended is told how many tests have ended; called from several threads
     * @throws dev.plateau.work.WorkException if a test failed
     */
    public List<Tested> run(ProcessExecutor executor, Consumer<Integer> ended) throws InterruptedException {
        executor.prepare(setup);
        ExecutorService threads = Executors.newFixedThreadPool(executor.slots());
        java.util.concurrent.atomic.AtomicInteger done = new java.util.concurrent.atomic.AtomicInteger();
        try {
            List<Future<List<Double>>> losses = new ArrayList<>();
            for (Case network : cases) {
                for (int repeat = 0; repeat < options.repeats(); repeat++) {
                    RangeOrder order = order(network, repeat);
                    losses.add(threads.submit(() -> {
                        List<Double> test = executor.rangeTest(order);
                        ended.accept(done.incrementAndGet());
                        return test;
                    }));
                }
            }
            return tested(losses);
        } finally {
            threads.shutdownNow();
        }
    }

    private RangeOrder order(Case network, int repeat) {
        Fold fold = folds.get(repeat % folds.size());
        // The repeat is in the seed too, so that a hold-out with its one fold is not tested several times the same.
        long seed =
                Seeds.run(experiment.seed(), Searches.json(network.settings().values()), repeat, fold.fold());
        return new RangeOrder(network.settings().values(), fold.repeat(), fold.fold(), seed, options.ramp());
    }

    private List<Tested> tested(List<Future<List<Double>>> losses) throws InterruptedException {
        List<Tested> tested = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            List<List<Double>> ofCase = new ArrayList<>();
            for (Future<List<Double>> test : losses.subList(i * options.repeats(), (i + 1) * options.repeats())) {
                ofCase.add(value(test));
            }
            Case network = cases.get(i);
            tested.add(new Tested(network.batchSize(), network.used(), Suggestion.of(options.ramp(), ofCase)));
        }
        return tested;
    }

    private static List<Double> value(Future<List<Double>> test) throws InterruptedException {
        try {
            return test.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WorkException failed) {
                throw failed;
            }
            throw new IllegalStateException("a range test ended unexpectedly", e.getCause());
        }
    }
}
