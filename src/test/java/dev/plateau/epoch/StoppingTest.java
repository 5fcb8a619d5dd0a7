package dev.plateau.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.epoch.Stopping.Choice;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** By hand, from the definitions in {@link Stopping}. */
class StoppingTest {

    @Test
    void patienceStopsTenEpochsAfterTheBestAndMissesALaterOne() {
        double[] curve = new double[30];
        for (int i = 0; i < curve.length; i++) {
            curve[i] = i == 4 ? 1 : i == 20 ? 0 : 2;
        }
        assertEquals(new Choice(4, 15), Stopping.patience(curve));
        curve[14] = 0.5;
        assertEquals(new Choice(20, 30), Stopping.patience(curve));
    }

    @Test
    void glStopsAtTheFirstRiseOfMoreThanFivePercent() {
        assertEquals(new Choice(1, 4), Stopping.gl(new double[] {2, 1, 1.04, 1.06, 0}));
        assertEquals(new Choice(4, 5), Stopping.gl(new double[] {2, 1, 1.04, 1.04, 0}));
    }

    /** An accuracy of 0.8 with its sign turned: 0.76 is 5 % less, 0.75 more. */
    @Test
    void glWorksForTurnedSigns() {
        assertEquals(new Choice(0, 3), Stopping.gl(new double[] {-0.8, -0.761, -0.75, -0.9}));
    }

    /** Ends of strips: 5, 10, 15, 20. Up at 10, down at 15, then up three times in a row at 20, 25, 30. */
    @Test
    void upStopsAfterThreeStripsThatRose() {
        double[] ends = {5, 6, 4, 5, 6, 7, 1};
        double[] curve = new double[35];
        for (int i = 0; i < curve.length; i++) {
            curve[i] = ends[i / 5] + (i % 5 == 4 ? 0 : 9);
        }
        assertEquals(new Choice(14, 30), Stopping.up(curve));
    }

    /**
     * At the end of the second strip GL is 10. Training errors 10 9 8 7 6: P = 1000 (8 / 6 - 1) = 333, GL / P = 0.03. All 6 but
     * one 6.06: P = 2, GL / P = 5.
     */
    @Test
    void pqStopsWhenTheRiseOutrunsTheProgress() {
        double[] curve = {5, 4, 3, 2, 1, 1, 1, 1, 1, 1.1, 1, 1, 1, 1, 0.5};
        double[] progress = {15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 6, 5, 4, 3, 2};
        double[] stuck = {15, 14, 13, 12, 11, 6.06, 6, 6, 6, 6, 6, 6, 6, 6, 6};
        assertEquals(Optional.of(new Choice(14, 15)), Stopping.pq(curve, progress));
        assertEquals(Optional.of(new Choice(4, 10)), Stopping.pq(curve, stuck));
        assertEquals(Optional.empty(), Stopping.pq(curve, new double[0]));
    }
}
