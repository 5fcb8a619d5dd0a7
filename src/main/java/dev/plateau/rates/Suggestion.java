package dev.plateau.rates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The learning rates to search, from several range tests of one network.
 *
 * @param marks of each test, in their order
 * @param smoothed the smoothed loss at each rate, mean of the tests that came so far; NaN after the last of them
 * @param range empty if no rate lowers the loss or none ends the fall in at least half of the tests
 * @param reason one sentence
 */
public record Suggestion(List<Marks> marks, List<Double> smoothed, Optional<Range> range, String reason) {

    /**
     * The minimum is the edge: the next step up is worse, and the smoothed loss tells late. Gugger (2018) takes a rate ten times below it, and
     * fastai's "minimum" likewise; a range that is to hold the best rate ends half a decade below it.
     */
    private static final double BELOW_MINIMUM = 3;

    /** The best rate differs by more than a factor of 3 from what a few steps show. */
    private static final double LEAST_RATIO = 10;

    public Suggestion {
        marks = List.copyOf(marks);
        smoothed = List.copyOf(smoothed);
    }

    /** Both ends included; each has one significant digit. */
    public record Range(double min, double max) {

        public Range {
            if (!(min > 0 && max > min)) {
                throw new IllegalArgumentException("expected 0 < min < max, got " + min + " and " + max);
            }
        }
    }

    /**
     * From where the loss begins to fall (median of the tests) to a third of the rate where it is lowest (likewise), at least a decade wide.
     *
     * @param losses of each test, at least one, as {@link Ramp#losses} gives them
     */
    public static Suggestion of(Ramp ramp, List<List<Double>> losses) {
        List<Marks> marks = losses.stream().map(test -> Marks.of(ramp, test)).toList();
        List<Double> smoothed = means(ramp, losses);
        long falling = marks.stream().filter(test -> test.falls().isPresent()).count();
        long diverging =
                marks.stream().filter(test -> test.diverges().isPresent()).count();
        if (2 * falling < marks.size()) {
            String end = diverging == 0 ? "" : ", and it diverges at " + shown(marks, m -> m.diverges());
            return new Suggestion(
                    marks,
                    smoothed,
                    Optional.empty(),
                    "no rate from " + Rounded.text(ramp.min()) + " to " + Rounded.text(ramp.max())
                            + " lowers the loss clearly" + end);
        }
        String falls = "the loss falls clearly from " + shown(marks, m -> m.falls()) + " on, most steeply at "
                + shown(marks, m -> OptionalDouble.of(m.steepest())) + ", and is lowest at "
                + shown(marks, m -> OptionalDouble.of(m.minimum()));
        if (2 * diverging < marks.size()) {
            return new Suggestion(
                    marks,
                    smoothed,
                    Optional.empty(),
                    falls + "; it never diverges up to " + Rounded.text(ramp.max())
                            + ", so the upper end is not known: give a higher --max");
        }
        double high = median(marks, m -> OptionalDouble.of(m.minimum())) / BELOW_MINIMUM;
        double low = Math.min(median(marks, m -> m.falls()), high / LEAST_RATIO);
        return new Suggestion(
                marks,
                smoothed,
                Optional.of(new Range(Rounded.coarse(low), Rounded.coarse(high))),
                falls + "; it diverges at " + shown(marks, m -> m.diverges()));
    }

    /** Whether the loss falls from the first rates on, so that lower ones may do as well. */
    public boolean fallsAtOnce(Ramp ramp) {
        return range.isPresent() && median(marks, m -> m.falls()) <= ramp.rate(2 * ramp.startSteps());
    }

    /** A rate as in the reasons: two significant digits. */
    public static String text(double rate) {
        return Rounded.text(rate);
    }

    /** The median of a mark over the tests that have it, NaN if none has. */
    public static double median(List<Marks> marks, Function<Marks, OptionalDouble> mark) {
        double[] sorted = sorted(marks, mark);
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                // The geometric mean of the two in the middle, as rates are compared by their ratio.
                : sorted.length % 2 == 1 ? sorted[middle] : Math.sqrt(sorted[middle - 1] * sorted[middle]);
    }

    private static double[] sorted(List<Marks> marks, Function<Marks, OptionalDouble> mark) {
        return marks.stream()
                .map(mark)
                .flatMapToDouble(OptionalDouble::stream)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    /** The median, and in brackets the lowest and the highest where they differ from it: {@code 2e-4 [1e-4–3e-4]}. */
    public static String shown(List<Marks> marks, Function<Marks, OptionalDouble> mark) {
        double[] sorted = sorted(marks, mark);
        if (sorted.length == 0) {
            return "-";
        }
        String low = Rounded.text(sorted[0]);
        String high = Rounded.text(sorted[sorted.length - 1]);
        return Rounded.text(median(marks, mark)) + (low.equals(high) ? "" : " [" + low + "–" + high + "]");
    }

    private static List<Double> means(Ramp ramp, List<List<Double>> losses) {
        List<List<Double>> smoothed =
                losses.stream().map(test -> Smoothing.of(test, ramp.steps())).toList();
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < ramp.steps(); i++) {
            int step = i;
            means.add(smoothed.stream()
                    .filter(test -> step < test.size() && Double.isFinite(test.get(step)))
                    .mapToDouble(test -> test.get(step))
                    .average()
                    .orElse(Double.NaN));
        }
        return means;
    }
}
