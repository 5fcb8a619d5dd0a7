package dev.plateau.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.plan.Stage;
import dev.plateau.run.Agenda.Rank;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.State;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Expenses, and the order that follows from them on slots whose time is made up. */
class ExpenseTest {

    private static final Trainer.Shape DIGITS = new Trainer.Shape(64, 10, true, 1437);
    private static final int FOLDS = 5;

    private final List<Stage> planned = new ArrayList<>();
    private final Map<Long, StageRow> stages = new HashMap<>();
    private final List<RunRow> runs = new ArrayList<>();

    private void stage(long batch, long hidden, int epochs) {
        int number = planned.size();
        Settings settings = new Settings(Map.of("batch_size", batch, "model", Map.of("hidden", List.of(hidden))));
        planned.add(new Stage(settings, List.of(number + 1), List.of(epochs), Optional.empty()));
        stages.put((long) number, new StageRow(number, number, "{}", epochs));
        for (int fold = 0; fold < FOLDS; fold++) {
            runs.add(run(number, fold, 0, 0));
        }
    }

    private static RunRow run(long stage, int fold, int epochs, double seconds) {
        return new RunRow(
                stage * FOLDS + fold,
                stage,
                0,
                fold,
                0,
                State.QUEUED,
                0,
                epochs,
                seconds,
                Optional.empty(),
                Optional.empty());
    }

    private Expense expense() {
        return new Expense(planned, DIGITS, stages, runs);
    }

    private List<Long> order() throws InterruptedException {
        Agenda agenda = new Agenda();
        agenda.add(runs, Rank.NEW, expense()::of);
        List<Long> order = new ArrayList<>();
        for (Optional<RunRow> next = agenda.take(); next.isPresent(); next = agenda.take()) {
            order.add(next.get().id());
            agenda.done();
        }
        return order;
    }

    @Test
    void longStagesComeFirstAndFoldsStayTogether() throws InterruptedException {
        stage(32, 64, 10);
        stage(32, 64, 40);
        stage(32, 66, 40);
        assertEquals(List.of(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 0L, 1L, 2L, 3L, 4L), order());
    }

    @Test
    void smallBatchesAndWideNetworksAreExpected() throws InterruptedException {
        stage(128, 64, 40);
        stage(16, 64, 40);
        stage(128, 1024, 40);
        List<Long> order = order();
        assertEquals(List.of(10L, 5L, 0L), List.of(order.get(0), order.get(5), order.get(10)));
    }

    /** The third stage has not trained: its estimate is brought to the seconds that the others took. */
    @Test
    void whatWasMeasuredCountsMoreThanWhatIsExpected() {
        stage(32, 64, 40);
        stage(32, 64, 40);
        stage(32, 64, 40);
        runs.add(run(0, 0, 10, 1));
        runs.add(run(1, 0, 10, 9));
        Expense expense = expense();
        double[] weights = {expense.of(run(0, 1, 0, 0)), expense.of(run(2, 1, 0, 0)), expense.of(run(1, 1, 0, 0))};
        double[] sorted = weights.clone();
        Arrays.sort(sorted);
        assertEquals(Arrays.toString(sorted), Arrays.toString(weights));
        assertTrue(weights[0] < weights[1] && weights[1] < weights[2], () -> Arrays.toString(weights));
    }

    @Test
    void aRunThatIsHalfDoneWeighsLess() {
        stage(32, 64, 40);
        assertTrue(expense().of(run(0, 1, 30, 0)) < expense().of(run(0, 1, 0, 0)), "10 epochs left against 40");
    }

    /** The bound is Graham's for the longest first, 4/3 - 1/(3 slots), widened by the quarter within which runs count as equal. */
    @Test
    void noSlotIsLeftAloneWithALongRunAtTheEnd() throws InterruptedException {
        for (int seed = 0; seed < 50; seed++) {
            planned.clear();
            stages.clear();
            runs.clear();
            Random random = new Random(seed);
            for (int i = 0; i < 12; i++) {
                stage(16L << random.nextInt(4), 16L << random.nextInt(6), 5 + random.nextInt(100));
            }
            for (int slots : new int[] {2, 4}) {
                double longest = 0;
                double sum = 0;
                for (RunRow run : runs) {
                    longest = Math.max(longest, duration(run));
                    sum += duration(run);
                }
                double bound = Math.max(longest, sum / slots);
                double found = makespan(slots);
                String when = "seed " + seed + ", " + slots + " slots: " + found + " of " + bound;
                assertTrue(found < bound * 1.25 * (4.0 / 3 - 1 / (3.0 * slots)), when);
                assertTrue(found <= sum / slots * 1.02 + longest * 0.5, when);
            }
        }
    }

    private double duration(RunRow run) {
        Stage stage = planned.get((int) run.stageId());
        return stage.epochs() * Expense.epoch(stage.settings(), DIGITS);
    }

    /** When the last slot is through, each taking the next run when it is free. */
    private double makespan(int slots) throws InterruptedException {
        Map<Long, RunRow> byId = new HashMap<>();
        runs.forEach(run -> byId.put(run.id(), run));
        double[] free = new double[slots];
        for (long id : order()) {
            Arrays.sort(free);
            free[0] += duration(java.util.Objects.requireNonNull(byId.get(id)));
        }
        return Arrays.stream(free).max().orElseThrow();
    }
}
