package dev.plateau.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.curve.Estimate;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoldScoresTest {

    private static RunRow run(int fold) {
        return new RunRow(fold + 1, 1, 0, fold, 1, State.RUNNING, 7, 0, 0, Optional.empty(), Optional.empty());
    }

    @Test
    void tellsOfATrialWhenItsLastFoldIsScoredWhateverTheOrder() {
        FoldScores scores = new FoldScores(3);
        assertEquals(Optional.empty(), scores.add(9, run(2), 0.3));
        assertEquals(Optional.empty(), scores.add(9, run(0), 0.1));
        assertEquals(Optional.of(Estimate.of(List.of(0.1, 0.2, 0.3))), scores.add(9, run(1), 0.2));
    }

    @Test
    void countsTheScoresOfEarlierSessions() {
        FoldScores scores = new FoldScores(2);
        scores.resume(List.of(new ScoreRow(9, 1, 0, 0, 0.1), new ScoreRow(8, 1, 0, 0, 0.5)));
        assertEquals(Optional.of(Estimate.of(List.of(0.1, 0.3))), scores.add(9, run(1), 0.3));
    }
}
