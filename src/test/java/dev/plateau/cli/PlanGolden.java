package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan} says, word for word. */
class PlanGolden {

    @Test
    void theExampleOfTheDesign() {
        Console plan = Console.run("plan", "experiments/digits.yaml");
        assertEquals(0, plan.code(), plan.err());
        assertEquals("", plan.err());
        assertEquals(GOLDEN, plan.out());
    }

    @Test
    void theSameAsJson() throws IOException {
        JsonNode plan = new ObjectMapper()
                .readTree(
                        Console.run("plan", "experiments/digits.yaml", "--json").out());
        assertEquals(48, plan.get("configurations").asInt());
        assertEquals(3200, plan.get("epochsToTrain").asInt());
        assertEquals(16, plan.get("trainings").size());
        assertEquals("compiled", plan.get("trainer").asText());
        assertEquals("every setting can be compiled", plan.get("trainerReason").asText());
        assertEquals("0.9", plan.get("assumed").get("model.beta1").asText());
    }

    @Test
    void aScheduleOverAllEpochsSharesNothingAndThePlanSaysWhy(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cosine.yaml");
        Files.writeString(
                file, """
                name: cosine
                data: {path: %s, label: label, task: classification}
                model: {schedule: cosine}
                parameters:
                  learning_rate: {value: 0.01}
                  epochs: {values: [10, 20]}
                """.formatted(Path.of("experiments/data/iris.csv").toAbsolutePath()));
        Console plan = Console.run("plan", file.toString());
        assertEquals(0, plan.code(), plan.err());
        assertTrue(plan.out().startsWith("""
                2 configurations = 2 trainings x 5 folds.
                150 epochs to train; no two configurations share a training.
                Epoch counts do not share trainings:\s"""), plan.out());
    }

    @Test
    void epochsThatAreDecidedInTrainingAreARange() throws IOException {
        Console plan = Console.run("plan", "experiments/wine_auto.yaml");
        assertEquals(0, plan.code(), plan.err());
        assertTrue(plan.out().startsWith("""
                6 configurations = 6 trainings x 5 folds.
                600 to 9,000 epochs to train: each training stops when more are not worth it, after 20-300 epochs.

                training  epochs  read at  learning_rate  batch_size  trials
                       1  20-300  best             0.001          16  t01
                """), plan.out());
        assertTrue(plan.out().contains("parameters.epochs.auto.worth 0.01"), plan.out());
        JsonNode json = new ObjectMapper()
                .readTree(Console.run("plan", "experiments/wine_auto.yaml", "--json")
                        .out());
        assertEquals(600, json.get("epochsAtLeast").asInt());
        assertEquals(9000, json.get("epochsToTrain").asInt());
    }

    private static Console images(Path folder, String trainer) throws IOException {
        Path file = folder.resolve("images.yaml");
        Files.writeString(
                file, """
                name: images
                data: {path: %s, label: label, task: classification}
                model: {type: cnn}
                parameters:
                  learning_rate: {value: 0.01}
                  epochs: {values: [10]}
                %s
                """.formatted(Path.of("experiments/data/digits.csv").toAbsolutePath(), trainer));
        return Console.run("plan", file.toString());
    }

    @Test
    void aSearchThatCannotBeCompiledIsSaidToBeDeeplearning4jsAndWhy(@TempDir Path folder) throws IOException {
        Console plan = images(folder, "");
        assertEquals(0, plan.code(), plan.err());
        assertTrue(
                plan.out().contains("Trained by dl4j, the slower trainer: model.type cnn is not compiled.\n"),
                plan.out());
        assertTrue(plan.out().contains("assumed: trainer dl4j (auto): model.type cnn is not compiled,"), plan.out());
        Console asked = images(folder, "trainer: auto");
        assertEquals(plan.out(), asked.out(), "saying what is assumed changes nothing");
        Console named = images(folder, "trainer: dl4j");
        assertEquals(0, named.code(), named.err());
        assertFalse(named.out().contains("dl4j"), named.out());
    }

    @Test
    void theCompiledTrainerRefusesWhatCannotBeCompiledInOneSentence(@TempDir Path folder) throws IOException {
        Console plan = images(folder, "trainer: compiled");
        assertEquals(1, plan.code());
        assertEquals(
                "plateau: trainer: compiled cannot train this search, as model.type cnn is not compiled; leave the trainer out or"
                        + " say auto, and one is chosen that can\n",
                plan.err());
        assertEquals(
                "plateau: trainer: expected one of auto, compiled, dl4j, faulty, script, found fast\n",
                images(folder, "trainer: fast").err());
    }

    private static final String GOLDEN = """
            48 configurations = 16 trainings x 5 folds. epochs [10, 20, 40] share one training each:
            3,200 epochs to train instead of 5,600 (43% saved).

            training  epochs  read at   learning_rate  batch_size  trials
                   1      40  10 20 40         0.0001          16  t01 t17 t33
                   2      40  10 20 40          0.001          16  t02 t18 t34
                   3      40  10 20 40           0.01          16  t03 t19 t35
                   4      40  10 20 40            0.1          16  t04 t20 t36
                   5      40  10 20 40         0.0001          32  t05 t21 t37
                   6      40  10 20 40          0.001          32  t06 t22 t38
                   7      40  10 20 40           0.01          32  t07 t23 t39
                   8      40  10 20 40            0.1          32  t08 t24 t40
                   9      40  10 20 40         0.0001          64  t09 t25 t41
                  10      40  10 20 40          0.001          64  t10 t26 t42
                  11      40  10 20 40           0.01          64  t11 t27 t43
                  12      40  10 20 40            0.1          64  t12 t28 t44
                  13      40  10 20 40         0.0001         128  t13 t29 t45
                  14      40  10 20 40          0.001         128  t14 t30 t46
                  15      40  10 20 40           0.01         128  t15 t31 t47
                  16      40  10 20 40            0.1         128  t16 t32 t48

            assumed: trainer compiled (auto): every setting can be compiled, data.missing error,
                     parameters.batch_size.distribution categorical, parameters.epochs.distribution categorical,
                     cross_validation.nested false, early_stopping none, select_epochs.rule auto,
                     select_epochs.confidence 0.95, max_trials the whole grid,
                     max_concurrent_trials chosen from the machine, max_restarts 2, timeout 1h, model.beta1 0.9,
                     model.beta2 0.999, model.dropout 0, model.epsilon 1e-08, model.exact_train_metrics false,
                     model.gradient_clipping 0, model.l1 0, model.l2 0, model.schedule.type constant,
                     model.type mlp, model.weight_decay 0, model.weight_init xavier
            """;
}
