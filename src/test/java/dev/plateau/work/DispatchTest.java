package dev.plateau.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.work.Executor.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose clock is moved by hand, and a coordinator that answers when it is told to. */
class DispatchTest {

    private static final int TO = 1000;

    @TempDir
    Path folder;

    private long millis = 5000;
    private final Fake coordinator = new Fake();
    private Checkpoints checkpoints = new Checkpoints(Path.of("none"));
    private Dispatch dispatch = dispatch(false);

    /** Notes what it hears; the answers that it will have given are put into it beforehand. */
    private static final class Fake implements Dispatch.Coordinator {

        private final List<String> heard = new ArrayList<>();
        private final Deque<Verdict> answers = new ArrayDeque<>();

        @Override
        public void say(Message message) {
            Message.Epochs epochs = (Message.Epochs) Message.read(message.line());
            List<EpochReport> reports = epochs.columns().reports();
            heard.add(reports.get(0).epoch() + "-"
                    + reports.get(reports.size() - 1).epoch() + (epochs.last() ? " last" : ""));
        }

        /** Whoever waits is answered that all is well, unless something else is prepared. */
        @Override
        public Verdict answer() {
            heard.add("waited");
            return answers.isEmpty() ? Verdict.CONTINUE : answers.remove();
        }

        @Override
        public Optional<Verdict> answerSoFar() {
            return Optional.ofNullable(answers.poll());
        }
    }

    private Dispatch dispatch(boolean keepsLast) {
        Assignment assignment = new Assignment(1, Map.of(), 0, 0, 0, 0, TO, "", keepsLast);
        return new Dispatch(assignment, coordinator, checkpoints, () -> millis * 1_000_000);
    }

    @BeforeEach
    void begin() {
        checkpoints = new Checkpoints(folder.resolve("run"));
        dispatch = dispatch(false);
    }

    private boolean epoch(int epoch, long took) throws InterruptedException {
        millis += took;
        EpochReport report = new EpochReport(epoch, epoch, epoch, 0, Map.of("loss", 1.0 / epoch));
        return dispatch.take(report, () -> new Checkpoint(epoch, new byte[] {1}));
    }

    private boolean epochs(int from, int to, long took) throws InterruptedException {
        boolean more = true;
        for (int epoch = from; epoch <= to && more; epoch++) {
            more = epoch(epoch, took);
        }
        return more;
    }

    @Test
    void theFirstEpochIsSaidAtOnceAndTheOthersAfterTwentyFiveMilliseconds() throws InterruptedException {
        epoch(1, 1);
        coordinator.answers.add(Verdict.CONTINUE);
        assertTrue(epochs(2, 27, 1));
        assertEquals(List.of("1-1", "2-26"), coordinator.heard);
    }

    @Test
    void withoutAnAnswerTheTrainingGoesOnAndGathers() throws InterruptedException {
        assertTrue(epochs(1, 100, 1));
        assertEquals(List.of("1-1"), coordinator.heard);
        coordinator.answers.add(Verdict.CONTINUE);
        epoch(101, 1);
        assertEquals(List.of("1-1", "2-101"), coordinator.heard);
    }

    @Test
    void whoGathersTooMuchWaitsForTheAnswer() throws InterruptedException {
        epochs(1, 999, 0);
        assertEquals(List.of("1-1"), coordinator.heard, "no time has passed");
        begin();
        coordinator.heard.clear();
        EpochReport wide = new EpochReport(1, 1, 1, 0, metrics(3000));
        dispatch.take(wide, () -> new Checkpoint(1, new byte[0]));
        dispatch.take(new EpochReport(2, 1, 1, 0, wide.metrics()), () -> new Checkpoint(2, new byte[0]));
        dispatch.take(new EpochReport(3, 1, 1, 0, wide.metrics()), () -> new Checkpoint(3, new byte[0]));
        assertEquals(List.of("1-1", "waited", "2-3"), coordinator.heard);
    }

