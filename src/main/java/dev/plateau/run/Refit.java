package dev.plateau.run;

import dev.plateau.data.DataSet;
import dev.plateau.data.Fold;
import dev.plateau.experiment.Experiment;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Seeds;
import dev.plateau.work.Assignment;
import dev.plateau.work.Checkpoints;
import dev.plateau.work.Executor;
import dev.plateau.work.Executor.Ending;
import dev.plateau.work.Executor.Verdict;
import dev.plateau.work.ProcessExecutor;
import dev.plateau.work.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The training of the final model: one configuration on all rows. It takes the same number of epochs as was chosen on folds and not
 * of steps: with k folds an epoch has k / (k - 1) times the steps.
 *
 * <p>A configuration whose schedule spans the whole training keeps the span that it had in the search (its settings hold it), however
 * many epochs are trained: the curve that the count was read from is that of this very schedule.
 *
 * @param data of the experiment, unchanged since the search
 * @param settings JSON of the completed settings, as the store has them
 * @param epochs to train, at least 1
 * @param seed in place of the experiment's; the same one gives the same bits
 */
public record Refit(Experiment experiment, DataSet data, String settings, int epochs, long seed) {

    /** Number of the only run. */
    private static final long RUN = 1;

    /** Stands for repeat and fold in the seed: no split has it. */
    private static final int NO_SPLIT = -1;

    /** What came out: the state after the last epoch, and what that epoch measured. */
    public record Trained(Checkpoint checkpoint, EpochReport last) {}

    /** @throws IllegalArgumentException if epochs is below 1 */
    public Refit {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
        }
    }

    /**
     * Trains in a worker process, which is started again from its last epoch if it is lost.
     *
     * @param listener called with each epoch
     * @throws SearchException if the training fails, in one sentence
     * @throws InterruptedException if the caller was interrupted; the training was ended then and nothing is left of it
     */
    public Trained train(Consumer<EpochReport> listener) throws InterruptedException {
        Duration timeout = Duration.ofMillis(experiment.limits().timeoutMillis());
        try (Scratch scratch = Scratch.of("refit");
                ProcessExecutor executor = new ProcessExecutor(experiment.trainer(), 1, scratch.folder(), timeout)) {
            executor.prepare(setup());
            return new Attempt(executor, scratch.folder().resolve("checkpoints"), listener).toTheEnd();
        }
    }

    private Setup setup() {
        return new Setup(
                experiment.trainer(),
                experiment.data(),
                experiment.dataFile().toAbsolutePath().toString(),
                data.sha256(),
                java.util.List.of(Fold.all(data.rows())));
    }

    /** The training, over as many workers as it takes. */
    private final class Attempt {

        private final Executor executor;
        private final Path folder;
        private final Consumer<EpochReport> listener;
        private final Divergence divergence = new Divergence();
        private Optional<String> diverged = Optional.empty();
        private @Nullable EpochReport last;

        Attempt(Executor executor, Path folder, Consumer<EpochReport> listener) {
            this.executor = executor;
            this.folder = folder;
            this.listener = listener;
        }

        Trained toTheEnd() throws InterruptedException {
            Ending ending = once();
            for (int restart = 0;
                    ending.kind() == Ending.Kind.LOST
                            && restart < experiment.limits().maxRestarts();
                    restart++) {
                ending = once();
            }
            if (diverged.isPresent() || ending.kind() != Ending.Kind.FINISHED) {
                throw new SearchException(
                        "the training on all rows failed, no model was written: " + diverged.orElse(ending.message()));
            }
            EpochReport report = last;
            if (report == null || report.epoch() != epochs) {
                throw new IllegalStateException(
                        "a training of " + epochs + " epochs ended after " + (report == null ? 0 : report.epoch()));
            }
            return new Trained(
                    new Checkpoints(folder)
                            .read(epochs)
                            .orElseThrow(() -> new IllegalStateException("the last checkpoint is not there")),
                    report);
        }

        private Ending once() throws InterruptedException {
            int done = last == null ? 0 : last.epoch();
            return executor.train(
                    new Assignment(
                            RUN,
                            Searches.values(settings),
                            0,
                            0,
                            Seeds.run(seed, settings, NO_SPLIT, NO_SPLIT),
                            done,
                            epochs,
                            folder.toString(),
                            true),
                    Executor.Follower.each(this::epoch));
        }

        private Verdict epoch(EpochReport report) {
            // A checkpoint that was lost makes a worker start over: the same bits again.
            if (last == null || report.epoch() > last.epoch()) {
                last = report;
                diverged = divergence.seen(report);
                listener.accept(report);
            }
            return diverged.isPresent() ? Verdict.STOP : Verdict.CONTINUE;
        }
    }
}
