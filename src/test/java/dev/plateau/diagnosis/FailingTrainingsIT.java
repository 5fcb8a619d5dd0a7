package dev.plateau.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.FoldCurves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real trainings that are made to fail in a known way get the label of that way, and a good one none. */
class FailingTrainingsIT {

    private static Map<String, Object> network(long width, String updater) {
        return Map.of("hidden", List.of(width), "updater", updater, "activation", "relu");
    }

    private static List<Kind> kinds(FoldCurves curves) {
        return Diagnoses.of(curves).stream().map(Diagnosis::kind).toList();
    }

    private static List<Kind> kinds(String set, int rows, Map<String, Object> model, double rate, int epochs) {
        return kinds(FailingTrainings.train(new FailingTrainings.Plan(set, rows, model, rate, epochs)));
    }

    @Test
    void aRateFarTooLargeDivergesOrJumps() {
        assertEquals(List.of(Kind.DIVERGED), kinds("iris", 150, network(32, "sgd"), 1e6, 5));
        assertEquals(
                Kind.LEARNING_RATE_TOO_LARGE,
                kinds("iris", 150, network(32, "adam"), 0.3, 40).get(0));
    }

    @Test
    void aRateFarTooSmallIsStraightOrFlat() {
        assertEquals(
                List.of(Kind.LEARNING_RATE_TOO_SMALL, Kind.STILL_IMPROVING),
                kinds("iris", 150, network(32, "sgd"), 1e-4, 40));
        assertEquals(List.of(Kind.FLAT), kinds("iris", 150, network(32, "adam"), 1e-9, 20));
    }

    @Test
    void tooFewEpochsAreStillImproving() {
        assertEquals(List.of(Kind.STILL_IMPROVING), kinds("wine", 178, network(32, "adam"), 0.001, 10));
    }

    @Test
    void aLargeNetworkOnFewRowsOverfits() {
        List<Kind> kinds = kinds("digits", 120, network(256, "adam"), 0.01, 50);
        assertTrue(kinds.contains(Kind.OVERFITTING), kinds::toString);
    }

    @Test
    void aTinyNetworkUnderfits() {
        assertEquals(List.of(Kind.UNDERFITTED), kinds("digits", 500, network(1, "adam"), 0.01, 60));
    }

    @Test
    void shuffledLabelsAreFlatOrOverfitted(@TempDir Path folder) throws IOException {
        FoldCurves curves = FailingTrainings.trainOnShuffledLabels(
                new FailingTrainings.Plan("iris", 150, network(128, "adam"), 0.01, 40), folder);
        assertTrue(
                List.of(Kind.FLAT, Kind.OVERFITTING).contains(kinds(curves).get(0)),
                () -> kinds(curves).toString());
    }

    @Test
    void aGoodSettingIsAPlateauAtMost() {
        List<Kind> kinds = kinds("digits", 500, network(32, "adam"), 0.003, 30);
        assertTrue(kinds.stream().allMatch(kind -> kind == Kind.PLATEAU), kinds::toString);
    }
}
