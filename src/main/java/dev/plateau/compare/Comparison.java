package dev.plateau.compare;

import dev.plateau.compare.Comparison.Row.Verdict;
import dev.plateau.curve.Estimate;
import dev.plateau.curve.Goal;
import dev.plateau.run.Searches;
import dev.plateau.stats.BestGroup;
import dev.plateau.stats.CorrectedTTest;
import dev.plateau.stats.EffectSize;
import dev.plateau.stats.Holm;
import dev.plateau.stats.Interval;
import dev.plateau.stats.WilcoxonTest;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Chosen trials against one of them, the baseline, fold by fold.
 *
 * @param folds folds times repeats
 * @param level confidence of the intervals; a Holm p of at most 1 - level is a difference
 * @param rows the baseline first, then the others in the order asked for
 * @param differing the parameters that are not the same for all
 */
public record Comparison(String metric, Goal goal, int folds, double level, List<Row> rows, List<String> differing) {

    static final double LEVEL = 0.95;

    public Comparison {
        rows = List.copyOf(rows);
        differing = List.copyOf(differing);
    }

    /** A trial and its experiment. */
    public record Entry(ExperimentRow experiment, TrialRow trial) {

        /** {@code t07 of digits}. */
        String shown() {
            return String.format(java.util.Locale.ROOT, "t%02d", trial.number()) + " of " + experiment.name();
        }
    }

    /**
     * One trial.
     *
     * @param epoch at which it is read
     * @param parameters all of its configuration
     * @param difference from the baseline; empty for the baseline itself
     */
    public record Row(
            String experiment,
            int trial,
            int epoch,
            Estimate score,
            Map<String, Object> parameters,
            Optional<Difference> difference) {

        /** What a difference comes to. */
        public enum Verdict {
            BETTER("better"),
            WORSE("worse"),
            CANNOT_TELL("cannot be told apart"),
            SAME("the same on every fold");

            private final String words;

            Verdict(String words) {
                this.words = words;
            }

            public String words() {
                return words;
            }
        }
    }

    /**
     * Trial minus baseline.
     *
     * @param finding empty with one fold
     */
    public record Difference(double mean, Optional<Finding> finding) {}

    /**
     * What the tests say of it.
     *
     * @param p of the corrected paired t test
     * @param holm the same adjusted for all trials compared
     * @param wilcoxon p of the signed-rank test, not adjusted and not corrected for overlap
     * @param effect Hedges' g_z; infinite for a difference that is the same on every fold
     * @param rankBiserial from -1 to 1
     */
    public record Finding(
            Interval interval,
            double p,
            double holm,
            double wilcoxon,
            double effect,
            double rankBiserial,
            Verdict verdict) {}

    /**
     * Compares trials on the same folds.
     *
     * @param entries the baseline first; at least 2, each once
     * @throws CompareException if they have other metrics or folds, or one has not a finite score on every fold
     */
    public static Comparison of(Store store, List<Entry> entries, At at) {
        List<StoredFold> folds = folds(store, entries);
        List<At.Reading> readings = new ArrayList<>();
        for (Entry entry : entries) {
            At.Reading reading = at.read(store, entry.experiment(), entry.trial());
            lacking(entry, reading, folds.size()).ifPresent(reason -> {
                throw new CompareException(reason);
            });
            readings.add(reading);
        }
        return between(entries, readings, folds);
    }

