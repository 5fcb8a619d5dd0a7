package dev.plateau.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The experiment of {@code experiments/bench} is the one that users are shown. */
class BenchExperimentTest {

    private final Experiment shown = Experiments.read(Path.of("experiments/digits.yaml"));
    private final Experiment measured = Experiments.read(Path.of("experiments/bench/digits.yaml"));

    @Test
    void theSameTrainingsAreMeasuredAsAreShown() {
        assertEquals(shown.space(), measured.space());
        assertEquals(shown.model(), measured.model());
        assertEquals(shown.crossValidation(), measured.crossValidation());
        assertEquals(shown.seed(), measured.seed());
        assertEquals(shown.trainer(), measured.trainer());
        assertEquals(
                shown.dataFile().toAbsolutePath().normalize(),
                measured.dataFile().toAbsolutePath().normalize());
    }

    @Test
    void itIsJudgedByTheMetricOfTheOtherTools() {
        assertEquals("val_accuracy", measured.metric().name());
    }
}
