package dev.plateau.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each kind on curves built to show it, and curves that show nothing. Noise is Gaussian with a fixed seed. */
class DiagnosesTest {

    private static final int FOLDS = 5;

    private static Curve curve(int fold, int epochs, IntToDoubleFunction value) {
        return new Curve(
                0,
                fold,
                IntStream.rangeClosed(1, epochs).mapToDouble(value).boxed().toList());
    }

    /** Folds around one curve, apart by 0.02 each. */
    private static List<Curve> folds(int epochs, double noise, long seed, IntToDoubleFunction value) {
        Random random = new Random(seed);
        List<Curve> folds = new ArrayList<>();
        for (int k = 0; k < FOLDS; k++) {
            double level = 0.02 * k;
            folds.add(curve(k, epochs, e -> value.applyAsDouble(e) + level + noise * random.nextGaussian()));
        }
        return folds;
    }

    private static List<Kind> kinds(FoldCurves curves) {
        return Diagnoses.of(curves).stream().map(Diagnosis::kind).toList();
    }

    private static FoldCurves validation(List<Curve> folds) {
        return FoldCurves.of(Goal.MINIMIZE, folds);
    }

    private static FoldCurves both(List<Curve> validation, List<Curve> training) {
        return new FoldCurves(Goal.MINIMIZE, validation, training);
    }

    private static double healthy(int e) {
        return 0.3 + 1.2 * Math.exp(-e / 5.0);
    }

    @Test
    void tellsADivergedTrainingFromTheEpochOnThatIsLost() {
        List<Curve> folds = new ArrayList<>(folds(20, 0.005, 1, DiagnosesTest::healthy));
        folds.set(2, curve(2, 20, e -> e < 7 ? healthy(e) : Double.NaN));
        Diagnosis first = Diagnoses.of(validation(folds)).get(0);
        assertEquals(Kind.DIVERGED, first.kind());
        assertEquals(7, first.epoch());
        assertEquals("1 of 5 folds has no finite value any more, the first from epoch 7.", first.evidence());
        List<Curve> infinite = List.of(curve(0, 5, e -> e == 3 ? Double.POSITIVE_INFINITY : 1));
        assertEquals(3, Diagnoses.of(validation(infinite)).get(0).epoch());
        assertEquals(List.of(Kind.DIVERGED), kinds(validation(folds(5, 0, 1, e -> Double.NaN))));
        assertEquals(
                List.of(Kind.DIVERGED), kinds(both(folds(20, 0.01, 1, e -> 1 + e), folds(20, 0.01, 2, e -> 1 + e))));
    }

    @Test
    void tellsAMetricThatIsMeasuredNowAndThenFromADivergedOne() {
        List<Curve> folds = folds(42, 0, 1, e -> e % 5 == 0 ? healthy(e) : Double.NaN);
        assertFalse(kinds(validation(folds)).contains(Kind.DIVERGED));
    }

    @Test
    void tellsALearningRateTooLargeFromBothCurvesJumping() {
        List<Curve> validation = folds(40, 0.25, 1, e -> 0.7);
        List<Curve> training = folds(40, 0.2, 2, e -> 0.5);
        assertEquals(
                Kind.LEARNING_RATE_TOO_LARGE,
                Diagnoses.of(both(validation, training)).get(0).kind());
    }

    @Test
    void tellsALearningRateTooSmallFromAStraightCurve() {
        List<Kind> kinds = kinds(validation(folds(40, 0.0005, 1, e -> 2.3 - 0.003 * e)));
        assertEquals(List.of(Kind.LEARNING_RATE_TOO_SMALL, Kind.STILL_IMPROVING), kinds);
    }

    /** At epoch 30 the time constant is 12: 1.2 exp(-30/12) = 0.1 is left of 1.2, 1 % of it 26 epochs later. */
    @Test
    void tellsThatACurveStillImprovesAndHowFarToExtend() {
        List<Diagnosis> found = Diagnoses.of(validation(folds(30, 0.003, 1, e -> 0.3 + 1.2 * Math.exp(-e / 12.0))));
        assertEquals(
                List.of(Kind.STILL_IMPROVING),
                found.stream().map(Diagnosis::kind).toList());
        assertEquals(56, found.get(0).epoch(), 20);
    }

    /** The minimum of 0.3 + 1.2 exp(-e/5) + 0.006 e is where 0.24 exp(-e/5) = 0.006: e = 18.4. */
    @Test
    void tellsOverfittingFromTheEpochOnThatValidationRises() {
        List<Curve> rising = folds(80, 0.004, 1, e -> healthy(e) + 0.006 * e);
        List<Curve> training = folds(80, 0.002, 2, e -> 1.5 * Math.exp(-e / 6.0));
        Diagnosis found = Diagnoses.of(both(rising, training)).get(0);
        assertEquals(Kind.OVERFITTING, found.kind());
        assertEquals(18, found.epoch(), 4);
        assertEquals(List.of(Kind.OVERFITTING), kinds(validation(rising)));
        assertEquals(List.of(Kind.OVERFITTING), kinds(validation(rising.subList(0, 1))));
    }

    @Test
    void tellsUnderfittingFromATrainingThatStandsStillFarFromPerfect() {
        List<Curve> validation = folds(60, 0.004, 1, e -> 1.45 + 0.8 * Math.exp(-e / 4.0));
        List<Curve> training = folds(60, 0.003, 2, e -> 1.4 + 0.8 * Math.exp(-e / 4.0));
        assertEquals(List.of(Kind.UNDERFITTED), kinds(both(validation, training)));
        assertFalse(kinds(validation(validation)).contains(Kind.UNDERFITTED));
    }

