package dev.plateau.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.Goal;
import dev.plateau.data.CrossValidation;
import dev.plateau.data.CrossValidation.Strategy;
import dev.plateau.data.DataSource.Missing;
import dev.plateau.data.DataSource.Task;
import dev.plateau.experiment.Experiment.EarlyStopping;
import dev.plateau.experiment.Experiment.Method;
import dev.plateau.experiment.Experiment.Objective;
import dev.plateau.search.Sampler;
import dev.plateau.search.Samplers;
import dev.plateau.space.Choice;
import dev.plateau.space.Condition;
import dev.plateau.space.Range;
import dev.plateau.space.Range.Scale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentsTest {

    static final String MINIMAL = """
            name: x
            data: {path: x.csv, label: y, task: classification}
            parameters:
              epochs: {value: 5}
            """;

    @Test
    void readsTheDigitsGridAsItStands() {
        Experiment digits = Experiments.read(Path.of("experiments/digits.yaml"));
        assertEquals("digits", digits.name());
        assertEquals(Method.GRID, digits.method());
        assertEquals(new Objective("val_loss", Goal.MINIMIZE), digits.metric());
        assertEquals(Map.of("hidden", List.of(64L), "activation", "relu", "updater", "adam"), digits.model());
        assertEquals(new CrossValidation(5, Strategy.STRATIFIED, 1, 0.2), digits.crossValidation());
        assertEquals(42, digits.seed());
        assertEquals(List.of("learning_rate", "batch_size", "epochs"), digits.parameters());
        assertEquals(48, digits.space().gridSize().intValueExact());
        assertEquals(
                List.of(1e-4, 1e-3, 1e-2, 1e-1),
                digits.space().parameters().get(0).grid());
        assertEquals(Path.of("experiments/data/digits.csv"), digits.dataFile());
    }

    @Test
    void readsEpochsThatAreDecidedInTrainingAndListsTheirLimits() {
        Experiment usual = Experiments.parse(MINIMAL.replace("{value: 5}", "auto"), Path.of("x.yaml"));
        assertEquals(Optional.of(new Experiment.AutoEpochs(20, 300, 0.01)), usual.autoEpochs());
        assertEquals(
                List.of(300L), usual.space().parameter("epochs").orElseThrow().grid());
        assertEquals("20", usual.assumed().get("parameters.epochs.auto.start"));
        assertEquals("300", usual.assumed().get("parameters.epochs.auto.limit"));
        assertEquals("0.01", usual.assumed().get("parameters.epochs.auto.worth"));
        Experiment small =
                Experiments.parse(MINIMAL.replace("{value: 5}", "{auto: {limit: 8, worth: 0.1}}"), Path.of("x.yaml"));
        assertEquals(Optional.of(new Experiment.AutoEpochs(8, 8, 0.1)), small.autoEpochs());
        assertEquals("8", small.assumed().get("parameters.epochs.auto.start"));
        assertEquals(null, small.assumed().get("parameters.epochs.auto.limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits", "wine", "breast_cancer", "iris"})
    void everyShippedExperimentReadsAndItsDataIsThere(String name) throws java.io.IOException {
        for (String suffix : List.of("", "_random")) {
            Experiment experiment = Experiments.read(Path.of("experiments/" + name + suffix + ".yaml"));
            assertEquals(name + suffix, experiment.name());
            List<String> columns =
                    List.of(Files.readAllLines(experiment.dataFile()).get(0).split(",", -1));
            assertTrue(columns.contains(experiment.data().label()), columns.toString());
            Sampler sampler = experiment.method() == Method.GRID
                    ? Samplers.grid(experiment.space())
                    : Samplers.random(experiment.space(), experiment.seed());
            assertTrue(sampler.ask().orElseThrow().value("epochs").isPresent());
        }
    }

    @Test
    void everythingLeftOutIsDecidedAndWrittenDown() {
        Experiment experiment = parse(MINIMAL);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("trainer", "auto");
        expected.put("data.standardize", "true");
        expected.put("data.missing", "error");
        expected.put("method", "grid");
        expected.put("metric.name", "val_loss");
        expected.put("metric.goal", "minimize");
        expected.put("parameters.epochs.distribution", "constant");
        expected.put("cross_validation.strategy", "stratified");
        expected.put("cross_validation.folds", "5");
        expected.put("cross_validation.repeats", "1");
        expected.put("cross_validation.nested", "false");
        expected.put("early_stopping", "none");
        expected.put("select_epochs.rule", "auto");
        expected.put("select_epochs.confidence", "0.95");
        expected.put("max_trials", "the whole grid");
        expected.put("max_concurrent_trials", "chosen from the machine");
        expected.put("max_restarts", "2");
        expected.put("timeout", "1h");
        expected.put("seed", "42");
        assertEquals(expected, experiment.assumed());
        assertEquals(42, experiment.seed());
        assertEquals(3_600_000, experiment.limits().timeoutMillis());
        assertEquals(2, experiment.limits().maxRestarts());
        assertEquals(Optional.empty(), experiment.earlyStopping());
        assertEquals(Missing.ERROR, experiment.data().missing());
    }

    @Test
    void nestingAsksForThreeInnerFoldsUnlessToldOtherwise() {
        Experiment usual = parse(MINIMAL + "cross_validation: {folds: 4, nested: true}");
        assertEquals(OptionalInt.of(3), usual.crossValidation().nested());
        assertEquals("3", usual.assumed().get("cross_validation.nested.folds"));
        Experiment asked = parse(MINIMAL + "cross_validation: {folds: 4, nested: {folds: 2}}");
        assertEquals(OptionalInt.of(2), asked.crossValidation().nested());
        assertFalse(asked.assumed().containsKey("cross_validation.nested.folds"));
        Experiment holdout = parse(MINIMAL + "cross_validation: {strategy: holdout, nested: true}");
        assertEquals(OptionalInt.of(1), holdout.crossValidation().nested());
        Experiment none = parse(MINIMAL + "cross_validation: {folds: 4, nested: false}");
        assertEquals(OptionalInt.empty(), none.crossValidation().nested());
        assertFalse(none.assumed().containsKey("cross_validation.nested"));
    }

    @Test
    void whatIsGivenIsNotAssumed() {
        Experiment experiment = parse("""
                name: all
                description: All of it.
                trainer: dl4j
                data: {path: /tmp/x.csv, label: y, task: regression, standardize: false, missing: mean, ignore: [a, 7],
                  group: g}
                model: {schedule: {type: step, factor: 0.5}}
                method: random
                metric: {name: my_score, goal: maximize}
                parameters: {epochs: {distribution: constant, value: 5}}
                cross_validation: {folds: 4, strategy: group, repeats: 2, nested: false}
                early_stopping: {patience: 3, min_delta: 0.01}
                select_epochs: {rule: auto, confidence: 0.9}
                max_trials: 7
                max_concurrent_trials: 3
                max_restarts: 0
                timeout: 90
                seed: -1
                """);
        assertEquals(Map.of(), experiment.assumed());
        assertEquals(Task.REGRESSION, experiment.data().task());
        assertEquals(List.of("a", "7"), experiment.data().ignore());
        assertEquals(Optional.of(new EarlyStopping(3, 0.01)), experiment.earlyStopping());
        assertEquals(new Experiment.Limits(OptionalInt.of(7), OptionalInt.of(3), 0, 90_000), experiment.limits());
        assertEquals(new Objective("my_score", Goal.MAXIMIZE), experiment.metric());
        assertEquals(Path.of("/tmp/x.csv"), experiment.dataFile());
        assertEquals(-1, experiment.seed());
    }

    @ParameterizedTest
    @CsvSource({
        "val_loss, MINIMIZE",
        "val_rmse, MINIMIZE",
        "top5_error, MINIMIZE",
        "f1_loss, MINIMIZE",
        "val_accuracy, MAXIMIZE",
        "macro_f1, MAXIMIZE",
        "val_r2, MAXIMIZE",
        "roc_auc, MAXIMIZE"
    })
    void theNameOfAMetricTellsItsGoal(String name, Goal goal) {
        assertEquals(
                goal, parse(MINIMAL + "metric: {name: " + name + "}").metric().goal());
    }

    @ParameterizedTest
    @CsvSource({"30s, 30000", "30m, 1800000", "2h, 7200000", "1.5h, 5400000", "1d, 86400000", "45, 45000", "0.5, 500"})
    void timeoutsAreReadInTheirUnit(String text, long millis) {
        assertEquals(millis, parse(MINIMAL + "timeout: " + text).limits().timeoutMillis());
    }

    @Test
    void wholeNumbersAreLongsAndAMixedListIsAllDoubles() {
        assertEquals(List.of(16L, 32L), values("hidden: {values: [16, 32]}"));
        assertEquals(List.of(0.0, 0.5), values("dropout: {values: [0, 0.5]}"));
        assertEquals(List.of(1e-4, 1.0), values("learning_rate: {values: [1e-4, 1]}"));
        assertEquals(List.of(1.0), values("learning_rate: {value: 1}"));
        assertEquals(List.of(List.of(64L), List.of(64L, 32L)), values("hidden: {values: [[64], [64, 32]]}"));
        assertEquals(List.of("yes", true), values("updater: {values: [yes, true]}"));
    }

    @Test
    void theDistributionLeftOutIsTheOneOfWandb() {
        assertEquals("categorical", distribution("hidden: {values: [1]}"));
        assertEquals("constant", distribution("hidden: {value: 1}"));
        assertEquals("int_uniform", distribution("hidden: {min: 1, max: 3, count: 3}"));
        assertEquals("uniform", distribution("dropout: {min: 0, max: 0.5, count: 3}"));
        assertEquals("uniform", distribution("dropout: {min: 0.0, max: 1, count: 3}"));
    }

    @Test
    void aLearningRateBetweenWholeBoundsIsNotOfWholeNumbers() {
        Range rate = (Range) second("learning_rate: {min: 1, max: 3, count: 3}");
        assertEquals(List.of(1.0, 2.0, 3.0), rate.grid());
    }

    @Test
    void aLogRangeWithWholeBoundsAndAWholeStepIsOfWholeNumbers() {
        assertEquals(
                new Range(
                        "batch_size",
                        8,
                        64,
                        Scale.LOG,
                        true,
                        OptionalDouble.of(1),
                        OptionalInt.of(4),
                        Optional.empty()),
                second("batch_size: {distribution: log_uniform_values, min: 8, max: 64, step: 1, count: 4}"));
    }

    @Test
    void aConditionTakesTheTypeOfTheValueItNames() {
        Experiment experiment = parse(MINIMAL + """
                  dropout: {values: [0, 0.5]}
                  l2: {value: 0.1, when: {dropout: 0}}
                  updater: {values: [adam, nesterovs, sgd]}
                  momentum: {values: [0.5, 0.9], when: {updater: [nesterovs, sgd]}}
                """.indent(0));
        assertEquals(
                Optional.of(new Condition("dropout", List.of(0.0))),
                experiment.space().parameter("l2").orElseThrow().when());
        assertEquals(
                Optional.of(new Condition("updater", List.of("nesterovs", "sgd"))),
                experiment.space().parameter("momentum").orElseThrow().when());
    }

    @Test
    void aFieldOfTheModelMayBeNamedWithOrWithoutItsPrefix() {
        assertEquals("model.dropout", second("model.dropout: {value: 0.5}").name());
        assertEquals("schedule.factor", second("schedule.factor: {value: 0.5}").name());
    }

    @Test
    void aGroupOrTimeColumnDecidesTheStrategy() {
        assertEquals(Strategy.GROUP, strategy("task: classification, group: g"));
        assertEquals(Strategy.TIME_SERIES, strategy("task: classification, time: t"));
        assertEquals(Strategy.KFOLD, strategy("task: regression"));
    }

    @Test
    void aHoldoutHasOneFold() {
        Experiment experiment = parse(MINIMAL + "cross_validation: {strategy: holdout, repeats: 3}");
        assertEquals(new CrossValidation(1, Strategy.HOLDOUT, 3, 0.2), experiment.crossValidation());
        assertEquals("0.2", experiment.assumed().get("cross_validation.holdout"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "compiled", "dl4j"})
    void theTrainersOfNetworksKnowTheSameFields(String trainer) {
        String text = MINIMAL + "trainer: " + trainer + "\n";
        assertEquals(
                trainer,
                parse(text + "model: {hidden: [4], activation: tanh}\n").trainer());
        assertThrows(ExperimentException.class, () -> parse(text + "model: {depth: 4}\n"));
    }

    @Test
    void whatIsLeftToPlateauIsSettledOnceAndWhatIsNamedIsNot() {
        assertEquals("compiled", parse(MINIMAL).settled("compiled").trainer());
        assertEquals(
                "dl4j", parse(MINIMAL + "trainer: dl4j\n").settled("compiled").trainer());
    }

    @Test
    void aTrainerThatIsNotOursMayHaveAnyFields() {
        Experiment experiment = parse(MINIMAL.replace("value: 5}", "value: 5}\n  depth: {value: 3}")
                + "trainer: fake\nmodel: {anything: [1, 2]}\n");
        assertEquals("fake", experiment.trainer());
        assertEquals(List.of("epochs", "depth"), experiment.parameters());
    }

    private static Strategy strategy(String data) {
        return parse(MINIMAL.replace("task: classification", data))
                .crossValidation()
                .strategy();
    }

    private static List<Object> values(String parameter) {
        return ((Choice) second(parameter)).values();
    }

    private static String distribution(String parameter) {
        String name = parameter.substring(0, parameter.indexOf(':'));
        return String.valueOf(parse(MINIMAL + "  " + parameter).assumed().get("parameters." + name + ".distribution"));
    }

    private static dev.plateau.space.Parameter second(String parameter) {
        return parse(MINIMAL + "  " + parameter).space().parameters().get(1);
    }

    private static Experiment parse(String text) {
        return Experiments.parse(text, Path.of("x.yaml"));
    }

    @Test
    void aStoredTextTellsHowEpochsAreChosenAndOneThatIsRefusedIsNoReasonNotTo() throws java.io.IOException {
        String text = java.nio.file.Files.readString(java.nio.file.Path.of("experiments/iris_random.yaml"));
        assertEquals(Experiment.SelectEpochs.USUAL, Experiments.selectEpochs("name: [a search of the future"));
        assertEquals(
                new Experiment.SelectEpochs(dev.plateau.epoch.Rule.GL, 0.8),
                Experiments.selectEpochs(text.replaceAll("(?m)^select_epochs:.*\\R", "")
                        + "\nselect_epochs: {rule: gl, confidence: 0.8}\n"));
    }
}
