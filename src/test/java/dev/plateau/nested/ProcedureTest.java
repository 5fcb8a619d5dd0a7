package dev.plateau.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcedureTest {

    private static Optional<Choice> choose(Goal goal, Map<Integer, List<Double>> scores) {
        return new Procedure(goal, 2, Rule.MINIMUM)
                .choose(scores, trial -> FoldCurves.of(goal, List.of(curve(0, 3, 1, 2), curve(1, 3, 1, 2))));
    }

    private static Curve curve(int fold, double... values) {
        return new Curve(0, fold, java.util.Arrays.stream(values).boxed().toList());
    }

    @Test
    void takesTheBestMeanAndThenTheAdvisorsEpochOfItsCurves() {
        Map<Integer, List<Double>> scores = Map.of(1, List.of(0.5, 0.7), 2, List.of(0.1, 0.9), 3, List.of(0.55, 0.55));
        assertEquals(Optional.of(new Choice(2, 2)), choose(Goal.MINIMIZE, scores));
        assertEquals(Optional.of(new Choice(1, 1)), choose(Goal.MAXIMIZE, scores));
    }

    @Test
    void takesTheFirstOfEqualOnes() {
        Map<Integer, List<Double>> scores = Map.of(4, List.of(0.5, 0.5), 2, List.of(0.25, 0.75));
        assertEquals(2, choose(Goal.MINIMIZE, scores).orElseThrow().trial());
    }

    @Test
    void passesOverTrialsThatFailedOnAFold() {
        Map<Integer, List<Double>> scores = Map.of(1, List.of(0.1), 2, List.of(0.1, Double.NaN), 3, List.of(0.9, 0.9));
        assertEquals(3, choose(Goal.MINIMIZE, scores).orElseThrow().trial());
        assertEquals(Optional.empty(), choose(Goal.MINIMIZE, Map.of(1, List.of(0.1))));
        assertEquals(Optional.empty(), choose(Goal.MINIMIZE, Map.of()));
    }

    @Test
    void choosesNothingWhereCurvesHaveNoFiniteValue() {
        Map<Integer, List<Double>> scores = Map.of(1, List.of(0.1, 0.1));
        assertEquals(
                Optional.empty(),
                new Procedure(Goal.MINIMIZE, 2, Rule.AUTO)
                        .choose(scores, trial -> FoldCurves.of(Goal.MINIMIZE, List.of(curve(0, Double.NaN)))));
    }

    @Test
    void aRunIsReadAsScoresAre() {
        Curve run = curve(0, 0.5, 0.4, 0.3);
        assertEquals(new Reading(2, 0.4), Reading.of(run, true, 2));
        assertEquals(new Reading(3, 0.3), Reading.of(run, true, 9), "early stopping ended it");
        assertEquals(new Reading(2, 0.4), Reading.of(run, false, 2), "it failed later");
        assertEquals(0, Reading.of(run, false, 3).epoch(), "perhaps it diverged there");
        assertEquals(0, Reading.of(run, false, 4).epoch());
        assertEquals(0, Reading.of(curve(0), true, 1).epoch());
    }

    private static OuterFold fold(int number, double score) {
        return OuterFold.of(1, number, new Choice(7, 30), new Reading(30, score));
    }

    /** Mean and sd / sqrt(n) of 0.06, 0.09, 0.075: 0.075 and 0.015 / sqrt(3), by hand. */
    @Test
    void theHonestScoreIsTheMeanOverTheOuterFoldsAndOptimismHowMuchWorseItIs() {
        List<OuterFold> folds = List.of(fold(1, 0.06), fold(2, 0.09), fold(3, 0.075));
        Optional<Choice> chosen = Optional.of(new Choice(7, 31));
        NestedScore loss = NestedScore.of(Goal.MINIMIZE, chosen, List.of(0.05, 0.08, 0.05), folds);
        assertEquals(0.075, loss.score(), 1e-15);
        assertEquals(0.015 / Math.sqrt(3), loss.error(), 1e-15);
        assertEquals(0.06, loss.optimistic(), 1e-15);
        assertEquals(0.015, loss.optimism(), 1e-15);
        NestedScore accuracy = NestedScore.of(Goal.MAXIMIZE, chosen, List.of(0.05, 0.08, 0.05), folds);
        assertEquals(-0.015, accuracy.optimism(), 1e-15);
    }

    @Test
    void aFoldWithoutAScoreLeavesNoHonestOne() {
        List<OuterFold> folds = List.of(fold(1, 0.06), OuterFold.undecided(1, 2));
        NestedScore score = NestedScore.of(Goal.MINIMIZE, Optional.of(new Choice(1, 1)), List.of(0.5), folds);
        assertEquals(Double.NaN, score.score());
        assertEquals(Double.NaN, score.optimism());
    }

    @Test
    void trialsAndEpochsCountFromOne() {
        assertThrows(IllegalArgumentException.class, () -> new Choice(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Choice(1, 0));
    }
}
