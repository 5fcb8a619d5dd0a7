package dev.plateau.cli.live;

import dev.plateau.run.Engine;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.State;
import dev.plateau.work.Executor;
import dev.plateau.work.Interrupts;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns Ctrl-C into a pause while it is open; a second Ctrl-C ends the process at once. */
final class Pause implements AutoCloseable {

    /** How long epochs that have begun may take to end. */
    private static final long PATIENCE_SECONDS = 10;

    /** How long the engine may then take to write down that its workers are gone. */
    private static final long LAST_SECONDS = 3;

    private final Progress progress;
    private final Engine engine;
    private final Executor executor;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Interrupts interrupts;

    Pause(Progress progress, Engine engine, Executor executor) {
        this.progress = progress;
        this.engine = engine;
        this.executor = executor;
        interrupts = Interrupts.on(this::ask);
    }

    /** Runs the search to its end or pause. */
    State run(ExperimentRow experiment) throws InterruptedException {
        return engine.run(experiment);
    }

    private void ask() {
        if (asked.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        engine.pause();
        progress.say("pausing after the current epochs ... (Ctrl-C again ends at once)");
        limit();
    }

    /** The search pauses: gives the epochs that have begun their time and no more. */
    void limit() {
        Thread watch = new Thread(this::insist, "pause");
        watch.setDaemon(true);
        watch.start();
    }

    private void insist() {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                executor.close();
                if (!ended.await(LAST_SECONDS, TimeUnit.SECONDS)) {
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        interrupts.close();
    }
}
