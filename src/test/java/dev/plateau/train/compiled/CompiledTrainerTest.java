package dev.plateau.train.compiled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.FoldData;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.TrainerContract;
import dev.plateau.train.Training;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CompiledTrainerTest extends TrainerContract {

    @Override
    protected Trainer trainer() {
        return new CompiledTrainer();
    }

    private static Optional<String> refusal(Map<String, Object> model) {
        FoldData fold = fold(DIGITS);
        return new CompiledTrainer()
                .refusal(new Settings(Map.of("model", model, "learning_rate", 0.01, "batch_size", 32L)), shape(fold));
    }

    @Test
    void whatIsNotCompiledIsNamed() {
        assertEquals(Optional.empty(), refusal(Map.of("activation", "swish", "dropout", 0.2)));
        assertEquals(Optional.of("model.type cnn is not compiled"), refusal(Map.of("type", "cnn")));
        assertEquals(Optional.of("model.activation gelu is not compiled"), refusal(Map.of("activation", "gelu")));
        assertEquals(Optional.of("model.activation selu is not compiled"), refusal(Map.of("activation", "selu")));
    }

    @Test
    void whatIsNotCompiledIsRefusedAndNotTrainedOtherwise() {
        FoldData fold = fold(DIGITS);
        Settings settings = settings(fold, Map.of("activation", "gelu", "hidden", List.of(8L)), 0.01, 256);
        for (Executable start : List.<Executable>of(
                () -> trainer().start(settings, fold, 7, Optional.empty()),
                () -> trainer().steps(settings, fold, 7))) {
            assertEquals(
                    "model.activation gelu is not compiled",
                    assertThrows(IllegalArgumentException.class, start).getMessage());
        }
    }

    /** A process of its own, since other tests have loaded ND4J into this one. */
    @Test
    void trainingLoadsNoClassOfNd4jOrDeeplearning4j() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Alone.class.getName())
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), log);
        assertTrue(log.contains("dev.plateau.train.compiled.Descent "), "the log tells classes");
        assertEquals(
                List.of(),
                log.lines()
                        .filter(line -> line.contains(" org.nd4j.")
                                || line.contains(" org.deeplearning4j.")
                                || line.contains(" org.bytedeco."))
                        .toList());
    }

    /** A training in a process of its own. */
    static final class Alone {

        private Alone() {}

        public static void main(String[] arguments) {
            FoldData fold = FoldData.ofTwoClasses(new float[] {0, 1, 2, 3}, new float[] {0, 1, 0, 1});
            Trainer trainer = new CompiledTrainer();
            Settings settings = trainer.complete(
                    new Settings(Map.of("model", Map.of("dropout", 0.1), "batch_size", 3L)), shape(fold));
            try (Training training = trainer.start(settings, fold, 1, Optional.empty())) {
                training.next();
                training.checkpoint();
            }
        }
    }
}