    private static Map<String, Double> metrics(int count) {
        Map<String, Double> metrics = new java.util.TreeMap<>();
        for (int i = 0; i < count; i++) {
            metrics.put("metric" + i, 0.0);
        }
        return metrics;
    }

    @Test
    void longEpochsAreSaidOneByOne() throws InterruptedException {
        for (int epoch = 1; epoch <= 3; epoch++) {
            epoch(epoch, 30);
            coordinator.answers.add(Verdict.CONTINUE);
        }
        assertEquals(List.of("1-1", "2-2", "3-3"), coordinator.heard);
    }

    @Test
    void onceASecondAllIsStoredBeforeACheckpointIsWritten() throws InterruptedException {
        epochs(1, 99, 10);
        assertTrue(checkpoints.latest(TO).isEmpty());
        coordinator.heard.clear();
        assertTrue(epoch(100, 10));
        assertEquals(List.of("waited", "2-100", "waited"), coordinator.heard);
        assertEquals(100, checkpoints.latest(TO).orElseThrow().epoch());
        epochs(101, 199, 10);
        assertEquals(100, checkpoints.latest(TO).orElseThrow().epoch());
    }

    @Test
    void anEpochOfMoreThanASecondHasACheckpointAlsoIfTheVerdictIsToStop() throws InterruptedException {
        assertTrue(epoch(1, 1500));
        assertEquals(1, checkpoints.latest(TO).orElseThrow().epoch());
        coordinator.answers.add(Verdict.STOP);
        assertFalse(epoch(2, 1500));
        assertEquals(2, checkpoints.latest(TO).orElseThrow().epoch());
    }

    @Test
    void aVerdictToStopEndsTheTrainingAndWhatIsGatheredIsNotSaid() throws InterruptedException {
        epochs(1, 10, 1);
        coordinator.answers.add(Verdict.STOP);
        assertFalse(epoch(11, 1));
        dispatch.rest();
        assertEquals(List.of("1-1"), coordinator.heard);
    }

    @Test
    void theLastEpochIsSaidAtOnceAndNoAnswerIsWaitedFor() throws InterruptedException {
        assertTrue(epochs(1, 999, 0));
        assertFalse(epoch(TO, 0));
        assertEquals(List.of("1-1", "2-1000 last"), coordinator.heard);
        assertFalse(Files.exists(folder.resolve("run")), "nobody goes on from there");
    }

    @Test
    void theLastEpochHasACheckpointWhereSomebodyGoesOnFromIt() throws InterruptedException {
        dispatch = dispatch(true);
        epochs(1, TO, 0);
        assertEquals(List.of("1-1", "2-1000 last"), coordinator.heard);
        assertEquals(TO, checkpoints.latest(TO).orElseThrow().epoch());
    }

    @Test
    void theLastEpochHasACheckpointWhereTheOneBeforeIsASecondOld() throws InterruptedException {
        epochs(1, 999, 0);
        epoch(TO, 1000);
        assertEquals(TO, checkpoints.latest(TO).orElseThrow().epoch());
    }

    @Test
    void whatIsGatheredIsSaidBeforeATrainingThatFailed() throws InterruptedException {
        epochs(1, 5, 1);
        dispatch.rest();
        assertEquals(List.of("1-1", "2-5"), coordinator.heard);
    }

    @Test
    void numbersThatAreNoneSurvive() {
        Map<String, Double> metrics = new java.util.LinkedHashMap<>();
        metrics.put("loss", Double.NaN);
        metrics.put("val_loss", Double.NEGATIVE_INFINITY);
        metrics.put("rate", 0.1 + 0.2);
        List<EpochReport> reports =
                List.of(new EpochReport(3, 30, 300, 0.25, metrics), new EpochReport(4, 40, 400, 1 / 3.0, metrics));
        Message.Epochs sent = new Message.Epochs(1, EpochColumns.of(reports), false);
        Message.Epochs got = (Message.Epochs) Message.read(sent.line());
        assertEquals(reports, got.columns().reports());
        assertEquals(
                List.of("loss", "val_loss", "rate"),
                List.copyOf(got.columns().reports().get(0).metrics().keySet()));
    }
}
