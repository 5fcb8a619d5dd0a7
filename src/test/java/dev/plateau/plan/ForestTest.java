package dev.plateau.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.plan.Forest.Sharing;
import dev.plateau.space.Configuration;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForestTest {

    private static final Trainer DL4J = Trainers.byName("dl4j").orElseThrow();
    private static final Trainer.Shape DIGITS = new Trainer.Shape(64, 10, true, 1437);

    /** The grid of rates and epochs, rates first. */
    private static List<Configuration> grid(Map<String, Object> more) {
        List<Configuration> grid = new ArrayList<>();
        for (long epochs : List.of(10L, 20L, 40L)) {
            for (double rate : List.of(0.1, 0.01)) {
                Map<String, Object> values = new java.util.LinkedHashMap<>(more);
                values.put("learning_rate", rate);
                values.put("epochs", epochs);
                grid.add(new Configuration(values));
            }
        }
        return grid;
    }

    private static Forest forest(Map<String, Object> model, Sharing sharing) {
        return Forest.of(model, grid(Map.of()), DL4J, DIGITS, 5, sharing);
    }

    @Test
    void anEpochGridIsOneTrainingReadAtEachOfItsEpochs() {
        Forest forest = forest(Map.of(), Sharing.SHARED);
        assertEquals(2, forest.stages().size());
        assertEquals(List.of(10, 20, 40), forest.stages().get(0).readAt());
        assertEquals(List.of(1, 3, 5), forest.stages().get(0).trials());
        assertEquals(Optional.empty(), forest.stages().get(0).unshared());
        assertEquals(5 * 2 * 70, forest.epochsAsked());
        assertEquals(5 * 2 * 40, forest.epochsToTrain());
        assertEquals(10, forest.runs());
    }

    @Test
    void aScheduleOverAllEpochsIsNotSharedAndThePlanSaysWhy() {
        for (String schedule : List.of("cosine", "one_cycle", "polynomial")) {
            Forest forest = forest(Map.of("schedule", schedule), Sharing.SHARED);
            assertEquals(6, forest.stages().size(), schedule);
            assertEquals(forest.epochsAsked(), forest.epochsToTrain());
            String why = forest.stages().get(0).unshared().orElse("");
            assertTrue(why.contains(schedule + " schedule spans the whole training"), why);
        }
    }

    @Test
    void aScheduleOverAFixedSpanIsShared() {
        Map<String, Object> cosine = Map.of("type", "cosine", "over", 40L);
        assertEquals(
                2, forest(Map.of("schedule", cosine), Sharing.SHARED).stages().size());
        assertEquals(
                2,
                forest(Map.of("schedule", "exponential"), Sharing.SHARED)
                        .stages()
                        .size());
    }

    @Test
    void separateTrainingsAreForComparison() {
        Forest forest = forest(Map.of(), Sharing.SEPARATE);
        assertEquals(6, forest.stages().size());
        assertEquals(forest.epochsAsked(), forest.epochsToTrain());
    }

    @Test
    void configurationsThatSayTheSameInOtherWordsShare() {
        List<Configuration> two = List.of(
                new Configuration(Map.of("epochs", 5L, "dropout", 0.0)), new Configuration(Map.of("epochs", 10L)));
        assertEquals(
                1,
                Forest.of(Map.of(), two, DL4J, DIGITS, 1, Sharing.SHARED)
                        .stages()
                        .size());
    }

    @Test
    void aSettingThatTheTrainerRefusesNamesTheConfiguration() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Forest.of(Map.of(), grid(Map.of("batch_size", 2000L)), DL4J, DIGITS, 5, Sharing.SHARED))
                .getMessage();
        assertTrue(
                String.valueOf(message)
                        .startsWith(
                                "batch_size must be at most 1437, the training rows of a fold, found 2000 (in the configuration "),
                message);
    }
}
