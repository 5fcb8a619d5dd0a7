package dev.plateau.compare;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.epoch.Advice;
import dev.plateau.epoch.Advisor;
import dev.plateau.run.Searches;
import dev.plateau.stats.influence.Influence;
import dev.plateau.stats.influence.Observation;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What decides the epoch count of an experiment: the best epoch of its trainings against each searched parameter.
 *
 * @param metric that is best there
 * @param trainings that have a best epoch, in order of their first trial
 * @param leftOut how many trainings were not looked at, because there are more than {@link #MAX_TRAININGS}
 * @param confidence of the intervals
 * @param influence the parameter that decides most first
 */
public record BestEpochs(
        String metric, List<Training> trainings, int leftOut, double confidence, List<Influence> influence) {

    /** So many are looked at, evenly over a larger search: each is advised on, which takes some milliseconds. */
    public static final int MAX_TRAININGS = 1000;

    /** One training and where it was best. */
    public record Training(int trial, Observation best) {}

    /** Looks at one training; empty if none of its ended folds has a finite value. Whoever asks often may remember what it said. */
    public interface Look {
        Optional<Observation> at(TrialRow trial, List<RunRow> ended);
    }

    public BestEpochs {
        trainings = List.copyOf(trainings);
        influence = List.copyOf(influence);
    }

    /** @param confidence in (0, 1) */
    public static BestEpochs of(Store store, ExperimentRow experiment, double confidence) {
        return of(store, experiment, confidence, (trial, ended) -> look(store, experiment, trial, ended));
    }

    /** The same by another way to look. */
    public static BestEpochs of(Store store, ExperimentRow experiment, double confidence, Look look) {
        Map<Long, List<RunRow>> ended = store.runs(experiment.id()).stream()
                .filter(run -> run.state().ended())
                .collect(Collectors.groupingBy(RunRow::stageId));
        Map<Long, TrialRow> first = new LinkedHashMap<>();
        store.trials(experiment.id()).forEach(trial -> first.putIfAbsent(trial.stageId(), trial));
        first.keySet().retainAll(ended.keySet());
        List<TrialRow> some = spread(first.values());
        List<Training> trainings = new ArrayList<>();
        for (TrialRow trial : some) {
            look.at(trial, ended.getOrDefault(trial.stageId(), List.of()))
                    .ifPresent(best -> trainings.add(new Training(trial.number(), best)));
        }
        return new BestEpochs(
                experiment.metric(),
                trainings,
                first.size() - some.size(),
                confidence,
                Influence.of(trainings.stream().map(Training::best).toList(), confidence));
    }

    private static List<TrialRow> spread(Collection<TrialRow> trials) {
        List<TrialRow> all = List.copyOf(trials);
        if (all.size() <= MAX_TRAININGS) {
            return all;
        }
        List<TrialRow> some = new ArrayList<>(MAX_TRAININGS);
        for (long i = 0; i < MAX_TRAININGS; i++) {
            some.add(all.get((int) (i * all.size() / MAX_TRAININGS)));
        }
        return some;
    }

    /** How many trainings were best at their last epoch, so that they would take more. */
    public int improving() {
        return (int) trainings.stream()
                .filter(training -> training.best().improving())
                .count();
    }

    /** Reads the curves of a training and asks the advisor; empty without a finite value on an ended fold. */
    public static Optional<Observation> look(
            Store store, ExperimentRow experiment, TrialRow trial, List<RunRow> ended) {
        Set<Long> runs = ended.stream().map(RunRow::id).collect(Collectors.toSet());
        List<Long> stage = List.of(trial.stageId());
        List<Curve> folds = store.series(stage, experiment.metric()).stream()
                .filter(series -> runs.contains(series.runId()))
                .map(SeriesRow::curve)
                .toList();
        if (folds.stream().flatMap(fold -> fold.values().stream()).noneMatch(Double::isFinite)) {
            return Optional.empty();
        }
        // the confidence does not matter: only the epoch is used
        Advice advice = Advisor.advise(FoldCurves.of(experiment.goal(), folds), 0.5);
        List<Progress> axes = store.progress(stage).stream()
                .filter(progress ->
                        runs.contains(progress.runId()) && progress.epoch().contains(advice.epoch()))
                .toList();
        Map<String, Object> parameters = Searches.values(trial.configuration());
        parameters.remove("epochs");
        return Optional.of(new Observation(
                parameters,
                advice.epoch(),
                mean(axes, axis -> axis.step().get(axis.epoch().indexOf(advice.epoch()))),
                mean(axes, axis -> axis.samples().get(axis.epoch().indexOf(advice.epoch()))),
                advice.stillImproving()));
    }

    /** Over folds, whose sizes differ by a row or so. */
    private static double mean(List<Progress> axes, ToDoubleFunction<Progress> of) {
        return axes.stream().mapToDouble(of).average().orElse(Double.NaN);
    }
}
