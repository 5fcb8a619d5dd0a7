package dev.plateau.store;

import static dev.plateau.store.Samples.report;
import static dev.plateau.store.Samples.search;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Settlement.FoldValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do with a stage that ends by decision. */
abstract class SettlementContract {

    private Store store;

    abstract Store empty();

    @BeforeEach
    void open() {
        store = empty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** A stage of two folds with three epochs each, both waiting. */
    private long waiting() {
        long id = store.create(search("digits", 2, 2));
        for (RunRow run : store.runs(id).subList(0, 2)) {
            int attempt = store.begin(run.id(), "w");
            for (int epoch = 1; epoch <= 3; epoch++) {
                store.report(report(run, attempt, epoch, epoch)).join();
            }
            store.end(run.id(), attempt, State.QUEUED, Optional.empty(), List.of());
        }
        return id;
    }

    private Settlement settlement(long id, double... values) {
        List<RunRow> runs = store.runs(id);
        List<FoldValue> folds = java.util.stream.IntStream.range(0, values.length)
                .mapToObj(i -> new FoldValue(runs.get(i).id(), values[i]))
                .toList();
        return new Settlement(runs.get(0).stageId(), 3, "enough", folds);
    }

    @Test
    void settlesRunsTrialsAndScoresAtOnce() {
        long id = waiting();
        store.settle(settlement(id, 0.25, 0.75));
        for (RunRow run : store.runs(id).subList(0, 2)) {
            assertEquals(State.COMPLETED, run.state());
            assertEquals(Optional.of("enough"), run.message());
            assertEquals(3, run.epochs());
        }
        for (TrialRow trial : store.trials(id).subList(0, 2)) {
            assertEquals(State.COMPLETED, trial.state());
            assertEquals(3, trial.epochs());
            assertEquals(0.5, trial.score().orElseThrow());
            assertEquals(0.25, trial.scoreError().orElseThrow()); // sd sqrt(0.125) over sqrt(2)
            assertEquals(2, trial.foldsDone());
        }
        assertEquals(4, store.scores(id).size());
    }

    @Test
    void leavesOtherStagesAndEndedTrialsAlone() {
        long id = waiting();
        RunRow second = store.runs(id).get(1);
        store.end(second.id(), second.attempt(), State.FAILED, Optional.of("bad luck"), List.of());
        store.settle(settlement(id));
        assertEquals(State.COMPLETED, store.runs(id).get(0).state());
        assertEquals(State.FAILED, store.runs(id).get(1).state());
        assertEquals(Optional.of("bad luck"), store.runs(id).get(1).message());
        assertEquals(State.QUEUED, store.runs(id).get(2).state());
        TrialRow trial = store.trials(id).get(0);
        assertEquals(State.FAILED, trial.state());
        assertEquals(2, trial.epochs());
        assertFalse(trial.score().isPresent());
        assertEquals(State.QUEUED, store.trials(id).get(2).state());
        assertEquals(2, store.trials(id).get(2).epochs());
    }

    @Test
    void refusesAStageInTraining() {
        long id = waiting();
        store.begin(store.runs(id).get(1).id(), "w");
        assertThrows(IllegalStateException.class, () -> store.settle(settlement(id, 1, 2)));
        assertEquals(State.QUEUED, store.runs(id).get(0).state());
        assertEquals(List.of(), store.scores(id));
    }

    @Test
    void refusesAnEpochBeforeTheFirst() {
        assertThrows(IllegalArgumentException.class, () -> new Settlement(1, 0, "", List.of()));
    }
}
