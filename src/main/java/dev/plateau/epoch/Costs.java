package dev.plateau.epoch;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.plateau.curve.Estimate;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What every other epoch count costs against the advised one, by columns: {@code 28 epochs lose 0.002 ± 0.003 and save 30 %} for each epoch.
 *
 * <pre>{@code
 * loss(e)  = mean over folds of s_k(e) - s_k(b)       s_k the smoothed curve of fold k, less is better; b the advised epoch
 * error(e) = sd over folds of the same / sqrt(K)
 * saved(e) = 1 - e / b
 * }</pre>
 *
 * <p>Paired over folds, as {@link Differences} says, which also says what stands for the error of one fold. The folds are those that count for
 * the advice, the epochs those that all of them have a value at.
 *
 * @param epoch ascending; of more than {@link #MAX_EPOCHS} a part, evenly, with all that a rule has chosen
 * @param loss positive is worse, also where the metric is maximised
 * @param saved of the epochs; negative beyond the advised one
 * @param mean of the metric over the folds, not smoothed, its sign as it is
 * @param meanError its standard error, NaN for one fold
 * @param smooth the mean as the advisor sees it
 * @param training mean of the metric on the rows trained on; empty where it was not measured
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Costs(
        List<Integer> epoch,
        List<Double> loss,
        List<Double> error,
        List<Double> saved,
        List<Double> mean,
        List<Double> meanError,
        List<Double> smooth,
        List<Double> training) {

    /** More cannot be told apart on a screen, nor chosen with a slider. */
    public static final int MAX_EPOCHS = 2000;

    public Costs {
        epoch = List.copyOf(epoch);
    }

    /**
     * The costs against an advice.
     *
     * @param curves that the advice was made from
     */
    public static Costs of(FoldCurves curves, Advice advice) {
        Pooled pooled = Pooled.of(curves);
        Differences differences = Differences.smoothed(pooled);
        int chosen = pooled.atLeast(advice.epoch());
        double sign = curves.goal() == Goal.MINIMIZE ? 1 : -1;
        List<Integer> places = places(pooled, advice);
        List<Estimate> means =
                places.stream().map(place -> Rules.at(pooled, place)).toList();
        double[] training = pooled.trainingMean(curves);
        return new Costs(
                places.stream().map(place -> pooled.epochs[place]).toList(),
                column(places, place -> differences.mean(place, chosen)),
                column(places, place -> differences.error(place, chosen)),
                column(places, place -> 1 - (double) pooled.epochs[place] / pooled.epochs[chosen]),
                means.stream().map(at -> sign * at.mean()).toList(),
                means.stream().map(Estimate::error).toList(),
                column(places, place -> sign * pooled.smooth[place]),
                training.length == 0 ? List.of() : column(places, place -> sign * training[place]));
    }

    private static List<Double> column(List<Integer> places, IntToDoubleFunction of) {
        return places.stream().mapToDouble(of::applyAsDouble).boxed().toList();
    }

    private static List<Integer> places(Pooled pooled, Advice advice) {
        int all = pooled.epochs.length;
        if (all <= MAX_EPOCHS) {
            return IntStream.range(0, all).boxed().toList();
        }
        Set<Integer> kept = advice.rules().values().stream()
                .map(epoch -> pooled.atLeast(epoch))
                .collect(Collectors.toCollection(TreeSet::new));
        kept.addAll(Arrays.asList(
                pooled.atLeast(advice.low()),
                pooled.atLeast(advice.high()),
                pooled.atLeast(advice.shorter().epoch())));
        int evenly = MAX_EPOCHS - kept.size();
        for (long i = 0; i < evenly; i++) {
            kept.add((int) (i * (all - 1) / (evenly - 1)));
        }
        return List.copyOf(kept);
    }
}