    @Test
    void tellsAFlatCurve() {
        assertEquals(List.of(Kind.FLAT), kinds(validation(folds(40, 0.01, 1, e -> 0.69))));
        assertEquals(List.of(Kind.FLAT), kinds(validation(folds(40, 0, 1, e -> 0.69))));
        assertEquals(List.of(Kind.FLAT), kinds(validation(List.of(curve(0, 40, e -> 0.69)))));
    }

    @Test
    void givesNoLabelToAMetricThatIsPerfectFromTheStart() {
        assertEquals(
                List.of(), kinds(FoldCurves.of(Goal.MAXIMIZE, List.of(curve(0, 30, e -> 1), curve(1, 30, e -> 1)))));
        assertEquals(List.of(), kinds(validation(List.of(curve(0, 30, e -> 0)))));
    }

    @Test
    void tellsNoiseThatHidesWhatWasLearned() {
        assertEquals(List.of(Kind.NOISY), kinds(validation(folds(60, 0.25, 4, e -> 0.8 + 0.8 * Math.exp(-e / 3.0)))));
    }

    @Test
    void tellsTheFoldThatDisagrees() {
        List<Curve> folds = new ArrayList<>(folds(80, 0.003, 1, e -> healthy(e) + 0.004 * e));
        folds.set(3, curve(3, 80, e -> 0.3 + 1.2 * Math.exp(-e / 30.0)));
        Diagnosis found = Diagnoses.of(validation(folds)).stream()
                .filter(one -> one.kind() == Kind.FOLDS_DISAGREE)
                .findFirst()
                .orElseThrow();
        assertTrue(found.evidence().startsWith("Fold 4 of 5 is best at epoch "), found::evidence);
    }

    /** 1.2 exp(-e/5) is 1 % of what was learned at e = 22. */
    @Test
    void tellsAPlateauAndWhereItBegins() {
        List<Diagnosis> found = Diagnoses.of(validation(folds(80, 0.004, 1, DiagnosesTest::healthy)));
        assertEquals(List.of(Kind.PLATEAU), found.stream().map(Diagnosis::kind).toList());
        assertEquals(22, found.get(0).epoch(), 5);
    }

    /** 100 draws of the noise, with the folds' ends apart by as much as the rise: at most 2 false alarms. */
    @Test
    void givesNoLabelOrPlateauToAHealthyCurveThatRisesWithinNoise() {
        int alarms = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Curve> folds = new ArrayList<>();
            for (int k = 0; k < FOLDS; k++) {
                double drift = 0.0005 * random.nextGaussian();
                folds.add(curve(k, 60, e -> healthy(e) + drift * Math.max(0, e - 25) + 0.01 * random.nextGaussian()));
            }
            alarms += kinds(validation(folds)).stream().allMatch(kind -> kind == Kind.PLATEAU) ? 0 : 1;
        }
        assertTrue(alarms <= 2, "false alarms in 100: " + alarms);
    }

    @Test
    void turnsAMaximisedMetricRound() {
        List<Curve> down = folds(80, 0.004, 1, e -> healthy(e) + 0.006 * e);
        List<Curve> up = down.stream()
                .map(fold -> curve(fold.fold(), 80, e -> -fold.at(e)))
                .toList();
        List<Diagnosis> found = Diagnoses.of(FoldCurves.of(Goal.MAXIMIZE, up));
        assertEquals(Diagnoses.of(validation(down)).get(0).epoch(), found.get(0).epoch());
        assertEquals(Kind.OVERFITTING, found.get(0).kind());
    }

    @Test
    void answersForAnyLengthAndNumberOfFolds() {
        assertEquals(List.of(), Diagnoses.of(validation(List.of())));
        assertEquals(List.of(), Diagnoses.of(validation(List.of(curve(0, 0, e -> 1)))));
        for (int epochs = 1; epochs < 5; epochs++) {
            assertEquals(List.of(), Diagnoses.of(validation(folds(epochs, 0.01, 1, DiagnosesTest::healthy))));
        }
        List<Curve> million = List.of(curve(0, 1_000_000, e -> 0.3 + 1.2 * Math.exp(-e / 1e4)));
        assertEquals(List.of(Kind.PLATEAU), kinds(validation(million)));
        List<Curve> huge = List.of(curve(0, 30, e -> e % 2 == 0 ? 1e308 : -1e308));
        assertEquals(List.of(Kind.FLAT), kinds(validation(huge)));
        List<Curve> uneven = new ArrayList<>(folds(80, 0.004, 1, DiagnosesTest::healthy));
        uneven.set(0, curve(0, 60, DiagnosesTest::healthy));
        assertEquals(List.of(Kind.PLATEAU), kinds(validation(uneven)));
    }

    @Test
    void writesItsLabelInJson() throws Exception {
        Diagnosis found = new Diagnosis(Kind.STILL_IMPROVING, 50, "It falls.", "Extend.");
        assertEquals(
                "{\"kind\":\"still_improving\",\"epoch\":50,\"evidence\":\"It falls.\",\"next\":\"Extend.\"}",
                JsonMapper.builder().build().writeValueAsString(found));
        assertThrows(IllegalArgumentException.class, () -> new Diagnosis(Kind.FLAT, 0, "It is.", "Look."));
        assertThrows(IllegalArgumentException.class, () -> new Diagnosis(Kind.FLAT, 1, " ", "Look."));
    }
}
