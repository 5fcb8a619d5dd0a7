package dev.plateau.script;

import dev.plateau.experiment.Script;
import dev.plateau.experiment.Script.EpochsFrom;
import dev.plateau.logs.TextLines;
import dev.plateau.script.Observations.Observation;
import dev.plateau.train.EpochReport;
import dev.plateau.work.Executor.Ending;
import dev.plateau.work.Executor.Verdict;
import dev.plateau.work.RunLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One process of a program, from its start to its end, and what is heard of it. Used by one thread, but for {@link #kill}. */
final class Attempt implements AutoCloseable {

    /** How often memory and files are looked at. */
    private static final long TICK_MILLIS = 100;

    /** How soon the end is noticed. */
    private static final long WAIT_MILLIS = 20;

    /** How long what was printed may take to come through after the end. */
    private static final long DRAIN_MILLIS = 1000;

    private final Order order;
    private final Group group;
    private final RunLog log;
    private final Lines out;
    private final Lines err;
    private final Writings writings;
    private final Epochs epochs;
    private final Observations heard;
    private final long deadline;
    private int reported;
    private @Nullable Ending ending;

    /**
     * What is to be done.
     *
     * @param to the last epoch that is wanted
     */
    record Order(
            Script script,
            String metric,
            int to,
            Duration timeout,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path output) {}

    /**
     * Starts the program.
     *
     * @param heard where its metrics come from elsewhere; what it prints is added
     */
    Attempt(Order order, Observations heard, RunLog log) {
        this.order = order;
        this.heard = heard;
        this.log = log;
        long start = System.nanoTime();
        deadline = start + order.timeout().toNanos();
        epochs = new Epochs(order.metric(), order.script().epochsFrom(), start);
        writings = new Writings(order.output(), log::line);
        group = Group.start(order.command(), order.environment(), order.folder());
        TextLines lines = new TextLines();
        out = new Lines(group.out(), line -> {
                    log.line(line);
                    lines.feed(line).ifPresent(seen -> heard.add(EpochsFrom.STDOUT, seen));
                })
                .start("script-" + group.pid() + "-output");
        err = new Lines(group.err(), log::line).start("script-" + group.pid() + "-errors");
    }

    /** Follows the program to its end. */
    Ending follow(Function<EpochReport, Verdict> onEpoch) throws InterruptedException {
        long tick = 0;
        while (ending == null && group.alive()) {
            Observation next = heard.next(WAIT_MILLIS);
            if (next != null) {
                report(epochs.add(next.place(), next.seen(), System.nanoTime()), onEpoch);
            }
            long now = System.nanoTime();
            if (now - tick > TICK_MILLIS * 1_000_000) {
                tick = now;
                look(false, onEpoch);
            }
        }
        if (ending == null) {
            rest(onEpoch);
        }
        return ending == null ? ended() : stopped(ending);
    }

    private void look(boolean last, Function<EpochReport, Verdict> onEpoch) {
        group.id(); // cannot be found out after the end
        EpochsFrom from = order.script().epochsFrom();
        if (from != EpochsFrom.STDOUT && from != EpochsFrom.MLFLOW) {
            writings.poll(last, (place, seen) -> report(epochs.add(place, seen, System.nanoTime()), onEpoch));
        }
        if (ending == null && !last && System.nanoTime() >= deadline) {
            ending = Ending.lost("no end after " + order.timeout().toSeconds() + " s (timeout)");
        }
        long limit = order.script().memoryBytes().orElse(Long.MAX_VALUE);
        long used = ending == null && !last && limit < Long.MAX_VALUE ? group.memory() : 0;
        if (used > limit) {
            ending = Ending.failed("its processes held " + (used >> 20) + " MB of memory, more than the "
                    + (limit >> 20) + " MB of script.memory");
        }
    }

    private void report(List<EpochReport> reports, Function<EpochReport, Verdict> onEpoch) {
        for (EpochReport report : reports) {
            while (ending == null && reported < Math.min(report.epoch(), order.to() + 1)) {
                report(report, onEpoch);
            }
        }
    }

    /** The next report: this one, or one without metrics for an epoch that was left out. */
    private void report(EpochReport report, Function<EpochReport, Verdict> onEpoch) {
        if (reported == order.to()) {
            log.line("stopped, as it began an epoch after the " + order.to() + " that are wanted");
            ending = Ending.finished();
            return;
        }
        if (reported == 0 && report.epoch() > order.to()) {
            ending = Ending.failed("its first epoch with " + order.metric() + " was " + report.epoch() + ", after the "
                    + order.to() + " that are wanted: does it count steps?");
            return;
        }
        reported++;
        boolean own = report.epoch() == reported;
        Verdict verdict =
                onEpoch.apply(own ? report : new EpochReport(reported, report.step(), report.samples(), 0, Map.of()));
        if (verdict == Verdict.STOP) {
            log.line("stopped after epoch " + reported + ", as the search decided");
            ending = Ending.finished();
        }
    }

    /** What was printed and written before the end. */
    private void rest(Function<EpochReport, Verdict> onEpoch) throws InterruptedException {
        long until = System.nanoTime() + DRAIN_MILLIS * 1_000_000;
        while (ending == null && (!heard.isEmpty() || (!out.ended() && System.nanoTime() < until))) {
            Observation next = heard.next(10);
            if (next != null) {
                report(epochs.add(next.place(), next.seen(), System.nanoTime()), onEpoch);
            }
        }
        look(true, onEpoch);
        report(epochs.end(System.nanoTime()), onEpoch);
        err.await(DRAIN_MILLIS);
    }

    /** Our decision stands, whatever the program makes of it. */
    private Ending stopped(Ending decided) throws InterruptedException {
        heard.close();
        if (group.alive()) {
            group.stop(order.script().graceMillis());
        }
        return decided;
    }

    private Ending ended() {
        int code = group.exitCode();
        if (code == 0) {
            return reported >= order.to()
                    ? Ending.finished()
                    : reported > 0 ? Ending.ended("ended by itself after epoch " + reported) : unseen();
        }
        int signal = code - 128;
        if (signal > 0 && signal < 32) {
            return Ending.lost("its process was ended by signal " + signal
                    + (signal == 9 ? " (the system may have run out of memory)" : "") + said());
        }
        boolean unstarted = reported == 0 && (code == 126 || code == 127);
        return Ending.failed(
                (unstarted ? "it could not be started (exit code " + code + ")" : "it ended with exit code " + code)
                        + said());
    }

    private Ending unseen() {
        EpochsFrom from = order.script().epochsFrom();
        String where = from == EpochsFrom.ANY ? "" : " in " + from.name().toLowerCase(java.util.Locale.ROOT);
        List<String> names = epochs.names().stream().sorted().limit(10).toList();
        return Ending.failed("it ended well but never told " + order.metric() + where
                + (names.isEmpty() ? "; there were no metrics" + said() : "; there were " + String.join(", ", names)));
    }

    private String said() {
        List<String> lines = err.last().isEmpty() ? out.last() : err.last();
        return lines.isEmpty() ? "; it said nothing" : "; it said last: " + String.join(" | ", lines);
    }

    /** Ends the program at once, from any thread. */
    void kill() {
        heard.close();
        group.kill();
    }

    Optional<Long> pid() {
        return group.alive() ? Optional.of(group.pid()) : Optional.empty();
    }

    @Override
    public void close() {
        heard.close();
        group.close();
    }
}
