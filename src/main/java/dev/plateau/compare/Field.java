package dev.plateau.compare;

import dev.plateau.compare.Comparison.Entry;
import dev.plateau.curve.Estimate;
import dev.plateau.stats.CorrectedTTest;
import dev.plateau.stats.Interval;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Any trials beside each other, also those that cannot be tested: each with its own mean, and those that share the folds of the
 * baseline with what {@link Comparison} says. Where a comparison would refuse them all, this one says of each what it lacks.
 *
 * @param rows in the order asked for
 * @param comparison of the trials that can be paired with the baseline, which is its first row; empty if there are none
 */
public record Field(List<Row> rows, Optional<Comparison> comparison) {

    public Field {
        rows = List.copyOf(rows);
    }

    /**
     * One trial.
     *
     * @param folds of its experiment, times repeats
     * @param score mean over the scores that there are; NaN without any
     * @param interval of the mean, widened for the overlap of the training rows as {@link CorrectedTTest} does; empty for fewer than
     *     2 scores or one that is no number
     * @param place its row in the comparison; -1 if it takes no part
     * @param why it takes no part, a sentence without its stop; empty if it does
     */
    public record Row(
            Entry entry,
            int folds,
            At.Reading reading,
            Estimate score,
            Optional<Interval> interval,
            int place,
            String why) {}

    /**
     * Reads trials and tests those that can be tested.
     *
     * @param baseline place of the one that the others are compared with
     */
    public static Field of(Store store, List<Entry> entries, int baseline, At at) {
        return new Reader(store, entries, at).read(baseline);
    }

    private static final class Reader {

        private final Store store;
        private final List<Entry> entries;
        private final List<At.Reading> readings;
        private final Map<Long, List<StoredFold>> folds = new HashMap<>();
        private final Map<Long, Optional<String>> unpaired = new HashMap<>();

        Reader(Store store, List<Entry> entries, At at) {
            this.store = store;
            this.entries = entries;
            this.readings = entries.stream()
                    .map(entry -> at.read(store, entry.experiment(), entry.trial()))
                    .toList();
        }

        Field read(int baseline) {
            Optional<String> lacking = lacking(baseline);
            List<String> reasons = IntStream.range(0, entries.size())
                    .mapToObj(i -> lacking.or(() -> i == baseline ? Optional.empty() : reason(baseline, i))
                            .orElse(""))
                    .toList();
            List<Integer> places = new ArrayList<>();
            if (lacking.isEmpty()) {
                places.add(baseline);
            }
            IntStream.range(0, entries.size())
                    .filter(i -> i != baseline && reasons.get(i).isEmpty())
                    .forEach(places::add);
            Optional<Comparison> comparison = places.size() < 2 ? Optional.empty() : Optional.of(between(places));
            return new Field(
                    IntStream.range(0, entries.size())
                            .mapToObj(i -> row(i, comparison.isPresent() ? places.indexOf(i) : -1, reasons.get(i)))
                            .toList(),
                    comparison);
        }

        private Comparison between(List<Integer> places) {
            return Comparison.between(
                    places.stream().map(entries::get).toList(),
                    places.stream().map(readings::get).toList(),
                    folds(entries.get(places.get(0)).experiment()));
        }

        private Row row(int i, int place, String why) {
            Entry entry = entries.get(i);
            List<StoredFold> own = folds(entry.experiment());
            List<Double> scores = readings.get(i).scores();
            boolean finite = scores.stream().allMatch(Double::isFinite);
            Optional<Interval> interval = finite
                    ? CorrectedTTest.of(scores, PairedScores.testPerTraining(own))
                            .map(test -> test.interval(Comparison.LEVEL))
                    : Optional.empty();
            return new Row(entry, own.size(), readings.get(i), Estimate.of(scores), interval, place, why);
        }

        private Optional<String> reason(int baseline, int i) {
            ExperimentRow first = entries.get(baseline).experiment();
            ExperimentRow other = entries.get(i).experiment();
            Optional<String> experiments = Objects.requireNonNull(
                    unpaired.computeIfAbsent(other.id(), id -> Comparison.unpaired(store, first, folds(first), other)));
            return experiments.or(() -> lacking(i));
        }

        private Optional<String> lacking(int i) {
            Entry entry = entries.get(i);
            return Comparison.lacking(
                    entry, readings.get(i), folds(entry.experiment()).size());
        }

        private List<StoredFold> folds(ExperimentRow experiment) {
            return Objects.requireNonNull(
                    folds.computeIfAbsent(experiment.id(), id -> ScoredFolds.of(store, experiment)));
        }
    }
}
