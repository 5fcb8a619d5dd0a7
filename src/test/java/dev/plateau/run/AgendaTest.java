package dev.plateau.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.State;
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

    @Test
    void runsThatGoOnComeBeforeThoseThatHaveNotBegun() throws InterruptedException {
        agenda.add(List.of(run(1), run(2)));
        agenda.addFirst(List.of(run(7), run(8)));
        assertEquals(Optional.of(7L), id(agenda.take()));
        assertEquals(Optional.of(8L), id(agenda.take()));
        assertEquals(Optional.of(1L), id(agenda.take()));
        assertEquals(Optional.of(2L), id(agenda.take()));
    }

    @Test
    void isOverWhenNothingWaitsAndNothingTrains() throws InterruptedException {
        agenda.add(List.of(run(1)));
        agenda.take();
        agenda.done();
        assertEquals(Optional.empty(), agenda.take());
    }

    @Test
    void closedItHandsOutNoMore() throws InterruptedException {
        agenda.add(List.of(run(1)));
        agenda.close();
        assertEquals(Optional.empty(), agenda.take());
    }

    /** Whether the other slot asks before or after the run is through, it gets what followed from it. */
    @Test
    void aSlotWithoutARunWaitsForWhatAnotherMayBring() throws Exception {
        agenda.add(List.of(run(1)));
        agenda.take();
        assertEquals(Optional.of(2L), whileAnotherWaits(() -> {
            agenda.addFirst(List.of(run(2)));
            agenda.done();
            return true;
        }));
    }

    @Test
    void aSlotThatWaitsIsLetGoByTheEndAndByAPause() throws Exception {
        agenda.add(List.of(run(1), run(2)));
        agenda.take();
        agenda.take();
        agenda.done();
        assertEquals(Optional.empty(), whileAnotherWaits(() -> {
            agenda.done();
            return true;
        }));
        agenda.add(List.of(run(3)));
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
