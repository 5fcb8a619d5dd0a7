package dev.plateau.server.curves;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Advice;
import dev.plateau.epoch.Findings;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.experiment.Experiments;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Epoch counts of stages, each worked out once: they take longer than everything else in the answer, and change only when a run ends.
 * Thread-safe.
 */
public final class Advices {

    /** Ten charts full of trials; an entry is a few hundred bytes. */
    private static final int MOST = 2_000;

    private final Map<Key, One> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, One> eldest) {
            return size() > MOST;
        }
    };

    private volatile @Nullable Read last;

    private record Read(String text, SelectEpochs select) {}

    /**
     * The epoch to stop at, its interval, and why in a sentence. All of it is about the training, which may go on after the trial is read.
     *
     * @param trained the last epoch that all folds have
     */
    record One(int epoch, int low, int high, boolean stillImproving, int trained, String reason) {
        static One of(Advice advice) {
            return new One(
                    advice.epoch(),
                    advice.low(),
                    advice.high(),
                    advice.stillImproving(),
                    advice.lastEpoch(),
                    advice.reason());
        }

        /** The same for a trial that is read before its training ends. */
        One readAt(int epochs) {
            return trained <= epochs
                    ? this
                    : new One(
                            epoch,
                            low,
                            high,
                            stillImproving,
                            trained,
                            reason.substring(0, reason.length() - 1) + "; this is from all " + trained
                                    + " epochs of the training, of which the trial has the first " + epochs + ".");
        }
    }

    /** What an advice depends on: values of epochs never change, but a run that begins anew has others, and what programs log may be any. */
    private record Key(long stage, SelectEpochs select, List<Ended> runs, long version) {}

    private record Ended(long run, int attempt, int epochs) {}

    /**
     * A question about a stage.
     *
     * @param metric the experiment's objective and the same on the rows trained on
     * @param version of the store
     */
    record Of(ExperimentRow experiment, MetricPair metric, Stage stage, long version) {}

    /** The advice for a stage; empty if its curves are not those of the objective, or no fold has ended with a finite value. */
    Optional<One> of(Of question) {
        List<RunRow> ended = question.stage().runs().stream()
                .filter(run -> run.state().ended())
                .toList();
        if (!question.metric().has(question.experiment().metric()) || ended.isEmpty()) {
            return Optional.empty();
        }
        SelectEpochs select = select(question.experiment().text());
        Key key = new Key(
                question.stage().id(),
                select,
                ended.stream()
                        .map(run -> new Ended(run.id(), run.attempt(), run.epochs()))
                        .toList(),
                question.experiment().logged() ? question.version() : 0);
        synchronized (known) {
            One one = known.get(key);
            if (one != null) {
                return Optional.of(one);
            }
        }
        Optional<One> found = advise(question, select, ended);
        found.ifPresent(one -> {
            synchronized (known) {
                known.put(key, one);
            }
        });
        return found;
    }

    /** The rule and the confidence of an experiment's file: reading it takes longer than all else here, and pages ask about one at a time. */
    private SelectEpochs select(String text) {
        Read read = last;
        if (read == null || !read.text().equals(text)) {
            read = new Read(text, Experiments.selectEpochs(text));
            last = read;
        }
        return read.select();
    }

    /** Only folds that have ended, so that the advice does not fall back to epoch 1 whenever a fold begins. */
    private static Optional<One> advise(Of question, SelectEpochs select, List<RunRow> ended) {
        Set<Long> runs = ended.stream().map(RunRow::id).collect(Collectors.toSet());
        String metric = question.experiment().metric();
        Goal goal = question.experiment().goal();
        List<Curve> folds = question.stage().curves(metric, runs::contains);
        List<Curve> training = metric.equals(question.metric().train())
                ? List.of()
                : question.stage().curves(question.metric().train(), runs::contains);
        return folds.stream().flatMap(fold -> fold.values().stream()).anyMatch(Double::isFinite)
                ? Optional.of(One.of(
                        Findings.advice(new FoldCurves(goal, folds, training), select.rule(), select.confidence())))
                : Optional.empty();
    }
}
