package dev.plateau.work;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import dev.plateau.work.Executor.Ending;
import dev.plateau.work.Executor.Follower;
import dev.plateau.work.Executor.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One training on a thread of its own, and the caller's talk with it: the caller hears an epoch, and the training goes on when it has
 * answered. An epoch is handed over through a queue without room. Either may be gone: the training looks up once a second while
 * it waits to be heard, and every wait of the caller ends with the timeout.
 */
final class ThreadTraining {

    /** How long an interrupted training may take to notice: an epoch of a small network, not of a large one. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Trainer trainer;
    private final Function<Assignment, FoldData> folds;
    private final Assignment assignment;
    private final RunLog log;
    private final SynchronousQueue<Said> said = new SynchronousQueue<>();
    private final BlockingQueue<Verdict> answers = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean abandoned;

    /** What a training says: an epoch, or the last word, with what must be thrown in the caller's face if there is such. */
    private record Said(
            @Nullable EpochReport epoch,
            Ending ending,
            @Nullable WorkException halted) {}

    ThreadTraining(Trainer trainer, Function<Assignment, FoldData> folds, Assignment assignment, RunLog log) {
        this.trainer = trainer;
        this.folds = folds;
        this.assignment = assignment;
        this.log = log;
        thread = new Thread(this::run, "training-" + assignment.runId());
        thread.setDaemon(true);
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Trains to the end, whatever that is. */
    Ending converse(Duration timeout, Follower follower) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        thread.start();
        boolean over = false;
        try {
            while (true) {
                Said heard = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (heard == null) {
                    over = true;
                    return timedOut(timeout);
                }
                EpochReport epoch = heard.epoch();
                if (epoch == null) {
                    over = true;
                    if (heard.halted() != null) {
                        throw new WorkException(String.valueOf(heard.halted().getMessage()), heard.halted());
                    }
                    return heard.ending();
                }
                answers.put(follower.hear(List.of(epoch)));
            }
        } finally {
            if (!over) {
                abandon();
            }
        }
    }

    private Ending timedOut(Duration timeout) throws InterruptedException {
        String message = "no end after " + timeout.toMillis() / 1000.0 + " s (timeout)";
        return abandon()
                ? Ending.lost(message)
                : Ending.failed(message + ", and it does not heed interrupts: its thread computes on beside the search"
                        + " until it ends by itself or the program does");
    }

    /** Interrupts the training and waits a while; whether it has ended. */
    private boolean abandon() throws InterruptedException {
        abandoned = true;
        thread.interrupt();
        thread.join(GRACE.toMillis());
        return !thread.isAlive();
    }

    private void run() {
        try {
            say(ending());
        } catch (InterruptedException e) {
            // Nobody listens any more, and the thread ends here.
            Thread.currentThread().interrupt();
        }
    }

    /** The user's code may throw anything, and no error of it is worth more than its own run. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private Said ending() {
        try {
            train();
            return new Said(null, Ending.finished(), null);
        } catch (InterruptedException e) {
            // Said below whoever interrupted it; the flag would keep the word from being said.
            return new Said(null, Ending.failed("interrupted"), null);
        } catch (WorkException e) {
            return new Said(null, Ending.failed(""), e);
        } catch (RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(log::line);
            return new Said(null, Ending.failed(message(e)), null);
        }
    }

    private static String message(Throwable e) {
        String name = e.getClass().getSimpleName();
        String text = e.getMessage();
        if (text == null) {
            return name;
        }
        return e instanceof Error ? name + ": " + text : text;
    }

    private void train() throws InterruptedException {
        Checkpoints checkpoints = new Checkpoints(Path.of(assignment.checkpoints()));
        Optional<Checkpoint> from = assignment.from() == 0 ? Optional.empty() : checkpoints.latest(assignment.from());
        FoldData fold = folds.apply(assignment);
        try (Training training = trainer.start(new Settings(assignment.settings()), fold, assignment.seed(), from)) {
            for (int epoch = from.map(Checkpoint::epoch).orElse(0); epoch < assignment.to(); epoch++) {
                EpochReport report = training.next();
                Checkpoint checkpoint = training.checkpoint();
                if (abandoned) {
                    return;
                }
                if (checkpoint.state().length > 0) {
                    checkpoints.write(checkpoint);
                }
                say(new Said(report, Ending.finished(), null));
                if (answers.take() == Verdict.STOP) {
                    return;
                }
            }
        }
    }

    /** Waits until the caller takes it, or is gone. The last word is said in spite of an interrupt. */
    private void say(Said word) throws InterruptedException {
        if (word.epoch() == null && Thread.interrupted()) {
            log.line("interrupted");
        }
        boolean heard = false;
        while (!heard && !abandoned) {
            heard = said.offer(word, 1, TimeUnit.SECONDS);
        }
    }
}