    /** The comparison of trials that have been read on the same folds and lack nothing. */
    static Comparison between(List<Entry> entries, List<At.Reading> readings, List<StoredFold> folds) {
        List<List<Double>> differences = readings.stream()
                .skip(1)
                .map(reading ->
                        BestGroup.differences(reading.scores(), readings.get(0).scores()))
                .toList();
        Goal goal = entries.get(0).experiment().goal();
        List<Difference> found = found(differences, PairedScores.testPerTraining(folds), goal);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            TrialRow trial = entries.get(i).trial();
            rows.add(new Row(
                    entries.get(i).experiment().name(),
                    trial.number(),
                    readings.get(i).epoch(),
                    Estimate.of(readings.get(i).scores()),
                    Searches.values(trial.configuration()),
                    i == 0 ? Optional.empty() : Optional.of(found.get(i - 1))));
        }
        return new Comparison(entries.get(0).experiment().metric(), goal, folds.size(), LEVEL, rows, differing(rows));
    }

    private static List<StoredFold> folds(Store store, List<Entry> entries) {
        ExperimentRow first = entries.get(0).experiment();
        List<StoredFold> folds = ScoredFolds.of(store, first);
        for (Entry entry : entries) {
            unpaired(store, first, folds, entry.experiment()).ifPresent(reason -> {
                throw new CompareException(reason);
            });
        }
        return folds;
    }

    /**
     * Why the scores of two experiments cannot be paired; empty if they can.
     *
     * @param folds of the first
     */
    static Optional<String> unpaired(Store store, ExperimentRow first, List<StoredFold> folds, ExperimentRow other) {
        if (other.id() == first.id()) {
            return Optional.empty();
        }
        if (!other.metric().equals(first.metric()) || other.goal() != first.goal()) {
            return Optional.of("trials of different metrics cannot be compared: " + first.name() + " has "
                    + first.metric() + ", " + other.name() + " has " + other.metric());
        }
        if (first.logged() || other.logged()) {
            return Optional.of(
                    "scores that programs have logged can be paired within one experiment only: nobody knows whether "
                            + first.name() + " and " + other.name() + " have the same folds");
        }
        String data = "data_sha256";
        boolean same = Objects.equals(
                store.provenance(first.id()).get(data),
                store.provenance(other.id()).get(data));
        return same && folds.equals(store.folds(other.id()))
                ? Optional.empty()
                : Optional.of("scores on different folds cannot be paired: " + first.name() + " and " + other.name()
                        + " differ in their " + (same ? "folds (folds, repeats, strategy or seed)" : "data"));
    }

    /** What a trial lacks to be compared; empty for nothing. */
    static Optional<String> lacking(Entry entry, At.Reading reading, int folds) {
        if (reading.epoch() == 0) {
            return Optional.of(entry.shown() + " has no epoch that the budget is enough for");
        }
        if (reading.scores().size() < folds) {
            return Optional.of(entry.shown() + " has "
                    + reading.scores().size() + " of " + folds + " folds at epoch " + reading.epoch() + " ("
                    + entry.trial().state().name().toLowerCase(java.util.Locale.ROOT)
                    + "); only trials with all folds can be compared");
        }
        return reading.scores().stream().allMatch(Double::isFinite)
                ? Optional.empty()
                : Optional.of(entry.shown() + " has a score that is no number at epoch " + reading.epoch()
                        + ", so it diverged; leave it out");
    }

    private static List<Difference> found(List<List<Double>> differences, double testPerTraining, Goal goal) {
        List<Optional<CorrectedTTest>> tests = differences.stream()
                .map(own -> CorrectedTTest.of(own, testPerTraining))
                .toList();
        List<Double> holm = Holm.adjusted(
                tests.stream().flatMap(Optional::stream).map(CorrectedTTest::p).toList());
        List<Difference> found = new ArrayList<>();
        for (int i = 0; i < differences.size(); i++) {
            List<Double> own = differences.get(i);
            if (tests.get(i).isEmpty()) {
                found.add(new Difference(own.get(0), Optional.empty()));
                continue;
            }
            CorrectedTTest test = tests.get(i).get();
            found.add(new Difference(test.mean(), Optional.of(finding(own, test, holm.get(i), goal))));
        }
        return found;
    }

    private static Finding finding(List<Double> differences, CorrectedTTest test, double holm, Goal goal) {
        WilcoxonTest wilcoxon = WilcoxonTest.of(differences);
        return new Finding(
                test.interval(LEVEL),
                test.p(),
                holm,
                wilcoxon.p(),
                EffectSize.of(differences).orElseThrow().hedges(),
                wilcoxon.rankBiserial(),
                verdict(test, holm, goal));
    }

    private static Verdict verdict(CorrectedTTest test, double holm, Goal goal) {
        if (test.mean() == 0 && test.error() == 0) {
            return Verdict.SAME;
        }
        if (holm > 1 - LEVEL) {
            return Verdict.CANNOT_TELL;
        }
        return goal.better(test.mean(), 0) ? Verdict.BETTER : Verdict.WORSE;
    }

    private static List<String> differing(List<Row> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.parameters().keySet()));
        return names.stream()
                .filter(name -> rows.stream()
                                .map(row -> Optional.ofNullable(row.parameters().get(name)))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }
}
