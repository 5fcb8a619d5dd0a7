package dev.plateau.server.table;

import dev.plateau.curve.Estimate;
import dev.plateau.curve.Goal;
import dev.plateau.store.Rows.TrialRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One value a trial by a {@link Measure}: mean, standard error and number of folds. Immutable. */
public final class Values {

    private final Measure measure;
    private final Goal goal;
    private final List<Estimate> estimates;

    private Values(Measure measure, Goal goal, List<Estimate> estimates) {
        this.measure = measure;
        this.goal = goal;
        this.estimates = estimates;
    }

    /** The scores as stored. */
    static Values scores(Measure measure, Goal goal, List<TrialRow> trials) {
        return new Values(
                measure,
                goal,
                trials.stream()
                        .map(trial -> new Estimate(
                                trial.score().orElse(Double.NaN),
                                trial.scoreError().orElse(Double.NaN),
                                trial.foldsDone()))
                        .toList());
    }

    /** @param curves of the metric by stage, a fold each */
    static Values of(Measure measure, Goal goal, List<TrialRow> trials, Map<Long, List<double[]>> curves) {
        Map<Long, List<TrialRow>> stages = trials.stream().collect(Collectors.groupingBy(TrialRow::stageId));
        return new Values(
                measure,
                goal,
                trials.stream()
                        .map(trial -> estimate(
                                measure,
                                goal,
                                measure.end(trial, stages.getOrDefault(trial.stageId(), List.of())),
                                curves.getOrDefault(trial.stageId(), List.of())))
                        .toList());
    }

    private static Estimate estimate(Measure measure, Goal goal, int end, Collection<double[]> folds) {
        return Estimate.of(folds.stream()
                .filter(fold -> fold.length > 0
                        && (measure.kind() != Measure.Kind.EPOCH || measure.epoch() <= Math.min(end, fold.length)))
                .map(fold -> of(measure, goal, fold, Math.min(end, fold.length)))
                .toList());
    }

    /** @param end of what is the trial's, at least 1 */
    private static double of(Measure measure, Goal goal, double[] fold, int end) {
        return switch (measure.kind()) {
            case EPOCH -> fold[measure.epoch() - 1];
            case BEST -> {
                double best = Double.NaN;
                for (int i = 0; i < end; i++) {
                    if (Double.isFinite(fold[i]) && goal.better(fold[i], best)) {
                        best = fold[i];
                    }
                }
                yield best;
            }
            default -> fold[end - 1];
        };
    }

    public Measure measure() {
        return measure;
    }

    /** Which way the metric gets better. */
    public Goal goal() {
        return goal;
    }

    /** Of the trial in a row of the table: NaN without a fold, or if one is not finite there. */
    public Estimate at(int row) {
        return estimates.get(row);
    }
}
