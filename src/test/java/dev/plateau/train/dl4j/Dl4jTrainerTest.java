package dev.plateau.train.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.FoldData;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.TrainerContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Dl4jTrainerTest extends TrainerContract {

    @Override
    protected Trainer trainer() {
        return new Dl4jTrainer();
    }

    @Test
    void aConvolutionalNetworkLearnsDigits() {
        FoldData fold = fold(DIGITS);
        Map<String, Object> model = Map.of("type", "cnn", "filters", List.of(8L), "hidden", List.of(32L));
        Settings settings = settings(fold, model, 0.005, 64);
        assertEquals(Optional.of(List.of(8L, 8L, 1L)), settings.value("model.shape"), "64 features are a square");
        List<EpochReport> reports = train(fold, settings, 8);
        assertTrue(last(reports, "val_accuracy") > 0.93, () -> "val_accuracy " + last(reports, "val_accuracy"));
    }

    @Test
    void mistakesAreNamed() {
        FoldData fold = fold(DIGITS);
        assertMistake(fold, Map.of("activation", "reluu"), "model.activation must be one of relu, leakyrelu, elu,");
        assertMistake(
                fold, Map.of("hidden", List.of(0L)), "model.hidden must be a whole number of at least 1, found [0]");
        assertMistake(fold, Map.of("dropout", 1.0), "model.dropout must be a number from 0 to below 1, found 1.0");
        assertMistake(fold, Map.of("momentum", 0.9), "model.momentum is not known here; known: activation, beta1,");
        assertMistake(fold, Map.of("schedule", "cosin"), "model.schedule.type must be one of constant, step,");
        assertMistake(
                fold,
                Map.of("type", "cnn", "shape", List.of(4L, 4L, 1L)),
                "model.shape must be [height, width, channels] with a product of 64");
        Settings large = new Settings(Map.of("batch_size", 5000L));
        assertEquals(
                "batch_size must be at most 1437, the training rows of a fold, found 5000",
                assertThrows(IllegalArgumentException.class, () -> trainer().complete(large, shape(fold)))
                        .getMessage());
    }

    private void assertMistake(FoldData fold, Map<String, Object> model, String start) {
        String message = assertThrows(IllegalArgumentException.class, () -> settings(fold, model, 0.01, 32))
                .getMessage();
        assertTrue(String.valueOf(message).startsWith(start), message);
    }
}
