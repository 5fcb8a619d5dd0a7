package dev.plateau.server.curves;

import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The curves of some trials.
 *
 * @param train name of the metric on the training rows
 * @param validation its name on the validation rows
 * @param trials in the order in which they were asked for
 */
public record Curves(String train, String validation, List<TrialCurves> trials) {

    /** More lines than that cannot be told apart on one chart, and each costs a read of its folds. */
    static final int MAX_TRIALS = 200;

    /**
     * Those of the {@code trials} that are asked for, numbers separated by commas, of a {@code metric}: either name of the pair, the
     * experiment's objective if it is left out.
     */
    public static Curves read(Request request) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        MetricPair pair = pair(store, experiment, request.text("metric"));
        List<TrialRow> trials = trials(store, experiment, numbers(request.text("trials")));
        List<Long> stages = trials.stream().map(TrialRow::stageId).distinct().toList();
        List<SeriesRow> series = new ArrayList<>(store.series(stages, pair.train()));
        series.addAll(store.series(stages, pair.validation()));
        TrialCurves.Points points = new TrialCurves.Points(pair, series, store.progress(stages));
        List<TrialRow> all = store.trials(experiment.id());
        Advices advice = new Advices(store, experiment);
        return new Curves(
                pair.train(),
                pair.validation(),
                trials.stream()
                        .map(trial -> TrialCurves.of(trial, trial.reach(all), points, advice))
                        .toList());
    }

    private static MetricPair pair(Store store, ExperimentRow experiment, String metric) {
        MetricPair pair = MetricPair.of(metric.isEmpty() ? experiment.metric() : metric);
        List<String> known = store.metrics(experiment.id());
        if (!metric.isEmpty()
                && !metric.equals(experiment.metric())
                && known.stream().noneMatch(pair::has)) {
            throw new Problem(
                    HttpStatus.NOT_FOUND,
                    "There is no metric " + metric + " in " + experiment.name() + "; there are: "
                            + String.join(", ", known));
        }
        return pair;
    }

    private static List<Integer> numbers(String text) {
        String[] parts = text.isEmpty() ? new String[0] : text.split(",", MAX_TRIALS + 1);
        if (parts.length > MAX_TRIALS) {
            throw new Problem(HttpStatus.BAD_REQUEST, "At most " + MAX_TRIALS + " trials at a time");
        }
        try {
            return Arrays.stream(parts).map(Integer::valueOf).distinct().toList();
        } catch (NumberFormatException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "trials must be whole numbers separated by commas, got " + text);
        }
    }

    private static List<TrialRow> trials(Store store, ExperimentRow experiment, List<Integer> numbers) {
        Map<Integer, TrialRow> known =
                store.trials(experiment.id()).stream().collect(Collectors.toMap(TrialRow::number, Function.identity()));
        return numbers.stream()
                .map(number -> {
                    TrialRow trial = known.get(number);
                    if (trial == null) {
                        throw new Problem(
                                HttpStatus.NOT_FOUND,
                                "There is no trial " + number + " in " + experiment.name() + ", which has "
                                        + known.size());
                    }
                    return trial;
                })
                .toList();
    }
}
