package dev.plateau.server.curves;

import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.stats.Interval;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The curves of some trials.
 *
 * @param train name of the metric on the training rows
 * @param validation its name on the validation rows
 * @param standardErrors how many of them the 95 % interval of a mean of n folds reaches to either side, by n from 0; NaN below 2. As if
 *     folds were independent
 * @param trials in the order in which they were asked for
 */
public record Curves(String train, String validation, List<Double> standardErrors, List<TrialCurves> trials) {

    /** More lines than that cannot be told apart on one chart, and each costs a read of its folds. */
    static final int MAX_TRIALS = 200;

    /** Of a line: as many as a wide screen has pixels to draw them in. */
    private static final int USUAL_POINTS = 1_000;

    /** Fewer than that could not hold the extremes of both metrics; more than that, and an answer could fill the memory. */
    private static final int LEAST_POINTS = 10;

    private static final int MOST_POINTS = 100_000;

    private static final double CONFIDENCE = 0.95;

    /**
     * Those of the {@code trials} that are asked for, numbers separated by commas, of a {@code metric}: either name of the pair, the
     * experiment's objective if it is left out. {@code points} says how many of a line, {@code folds=1} adds the values of single folds.
     */
    public static Curves read(Request request, Advices advices) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        MetricPair metric = pair(store, experiment, request.text("metric"));
        TrialCurves.Amount amount = new TrialCurves.Amount(
                points(request.text("points")), request.text("folds").equals("1"));
        List<Integer> numbers = numbers(request.text("trials"));
        List<TrialRow> known = store.trialsAndSiblings(experiment.id(), numbers);
        List<TrialRow> trials = trials(experiment, known, numbers);
        Map<Long, StageCurves> stages = stages(
                store, trials, metric, stage -> advices.of(new Advices.Of(experiment, metric, stage, store.version())));
        Map<Long, List<TrialRow>> siblings = known.stream().collect(Collectors.groupingBy(TrialRow::stageId));
        List<TrialCurves> curves = trials.stream()
                .map(trial -> TrialCurves.of(
                        trial,
                        trial.reach(Objects.requireNonNull(siblings.get(trial.stageId()))),
                        Objects.requireNonNull(stages.get(trial.stageId())),
                        amount))
                .toList();
        return new Curves(metric.train(), metric.validation(), standardErrors(curves), curves);
    }

    private static Map<Long, StageCurves> stages(
            Store store, List<TrialRow> trials, MetricPair metric, Function<Stage, Optional<Advices.One>> advice) {
        Set<Long> ids = trials.stream().map(TrialRow::stageId).collect(Collectors.toSet());
        return Stage.read(store, ids, metric).values().parallelStream()
                .collect(Collectors.toMap(
                        Stage::id,
                        stage -> StageCurves.of(
                                stage, metric, advice.apply(stage).orElse(null))));
    }

    private static List<Double> standardErrors(List<TrialCurves> trials) {
        int most = trials.stream()
                .flatMap(
                        trial -> Stream.of(Optional.ofNullable(trial.train()), Optional.ofNullable(trial.validation())))
                .flatMap(Optional::stream)
                .flatMap(band -> band.count().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        return IntStream.rangeClosed(0, most)
                .mapToObj(count -> Interval.standardErrors(count, CONFIDENCE))
                .toList();
    }

    private static int points(String text) {
        String rule = "points must be a whole number from " + LEAST_POINTS + " to " + MOST_POINTS + ", got " + text;
        try {
            int points = text.isEmpty() ? USUAL_POINTS : Integer.parseInt(text);
            if (points < LEAST_POINTS || points > MOST_POINTS) {
                throw new Problem(HttpStatus.BAD_REQUEST, rule);
            }
            return points;
        } catch (NumberFormatException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, rule);
        }
    }

    private static MetricPair pair(Store store, ExperimentRow experiment, String metric) {
        MetricPair pair = MetricPair.of(metric.isEmpty() ? experiment.metric() : metric);
        if (!metric.isEmpty() && !pair.has(experiment.metric())) {
            List<String> known = store.metrics(experiment.id());
            if (known.stream().noneMatch(pair::has)) {
                throw new Problem(
                        HttpStatus.NOT_FOUND,
                        "There is no metric " + metric + " in " + experiment.name() + "; there are: "
                                + String.join(", ", known));
            }
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

    private static List<TrialRow> trials(ExperimentRow experiment, List<TrialRow> known, List<Integer> numbers) {
        Map<Integer, TrialRow> byNumber =
                known.stream().collect(Collectors.toMap(TrialRow::number, Function.identity()));
        return numbers.stream()
                .map(number -> {
                    TrialRow trial = byNumber.get(number);
                    if (trial == null) {
                        throw new Problem(
                                HttpStatus.NOT_FOUND,
                                "There is no trial " + number + " in " + experiment.name() + ", which has "
                                        + experiment.trials().values().stream()
                                                .mapToInt(Integer::intValue)
                                                .sum());
                    }
                    return trial;
                })
                .toList();
    }
}
