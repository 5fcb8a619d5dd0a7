package dev.plateau.server.epochs;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.compare.BestEpochs;
import dev.plateau.compare.BestEpochs.Training;
import dev.plateau.stats.influence.Influence;
import dev.plateau.stats.influence.Interval;
import dev.plateau.stats.influence.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The best epoch of every training against each searched parameter.
 *
 * @param metric that is best there
 * @param leftOut trainings that were not looked at, because there are too many
 * @param improving how many were best at their last epoch, so that they would take more
 * @param trial the first of each training
 * @param epochs its best epoch, {@code steps} and {@code samples} up to there
 * @param atLeast whether the best epoch is the last one
 * @param parameters the one that decides most first
 */
public record ParameterColumns(
        String metric,
        int leftOut,
        int improving,
        double confidence,
        List<Integer> trial,
        List<Double> epochs,
        List<Double> steps,
        List<Double> samples,
        List<Boolean> atLeast,
        List<One> parameters) {

    /**
     * One parameter.
     *
     * @param share of the variance of the best epoch's logarithm that lies between its levels; NaN if all are equal
     * @param tells whether the trainings tell anything about it
     * @param value of each training, null where it does not have the parameter; {@code level} the place of its level, likewise
     */
    record One(
            String name,
            boolean ordered,
            double share,
            boolean tells,
            String sentence,
            List<@Nullable Object> value,
            List<@Nullable Integer> level,
            Levels levels) {}

    /** Values or ranges of values: geometric mean of the best epochs, and its interval. High is null where it has no upper end. */
    record Levels(
            List<String> value,
            List<Integer> trainings,
            List<Integer> improving,
            List<Double> epochs,
            List<Double> low,
            List<Double> high) {}

    static ParameterColumns of(BestEpochs best) {
        List<Training> trainings = best.trainings();
        return new ParameterColumns(
                best.metric(),
                best.leftOut(),
                best.improving(),
                best.confidence(),
                column(trainings, Training::trial),
                column(trainings, training -> training.best().epochs()),
                column(trainings, training -> training.best().steps()),
                column(trainings, training -> training.best().samples()),
                column(trainings, training -> training.best().improving()),
                column(best.influence(), influence -> one(influence, trainings)));
    }

    private static One one(Influence influence, List<Training> trainings) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Training training : trainings) {
            values.add(training.best().parameters().get(influence.parameter()));
        }
        List<Level> levels = influence.levels();
        return new One(
                influence.parameter(),
                influence.ordered(),
                influence.share(),
                influence.tells(),
                influence.sentence(),
                values,
                influence.ordered() ? ordered(values, levels) : unordered(values),
                new Levels(
                        column(levels, Level::value),
                        column(levels, Level::trainings),
                        column(levels, Level::improving),
                        epochs(levels, Interval::value),
                        epochs(levels, Interval::low),
                        epochs(levels, Interval::high)));
    }

    private static List<Double> epochs(List<Level> levels, java.util.function.Function<Interval, Double> end) {
        return column(levels, level -> end.apply(level.epochs()));
    }

    /** Levels of numbers are ascending and hold neighbours, so that their sizes tell who is in which. */
    private static List<@Nullable Integer> ordered(List<@Nullable Object> values, List<Level> levels) {
        List<Integer> sorted = IntStream.range(0, values.size())
                .boxed()
                .filter(i -> values.get(i) instanceof Number)
                .sorted(Comparator.comparingDouble(i -> values.get(i) instanceof Number n ? n.doubleValue() : 0))
                .toList();
        @Nullable Integer[] places = new @Nullable Integer[values.size()];
        int next = 0;
        for (int level = 0; level < levels.size(); level++) {
            for (int i = 0; i < levels.get(level).trainings(); i++) {
                places[sorted.get(next++)] = level;
            }
        }
        return Arrays.asList(places);
    }

    /** Other levels are in the order in which their values come. */
    private static List<@Nullable Integer> unordered(List<@Nullable Object> values) {
        Map<String, Integer> places = new LinkedHashMap<>();
        return values.stream()
                .map(value -> value == null ? null : places.computeIfAbsent(value.toString(), text -> places.size()))
                .collect(Collectors.toCollection(ArrayList<@Nullable Integer>::new));
    }
}
