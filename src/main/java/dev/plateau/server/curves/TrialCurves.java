package dev.plateau.server.curves;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Estimate;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the chart draws of one trial, up to the epoch at which the trial is read, or to the end of its stage if none is read later. Index i belongs to epoch i + 1.
 *
 * @param step optimiser updates at each epoch, mean over the folds that reached it; samples and seconds alike
 * @param train the metric on the training rows, null if it is not measured there
 * @param validation the metric on the validation rows, null if it is not measured there
 * @param advice null unless the metric is the experiment's objective and its curves are long enough to say something
 */
record TrialCurves(
        int number,
        int epochs,
        List<Double> step,
        List<Double> samples,
        List<Double> seconds,
        @Nullable Folds train,
        @Nullable Folds validation,
        Advices.@Nullable One advice) {

    /**
     * One metric over the folds.
     *
     * @param mean over the folds that reached the epoch; NaN if one of them has no finite value there
     * @param error standard error of the mean, NaN for one fold
     * @param count how many folds reached the epoch
     */
    record Folds(List<Double> mean, List<Double> error, List<Integer> count, List<Fold> folds) {

        static Folds of(List<Curve> curves) {
            int epochs = curves.stream().mapToInt(Curve::epochs).max().orElse(0);
            List<Estimate> band = IntStream.rangeClosed(1, epochs)
                    .mapToObj(epoch -> Estimate.of(curves.stream()
                            .filter(curve -> curve.epochs() >= epoch)
                            .map(curve -> curve.at(epoch))
                            .toList()))
                    .toList();
            return new Folds(
                    band.stream().map(Estimate::mean).toList(),
                    band.stream().map(Estimate::error).toList(),
                    band.stream().map(Estimate::count).toList(),
                    curves.stream().map(Fold::of).toList());
        }
    }

    /** One run's values. */
    record Fold(int repeat, int fold, List<Double> values) {
        static Fold of(Curve curve) {
            return new Fold(curve.repeat(), curve.fold(), curve.values());
        }
    }

    /** What was read of some stages. */
    record Points(MetricPair metric, List<SeriesRow> series, List<Progress> progress) {}

    /** The curves of one trial out of those of all stages that were read. */
    static TrialCurves of(TrialRow trial, int reach, Points points, Advices advice) {
        List<SeriesRow> own = points.series().stream()
                .filter(row -> row.stageId() == trial.stageId())
                .toList();
        Set<Long> runs = own.stream().map(SeriesRow::runId).collect(Collectors.toSet());
        List<Progress> axes = points.progress().stream()
                .filter(run -> runs.contains(run.runId()))
                .toList();
        List<Curve> train = curves(own, points.metric().train(), reach);
        List<Curve> validation = curves(own, points.metric().validation(), reach);
        return new TrialCurves(
                trial.number(),
                trial.epochs(),
                axis(axes, reach, (run, at) -> (double) run.step().get(at)),
                axis(axes, reach, (run, at) -> (double) run.samples().get(at)),
                axis(axes, reach, (run, at) -> run.seconds().get(at)),
                train.isEmpty() ? null : Folds.of(train),
                validation.isEmpty() ? null : Folds.of(validation),
                advice.of(own, reach).orElse(null));
    }

    static List<Curve> curves(List<SeriesRow> series, String name, int epochs) {
        return series.stream()
                .filter(row -> row.name().equals(name))
                .map(SeriesRow::curve)
                .filter(curve -> curve.epochs() > 0)
                .map(curve -> new Curve(
                        curve.repeat(), curve.fold(), curve.values().subList(0, Math.min(epochs, curve.epochs()))))
                .toList();
    }

    private static List<Double> axis(List<Progress> runs, int epochs, BiFunction<Progress, Integer, Double> field) {
        int longest = runs.stream().mapToInt(run -> run.epoch().size()).max().orElse(0);
        return IntStream.range(0, Math.min(epochs, longest))
                .mapToObj(at -> Estimate.of(runs.stream()
                                .filter(run -> run.epoch().size() > at)
                                .map(run -> field.apply(run, at))
                                .toList())
                        .mean())
                .toList();
    }
}
