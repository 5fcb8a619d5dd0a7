package dev.plateau.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TallyTest {

    private static double metric(Tally tally, String name) {
        return tally.metrics().getOrDefault(name, Double.NaN);
    }

    private static float[] logs(double... probabilities) {
        float[] logs = new float[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(probabilities[i]);
        }
        return logs;
    }

    /** Truth 0 0 1 2, predicted 0 1 1 1. By hand: F1 of the classes 2/3, 1/2, 0; their mean 7/18. */
    @Test
    void classesAreCountedAsScikitLearnsMacroAverageDoes() {
        Tally tally = new ClassTally(4);
        tally.add(logs(0.7, 0.1, 0.1, 0.1), 0, 0);
        tally.add(logs(0.2, 0.6, 0.1, 0.1), 0, 0);
        tally.add(logs(0.1, 0.7, 0.1, 0.1), 0, 1);
        tally.add(logs(0.1, 0.5, 0.3, 0.1), 0, 2);
        assertEquals(0.5, metric(tally, "accuracy"), 0);
        assertEquals(7.0 / 18, metric(tally, "f1"), 1e-15, "the fourth class neither occurs nor is predicted");
        double loss = -(Math.log(0.7) + Math.log(0.2) + Math.log(0.7) + Math.log(0.3)) / 4;
        assertEquals(loss, metric(tally, "loss"), 1e-7, "logarithms are held as floats");
    }

    @Test
    void aProbabilityOfZeroCostsTheLeastLogAndNoMore() {
        Tally tally = new ClassTally(2);
        tally.add(logs(0, 1), 0, 0);
        assertEquals(-Math.log(1e-10), metric(tally, "loss"), 1e-12);
    }

    @Test
    void noNumberStaysNoNumber() {
        Tally tally = new ClassTally(2);
        tally.add(new float[] {Float.NaN, Float.NaN}, 0, 0);
        assertTrue(Double.isNaN(metric(tally, "loss")));
    }

    /** Targets 1 2 3 4, predicted 1 2 3 6 with a unit of 10: squares 4, deviations from the mean 5. */
    @Test
    void targetsAreMeasuredInTheirOwnUnit() {
        Tally tally = new TargetTally(10);
        for (int target = 1; target <= 4; target++) {
            tally.add(new float[] {target == 4 ? 6 : target}, 0, target);
        }
        assertEquals(1, metric(tally, "loss"), 1e-15);
        assertEquals(5, metric(tally, "mae"), 1e-15);
        assertEquals(1 - 4.0 / 5, metric(tally, "r2"), 1e-15);
    }

    @Test
    void aConstantTargetHasNoShareOfVariance() {
        Tally tally = new TargetTally(1);
        tally.add(new float[] {1}, 0, 2);
        tally.add(new float[] {1}, 0, 2);
        assertTrue(Double.isNaN(metric(tally, "r2")));
    }
}
