package dev.plateau.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.run.Agenda.Rank;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private final Agenda agenda = new Agenda();

    private static RunRow run(long id) {
        return new RunRow(id, 1, 0, 0, 0, State.QUEUED, 0, 0, 0, Optional.empty(), Optional.empty());
    }

    private static Optional<Long> id(Optional<RunRow> run) {
        return run.map(RunRow::id);
    }

    private void add(RunRow... runs) {
        agenda.add(List.of(runs), Rank.NEW, run -> 0);
    }

    private void goOn(RunRow... runs) {
        agenda.add(List.of(runs), Rank.GOES_ON, run -> 0);
    }

    @Test
    void heavierRunsComeFirstAndEqualOnesInTheirOrder() throws InterruptedException {
        agenda.add(List.of(run(1), run(2), run(3), run(4)), Rank.NEW, run -> run.id() == 3 ? 5 : 1);
        agenda.add(List.of(run(5)), Rank.NEW, run -> Double.NaN);
        assertEquals(List.of(3L, 1L, 2L, 4L, 5L), all());
    }

    @Test
    void innerFoldsComeLastHoweverHeavy() throws InterruptedException {
        agenda.add(List.of(run(1)), Rank.INNER, run -> 9);
        add(run(2));
        goOn(run(3));
        assertEquals(List.of(3L, 2L, 1L), all());
    }

    private List<Long> all() throws InterruptedException {
        List<Long> all = new ArrayList<>();
        for (Optional<RunRow> next = agenda.take(); next.isPresent(); next = agenda.take()) {
            all.add(next.get().id());
            agenda.done();
        }
        return all;
    }

    @Test
    void runsThatGoOnComeBeforeThoseThatHaveNotBegun() throws InterruptedException {
        add(run(1), run(2));
        goOn(run(7), run(8));
        assertEquals(Optional.of(7L), id(agenda.take()));
        assertEquals(Optional.of(8L), id(agenda.take()));
        assertEquals(Optional.of(1L), id(agenda.take()));
        assertEquals(Optional.of(2L), id(agenda.take()));
    }

    @Test
    void isOverWhenNothingWaitsAndNothingTrains() throws InterruptedException {
        add(run(1));
        agenda.take();
        agenda.done();
        assertEquals(Optional.empty(), agenda.take());
    }

    @Test
    void closedItHandsOutNoMore() throws InterruptedException {
        add(run(1));
        agenda.close();
        assertEquals(Optional.empty(), agenda.take());
    }

    /** Whether the other slot asks before or after the run is through, it gets what followed from it. */
    @Test
    void aSlotWithoutARunWaitsForWhatAnotherMayBring() throws Exception {
        add(run(1));
        agenda.take();
        assertEquals(Optional.of(2L), whileAnotherWaits(() -> {
            goOn(run(2));
            agenda.done();
            return true;
        }));
    }

    @Test
    void aSlotThatWaitsIsLetGoByTheEndAndByAPause() throws Exception {
        add(run(1), run(2));
        agenda.take();
        agenda.take();
        agenda.done();
        assertEquals(Optional.empty(), whileAnotherWaits(() -> {
            agenda.done();
            return true;
        }));
        add(run(3));
        agenda.take();
        assertEquals(Optional.empty(), whileAnotherWaits(() -> {
            agenda.close();
            return true;
        }));
    }

    private Optional<Long> whileAnotherWaits(Callable<Boolean> action) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<RunRow>> taken = other.submit(agenda::take);
            assertEquals(true, action.call());
            return id(taken.get(10, TimeUnit.SECONDS));
        } finally {
            other.shutdownNow();
        }
    }
}
