package dev.plateau.transfer.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.Goal;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiment.Method;
import dev.plateau.experiment.ExperimentException;
import dev.plateau.experiment.Experiments;
import dev.plateau.space.Choice;
import dev.plateau.space.Range;
import dev.plateau.transfer.TransferException;
import dev.plateau.transfer.sweep.Sweeps.Converted;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepsTest {

    private static Converted converted(String yaml) {
        return Sweeps.convert(yaml, Path.of("theirs.yaml"));
    }

    private static Experiment experiment(Converted made) {
        assertEquals(
                List.of(),
                made.omitted().stream()
                        .filter(line -> line.startsWith("to be mended"))
                        .toList(),
                made.text());
        return Experiments.parse(made.text(), Path.of("made.yaml"));
    }

    private static Range range(Experiment experiment, String name) {
        return (Range) experiment.space().parameter(name).orElseThrow();
    }

    private static Choice choice(Experiment experiment, String name) {
        return (Choice) experiment.space().parameter(name).orElseThrow();
    }

    @Test
    void readsASweepOfWeightsAndBiases() {
        Converted made = converted("""
                program: train.py
                name: my sweep
                project: p
                method: bayes
                run_cap: 30
                metric: {name: val_accuracy, goal: maximize, target: 0.99}
                early_terminate: {type: hyperband, min_iter: 3}
                command: ["${env}", python3, "${program}", "${args}"]
                parameters:
                  learning_rate: {distribution: log_uniform, min: -9.21034037, max: 0}
                  momentum: {min: 0.5, max: 1.0}
                  units: {min: 8, max: 64}
                  dropout: {distribution: q_uniform, min: 0.0, max: 0.5, q: 0.1}
                  noise: {distribution: normal, mu: 0.0, sigma: 0.1}
                  optimizer: {values: [adam, sgd], probabilities: [0.8, 0.2]}
                  layers:
                    parameters:
                      first: {values: [1, 2]}
                  epochs: {value: 5}
                """);
        Experiment experiment = experiment(made);
        assertEquals("wandb", made.tool());
        assertEquals("my_sweep", experiment.name());
        assertEquals(Method.RANDOM, experiment.method());
        assertEquals("val_accuracy", experiment.metric().name());
        assertEquals(Goal.MAXIMIZE, experiment.metric().goal());
        assertEquals(1e-4, range(experiment, "learning_rate").min(), 1e-9);
        assertEquals(Range.Scale.LOG, range(experiment, "learning_rate").scale());
        assertTrue(range(experiment, "units").integral());
        assertEquals(0.1, range(experiment, "dropout").step().orElseThrow());
        assertEquals(-0.3, range(experiment, "noise").min(), 1e-12);
        assertEquals(List.of("adam", "sgd"), choice(experiment, "optimizer").values());
        assertEquals(List.of(1L, 2L), choice(experiment, "layers.first").values());
        assertEquals(List.of(5L), choice(experiment, "epochs").values());
        assertEquals(
                List.of(
                        "method bayes: trials are drawn at random instead",
                        "metric.target has no counterpart",
                        "early_terminate hyperband: no trial is ended by comparison with others; early_stopping with patience ends"
                                + " one that has stopped improving",
                        "parameter noise: distribution normal is uniform over 3 standard deviations to both sides here",
                        "parameter optimizer: its values are equally likely here; probabilities has no counterpart",
                        "nested parameters of layers: each is a parameter of its own here, named layers.NAME",
                        "project has no counterpart"),
                made.omitted());
        made.omitted().forEach(line -> assertTrue(made.text().contains("# - " + line + "\n"), line));
    }

    @Test
    void readsAnExperimentOfKatib() {
        Converted made = converted("""
                apiVersion: kubeflow.org/v1beta1
                kind: Experiment
                metadata: {namespace: kubeflow, name: random}
                spec:
                  objective: {type: maximize, goal: 0.99, objectiveMetricName: Validation-accuracy, additionalMetricNames: [Train-accuracy]}
                  algorithm: {algorithmName: random}
                  parallelTrialCount: 3
                  maxTrialCount: 12
                  maxFailedTrialCount: 3
                  parameters:
                    - {name: lr, parameterType: double, feasibleSpace: {min: "0.01", max: "0.05", distribution: logUniform}}
                    - {name: num-layers, parameterType: int, feasibleSpace: {min: "2", max: "5"}}
                    - {name: optimizer, parameterType: categorical, feasibleSpace: {list: [sgd, adam]}}
                    - {name: size, parameterType: discrete, feasibleSpace: {list: ["16", "32"]}}
                  trialTemplate:
                    primaryContainerName: training
                    trialParameters:
                      - {name: learningRate, description: d, reference: lr}
                      - {name: layers, reference: num-layers}
                    trialSpec:
                      apiVersion: batch/v1
                      kind: Job
                      spec:
                        template:
                          spec:
                            containers:
                              - name: training
                                image: example/mnist
                                command: [python3, mnist.py, --epochs=1, "--rate=${trialParameters.learningRate}", --depth, "${trialParameters.layers}"]
                """);
        Experiment experiment = experiment(made);
        assertEquals("katib", made.tool());
        assertEquals("Validation-accuracy", experiment.metric().name());
        assertEquals(Range.Scale.LOG, range(experiment, "rate").scale());
        assertTrue(range(experiment, "depth").integral());
        assertEquals(List.of(16L, 32L), choice(experiment, "size").values());
        assertTrue(made.text().contains("command: [python3, mnist.py, \"--epochs=1\", \"${args}\"]\n"), made.text());
        assertTrue(made.omitted().contains("container.image has no counterpart"), made.omitted()::toString);
        assertTrue(made.omitted().contains("spec.maxFailedTrialCount has no counterpart"), made.omitted()::toString);
        assertTrue(made.omitted().contains("spec.objective.goal has no counterpart"), made.omitted()::toString);
    }

    @Test
    void readsAnExperimentOfDetermined() {
        Converted made = converted("""
                name: mnist
                entrypoint: python3 train.py
                hyperparameters:
                  learning_rate: {type: log, minval: -4.0, maxval: -1.0, base: 10, count: 4}
                  n_filters: {type: int, minval: 8, maxval: 64, count: 3}
                  dropout: {type: double, minval: 0.2, maxval: 0.8, count: 2}
                  activation: {type: categorical, vals: [relu, tanh]}
                  global_batch_size: 64
                  optimizer: {name: {type: const, val: adam}}
                searcher:
                  name: grid
                  metric: validation_loss
                  smaller_is_better: true
                  max_length: {epochs: 20}
                  max_concurrent_trials: 2
                resources: {slots_per_trial: 1}
                """);
        Experiment experiment = experiment(made);
        assertEquals("determined", made.tool());
        assertEquals(Method.GRID, experiment.method());
        assertEquals(1e-4, range(experiment, "learning_rate").min(), 1e-12);
        assertEquals(4, range(experiment, "learning_rate").count().orElseThrow());
        assertEquals(List.of(20L), choice(experiment, "epochs").values());
        assertEquals(List.of("adam"), choice(experiment, "optimizer.name").values());
        assertEquals(List.of(64L), choice(experiment, "global_batch_size").values());
        assertTrue(made.omitted().contains("resources has no counterpart"), made.omitted()::toString);
    }

    @Test
    void whatIsLeftOpenIsGuessedAndSaid() {
        Converted made = converted("method: random\nparameters: {x: {min: 0.0, max: 1.0}}\n");
        assertEquals(
                List.of(
                        "no metric is named: Plateau takes val_loss unless metric says otherwise",
                        "the number of epochs is not named: parameters.epochs is 10 here, which is a guess",
                        "no program is named: program is train.py here, which is a guess",
                        "the number of trials is not bounded: max_trials is 20 here, which is a guess"),
                made.omitted());
        experiment(made);
    }

    @Test
    void whatPlateauRefusesIsListedToBeMended() {
        Converted made = converted(
                "program: a.py\nmethod: grid\nmetric: {name: x}\nparameters: {learning_rate: {values: [0, 1]}}\n");
        assertTrue(
                made.omitted().stream().anyMatch(line -> line.startsWith("to be mended: made.yaml")),
                made.omitted()::toString);
    }

    @Test
    void hostileFilesAreRefusedInASentence() {
        String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nparameters: {y: {values: *b}}\nmethod: grid\n";
        assertThrows(ExperimentException.class, () -> converted(bomb));
        assertThrows(ExperimentException.class, () -> converted("parameters: " + "[".repeat(5_000)));
        assertThrows(ExperimentException.class, () -> converted("- 1\n- 2\n"));
        assertThrows(TransferException.class, () -> converted("name: other\n"));
        assertThrows(TransferException.class, () -> converted(""));
        Converted odd = converted("parameters: 7\nmethod: [1]\nmetric: x\nname: \"a\\nprogram: /bin/sh\"\n");
        assertEquals(
                1,
                odd.text().lines().filter(line -> line.startsWith("program:")).count(),
                odd.text());
    }
}
