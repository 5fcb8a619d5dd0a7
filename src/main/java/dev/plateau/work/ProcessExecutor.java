package dev.plateau.work;

import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes on this machine, one run at a time in each.
 *
 * <p>Processes and not threads, by measurement ({@code WorkersBench}: two trainings of digits side by side on two cores, start
 * included): 7.1 s in two processes, 10.8 s on two threads of one. And a training that exhausts memory or crashes in native code
 * takes its own process with it and nothing else.
 *
 * <p>A trainer that is Java alone may share a process ({@link Trainer#sharesProcess}): what costs it most in a short search is the JIT compiler, and
 * two processes compile the same twice.
 */
public final class ProcessExecutor implements Executor {

    private String trainer;
    private final int slots;
    private final Path logs;
    private final Duration timeout;
    private final int heapMegabytes;
    private final BlockingQueue<Seat> idle;
    private final List<WorkerProcess> all = new ArrayList<>();
    private volatile @Nullable Setup setup;
    private boolean apart;
    private boolean closed;

    /**
     * Starts the workers at once, so that they load their libraries while the search is planned.
     *
     * @param logs folder of the runs' logs
     * @param timeout of one training
     */
    public ProcessExecutor(String trainer, int slots, Path logs, Duration timeout) {
        this.trainer = trainer;
        this.slots = slots;
        this.logs = logs;
        this.timeout = timeout;
        this.heapMegabytes = heapMegabytes(slots);
        // Fair: a run that waits for a worker is not overtaken by the next one.
        idle = new ArrayBlockingQueue<>(slots, true);
        start();
    }

    /** All workers in one process where the trainer allows it, which compiles what it runs once; else each in one of its own. */
    private void start() {
        List<String> names =
                IntStream.range(0, slots).mapToObj(i -> "slot-" + i).toList();
        start(together() ? List.of(names) : names.stream().map(List::of).toList());
    }

    private boolean together() {
        return !apart && Trainers.byName(trainer).map(Trainer::sharesProcess).orElse(false);
    }

    private synchronized void start(List<List<String>> processes) {
        if (closed) {
            throw new IllegalStateException("the executor is closed");
        }
        for (List<String> names : processes) {
            WorkerProcess worker = WorkerProcess.start(names, trainer, heapMegabytes * names.size());
            all.add(worker);
            idle.addAll(worker.seats());
        }
    }

    /** As many workers as the machine has processors. */
    public static int slotsOfThisMachine() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** A worker's heap: its share of half the memory, at most 2 GB; networks live outside the heap. */
    private static int heapMegabytes(int slots) {
        long memory = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        return (int) Math.max(256, Math.min(2048, (memory / 2 / slots) >> 20));
    }

    @Override
    public void prepare(Setup shared) {
        setup = shared;
        exchange(shared.trainer());
    }

    /** Workers that were started for another trainer than was planned then make room; none of them trains yet. */
    private synchronized void exchange(String planned) {
        if (trainer.equals(planned)) {
            return;
        }
        trainer = planned;
        idle.clear();
        close(all);
        start();
    }

    private static void close(List<WorkerProcess> workers) {
        workers.forEach(WorkerProcess::kill);
        workers.clear();
    }

    @Override
    public int slots() {
        return slots;
    }

    /** One, by which a worker goes from run to run while the coordinator still writes down what came of the first. */
    @Override
    public int waiting() {
        return 1;
    }

    @Override
    public Ending train(Assignment assignment, Follower follower) throws InterruptedException {
        Seat worker = idle.take();
        boolean reusable = true;
        try {
            if (!follower.begins(worker.slot())) {
                return Ending.finished();
            }
            try (RunLog log = RunLog.open(logs, assignment.runId())) {
                reusable = false;
                worker.logTo(log::line);
                log.line("epoch " + (assignment.from() + 1) + " to " + assignment.to() + " on worker "
                        + worker.process().pid());
                Ending ending;
                try {
                    ending = converse(worker, assignment, follower, log);
                } catch (WorkException e) {
                    reusable = true; // it has said so and waits; its neighbours still train
                    log.line(String.valueOf(e.getMessage()));
                    throw e;
                }
                log.line(ending.kind() == Ending.Kind.FINISHED ? "finished" : ending.message());
                reusable = ending.kind() != Ending.Kind.LOST;
                return ending;
            }
        } finally {
            worker.logTo(line -> {});
            giveBack(worker, reusable);
        }
    }

    /**
     * A worker that is lost, or was left in the middle of a training, is replaced, and those in its process with it. From then on each has a process
     * of its own: whoever brought this one down harms his neighbours once and not again.
     */
    private synchronized void giveBack(Seat worker, boolean reusable) {
        WorkerProcess process = worker.process();
        if (!all.contains(process)) {
            return; // replaced already, because of a neighbour
        }
        if (reusable) {
            idle.add(worker);
            return;
        }
        process.kill();
        all.remove(process);
        idle.removeAll(process.seats());
        apart |= process.seats().size() > 1;
        if (!closed) {
            start(process.seats().stream().map(seat -> List.of(seat.slot())).toList());
        }
    }

    private Ending converse(Seat worker, Assignment assignment, Follower follower, RunLog log)
            throws InterruptedException {
        Setup shared = setup;
        if (shared == null) {
            throw new IllegalStateException("train before prepare");
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            worker.process().prepare(shared);
            worker.say(new Message.Train(assignment));
            Verdict verdict = Verdict.CONTINUE;
            while (true) {
                Optional<Message> message = worker.hear(deadline);
                if (message.isEmpty()) {
                    return Ending.lost(
                            worker.process().alive() && System.nanoTime() >= deadline
                                    ? "no end after " + seconds(timeout) + " (timeout)"
                                    : worker.process().obituary());
                }
                if (message.get() instanceof Message.Epochs epochs) {
                    // The last ones may be under way when the answer is to stop: nobody wants them then.
                    verdict = verdict == Verdict.STOP ? verdict : heard(worker, epochs, follower);
                } else {
                    return ended(message.get(), verdict, log);
                }
            }
        } catch (IOException e) {
            return Ending.lost(worker.process().obituary());
        }
    }

    private static Verdict heard(Seat worker, Message.Epochs epochs, Follower follower) throws IOException {
        Verdict verdict = follower.hear(epochs.columns().reports());
        if (!epochs.last()) {
            worker.say(new Message.Answer(verdict));
        }
        return verdict;
    }

    /** What goes wrong after an epoch that was the last in our eyes is as if it had never been trained. */
    private static Ending ended(Message message, Verdict verdict, RunLog log) {
        if (message instanceof Message.Done done) {
            log.line(String.format(
                    Locale.ROOT, "CPU %.3f s training, %.3f s beside it", done.training(), done.beside()));
            return Ending.finished();
        }
        if (message instanceof Message.Failed failed) {
            return verdict == Verdict.STOP ? Ending.finished() : Ending.failed(failed.message());
        }
        if (message instanceof Message.Halted halted) {
            throw new WorkException(halted.message());
        }
        throw new IllegalStateException("expected epochs or an end, got " + message);
    }

    /**
     * Runs one learning-rate range test and gives its losses. Called from as many threads as there are slots.
     *
     * @throws WorkException if there is none to give, in one sentence
     * @throws InterruptedException if the caller was interrupted; the test was ended
     */
    public List<Double> rangeTest(RangeOrder order) throws InterruptedException {
        Seat worker = idle.take();
        boolean reusable = false;
        try {
            worker.process().prepare(Objects.requireNonNull(setup, "a range test before prepare"));
            worker.say(new Message.Range(order));
            Optional<Message> message = worker.hear(System.nanoTime() + timeout.toNanos());
            reusable = message.isPresent();
            if (message.isPresent() && message.get() instanceof Message.Losses losses) {
                return losses.losses();
            }
            throw new WorkException("the range test failed: " + whyNot(message, worker));
        } catch (IOException e) {
            throw new WorkException("the range test failed: " + worker.process().obituary(), e);
        } finally {
            giveBack(worker, reusable);
        }
    }

    private String whyNot(Optional<Message> message, Seat worker) throws InterruptedException {
        if (message.isEmpty()) {
            return worker.process().alive()
                    ? "no end after " + seconds(timeout) + " (timeout)"
                    : worker.process().obituary();
        }
        if (message.get() instanceof Message.Failed failed) {
            return failed.message();
        }
        if (message.get() instanceof Message.Halted halted) {
            return halted.message();
        }
        throw new IllegalStateException("expected losses, got " + message.get());
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    /** CPU time of the workers that are alive, in nanoseconds. */
    public synchronized long cpuNanos() {
        return all.stream().mapToLong(WorkerProcess::cpuNanos).sum();
    }

    /** The processes' ids, for tests that kill them. */
    synchronized List<Long> pids() {
        return all.stream().map(WorkerProcess::pid).toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        close(all);
    }
}
