package dev.plateau.epoch;

import dev.plateau.curve.Estimate;
import dev.plateau.epoch.Stopping.Choice;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Applies each {@link Rule} to pooled folds. */
final class Rules {

    private Rules() {}

    /**
     * What every rule chooses.
     *
     * @param training mean on the training rows; empty where there is none, and then {@link Rule#PQ} is missing
     */
    static Map<Rule, Choice> all(Pooled pooled, double[] training) {
        Map<Rule, Choice> choices = new EnumMap<>(Rule.class);
        double[] mean = pooled.mean;
        int best = Pooled.best(mean);
        int all = mean.length;
        choices.put(Rule.AUTO, new Choice(auto(pooled), all));
        choices.put(Rule.MINIMUM, new Choice(best, all));
        choices.put(Rule.SMOOTHED_MINIMUM, new Choice(Pooled.best(Smoothing.window(mean)), all));
        choices.put(Rule.ONE_STANDARD_ERROR, new Choice(oneError(pooled, best), all));
        choices.put(
                Rule.ONE_STANDARD_ERROR_PAIRED,
                new Choice(Differences.raw(pooled).earliest(best, 1), all));
        choices.put(Rule.PATIENCE, Stopping.patience(mean));
        choices.put(Rule.GL, Stopping.gl(mean));
        Optional<Choice> pq = Stopping.pq(mean, training);
        pq.ifPresent(choice -> choices.put(Rule.PQ, choice));
        choices.put(Rule.UP, Stopping.up(mean));
        choices.put(Rule.FOLD_MEAN, new Choice(foldMean(pooled), all));
        return choices;
    }

    static int auto(Pooled pooled) {
        return pooled.atLeast(Math.round(new Resampling(pooled.smoothFolds).epoch(pooled.epochs)));
    }

    private static int oneError(Pooled pooled, int best) {
        double error = at(pooled, best).error();
        double most = pooled.mean[best] + (Double.isNaN(error) ? 0 : error);
        int place = 0;
        while (place < best && !(pooled.mean[place] <= most)) {
            place++;
        }
        return place;
    }

    private static int foldMean(Pooled pooled) {
        double sum = 0;
        for (double[] fold : pooled.folds) {
            sum += pooled.epochs[Pooled.best(fold)];
        }
        return pooled.atLeast(Math.round(sum / pooled.count()));
    }

    /** The metric over folds at a place, its sign turned like the curves'. */
    static Estimate at(Pooled pooled, int place) {
        return Estimate.of(Arrays.stream(pooled.folds).map(fold -> fold[place]).toList());
    }
}
