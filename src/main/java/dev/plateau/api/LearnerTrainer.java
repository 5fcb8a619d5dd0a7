package dev.plateau.api;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Predictor;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A learner as a trainer.
 *
 * @param metric that every epoch must have
 * @param epochsDecide why early epochs depend on the total; empty if they do not
 */
record LearnerTrainer(Learner learner, String metric, Optional<String> epochsDecide) implements Trainer {

    /** What such a search names as its trainer. */
    static final String NAME = "java";

    private static final double NANOS = 1e9; // of a second

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Settings complete(Settings settings, Shape shape) {
        return epochsDecide.isPresent() ? settings : settings.without("epochs");
    }

    @Override
    public List<String> metrics(Shape shape) {
        return List.of(metric);
    }

    @Override
    public Optional<String> dependsOnTotal(Settings settings) {
        return epochsDecide;
    }

    @Override
    public Training start(Settings settings, FoldData data, long seed, Optional<Checkpoint> from) {
        try {
            return new Run(
                    learner.start(new Values(settings), data, seed),
                    metric,
                    data.rows().training().size());
        } catch (Exception e) {
            throw failed(e);
        }
    }

    /** The user's exception as one that needs no declaration; its words become the trial's message. */
    private static RuntimeException failed(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (e instanceof RuntimeException unchecked) {
            return unchecked;
        }
        String message = e.getMessage();
        String name = e.getClass().getSimpleName();
        return new IllegalStateException(message == null ? name : name + ": " + message, e);
    }

    private static final class Run implements Training {

        private final Epochs epochs;
        private final String metric;
        private final int rows;
        private int epoch;

        Run(Epochs epochs, String metric, int rows) {
            this.epochs = epochs;
            this.metric = metric;
            this.rows = rows;
        }

        /** How many updates an epoch has is the learner's secret: one is counted. */
        @Override
        public EpochReport next() {
            long begun = System.nanoTime();
            Map<String, Double> metrics;
            try {
                metrics = epochs.next();
            } catch (Exception e) {
                throw failed(e);
            }
            epoch++;
            if (metrics.get(metric) == null) {
                throw new IllegalArgumentException("epoch " + epoch + " must have the metric " + metric + ", found "
                        + (metrics.isEmpty() ? "none" : String.join(", ", metrics.keySet())));
            }
            return new EpochReport(epoch, epoch, (long) epoch * rows, (System.nanoTime() - begun) / NANOS, metrics);
        }

        /** Without bytes: nobody can go on from it. */
        @Override
        public Checkpoint checkpoint() {
            return new Checkpoint(epoch, new byte[0]);
        }

        @Override
        public void close() {
            try {
                epochs.close();
            } catch (Exception e) {
                throw failed(e);
            }
        }
    }

    @Override
    public byte[] model(Checkpoint checkpoint) {
        return checkpoint.state();
    }

    @Override
    public Predictor load(byte[] model, Settings settings, Shape shape) {
        throw new IllegalArgumentException("a search with a learner keeps no networks: implement Trainer to have them");
    }
}
