package dev.plateau.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.curve.Goal;
import dev.plateau.experiment.Experiment.EarlyStopping;
import dev.plateau.train.EpochReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {

    /** The epoch at which it gives up; 0 if it does not. */
    private static int end(EarlyStopping rule, Goal goal, List<Double> values) {
        Patience patience = new Patience(rule, goal);
        for (int i = 0; i < values.size(); i++) {
            if (patience.exhausted(values.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    @Test
    void countsEpochsSinceTheBest() {
        EarlyStopping rule = new EarlyStopping(2, 0);
        assertEquals(4, end(rule, Goal.MINIMIZE, List.of(3.0, 2.0, 2.5, 2.0, 1.0)), "equal is no better");
        assertEquals(0, end(rule, Goal.MINIMIZE, List.of(3.0, 3.5, 2.0, 2.5, 1.0)));
        assertEquals(3, end(rule, Goal.MAXIMIZE, List.of(3.0, 2.0, 2.5, 4.0)));
    }

    @Test
    void aGainBelowTheLeastDifferenceDoesNotCount() {
        assertEquals(3, end(new EarlyStopping(2, 0.1), Goal.MINIMIZE, List.of(1.0, 0.95, 0.91, 0.5)));
        assertEquals(0, end(new EarlyStopping(2, 0.1), Goal.MINIMIZE, List.of(1.0, 0.95, 0.85, 0.8)));
    }

    @Test
    void noNumberIsNoGain() {
        assertEquals(2, end(new EarlyStopping(2, 0), Goal.MINIMIZE, List.of(Double.NaN, Double.NaN, 1.0)));
    }

    private static EpochReport report(int epoch, double loss, double validation) {
        return new EpochReport(epoch, epoch, epoch, 0, Map.of("loss", loss, "val_loss", validation));
    }

    @Test
    void aTrainingDivergesWhenALossIsNoNumberOrAThousandTimesItsFirst() {
        Divergence divergence = new Divergence();
        assertEquals(Optional.empty(), divergence.seen(report(1, 2, 2)));
        assertEquals(Optional.empty(), divergence.seen(report(2, 1900, 2)));
        assertEquals(
                Optional.of("diverged: loss was 2001.0 after epoch 3, 2.0 after the first"),
                divergence.seen(report(3, 2001, 2)));
        assertEquals(
                Optional.of("diverged: val_loss was NaN after epoch 1"),
                new Divergence().seen(report(1, 1, Double.NaN)));
        assertEquals(
                Optional.of("diverged: val_loss was Infinity after epoch 1"),
                new Divergence().seen(report(1, 1, Double.POSITIVE_INFINITY)));
    }
}
