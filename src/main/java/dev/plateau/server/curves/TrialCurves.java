package dev.plateau.server.curves;

import dev.plateau.server.http.Json;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the chart draws of one trial, up to the epoch at which the trial is read, or to the end of its stage if none is read later.
 * Columns have a place for each epoch of {@code epoch}; a metric that not every epoch has ends before.
 *
 * @param score fold mean of the objective so far, NaN before the first fold; {@code scoreError} NaN before the second
 * @param message why it failed; empty if it did not
 * @param epochs at which it is read
 * @param epoch those that are sent, from 1: all of them, or enough to draw where there are too many
 * @param of how many there are
 * @param step optimiser updates at each epoch, mean over the folds that reached it; samples and seconds alike
 * @param train the metric on the training rows, null if it is not measured there
 * @param validation the metric on the validation rows, null if it is not measured there
 * @param advice null unless the metric is the experiment's objective and a fold has ended with a finite value
 */
record TrialCurves(
        int number,
        State state,
        String message,
        Map<String, Object> configuration,
        double score,
        double scoreError,
        int foldsDone,
        int epochs,
        List<Integer> epoch,
        int of,
        List<Double> step,
        List<Double> samples,
        List<Double> seconds,
        @Nullable Band train,
        @Nullable Band validation,
        Advices.@Nullable One advice) {

    /**
     * How much of a curve is sent.
     *
     * @param most points of a line; {@code folds} whether those of single folds too
     */
    record Amount(int most, boolean folds) {}

    /**
     * The curves of one trial out of its stage.
     *
     * @param reach epoch at which the trial's curves end
     */
    static TrialCurves of(TrialRow trial, int reach, StageCurves stage, Amount amount) {
        Band train = cut(stage.train(), reach);
        Band validation = cut(stage.validation(), reach);
        List<List<Double>> means = Stream.of(train, validation)
                .filter(band -> band != null)
                .map(Band::mean)
                .toList();
        List<Integer> places = Thinning.kept(means, amount.most());
        return new TrialCurves(
                trial.number(),
                trial.state(),
                trial.message().orElse(""),
                Json.object(trial.configuration()),
                orNan(trial.score()),
                orNan(trial.scoreError()),
                trial.foldsDone(),
                trial.epochs(),
                places.stream().map(place -> place + 1).toList(),
                means.stream().mapToInt(List::size).max().orElse(0),
                Thinning.at(cut(stage.step(), reach), places),
                Thinning.at(cut(stage.samples(), reach), places),
                Thinning.at(cut(stage.seconds(), reach), places),
                train == null ? null : train.at(places, amount.folds()),
                validation == null ? null : validation.at(places, amount.folds()),
                stage.advice() == null ? null : stage.advice().readAt(reach));
    }

    private static @Nullable Band cut(@Nullable Band band, int reach) {
        return band == null ? null : band.upTo(reach);
    }

    private static List<Double> cut(List<Double> axis, int reach) {
        return axis.subList(0, Math.min(reach, axis.size()));
    }

    private static double orNan(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }
}
