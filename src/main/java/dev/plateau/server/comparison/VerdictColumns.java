package dev.plateau.server.comparison;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.compare.Comparison.Difference;
import dev.plateau.compare.Comparison.Finding;
import dev.plateau.compare.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What is said of each trial against the baseline, by columns.
 *
 * @param verdict BASELINE, BETTER, WORSE, CANNOT_TELL, SAME, or UNTESTED
 * @param difference trial minus baseline; without a test that of the means, NaN if they measure different things
 * @param low end of its interval, NaN without a test
 * @param high the other end
 * @param p of the corrected paired t test, NaN without one
 * @param holm the same adjusted for all trials compared
 * @param effect Hedges' g of the differences, NaN without a test or for one that is infinite
 * @param sentence the whole of it
 */
record VerdictColumns(
        List<String> verdict,
        List<Double> difference,
        List<Double> low,
        List<Double> high,
        List<Double> p,
        List<Double> holm,
        List<Double> effect,
        List<String> sentence) {

    private record One(Field.Row row, String verdict, double difference, Optional<Finding> finding, String sentence) {

        double number(ToDoubleFunction<Finding> field) {
            return finding.map(field::applyAsDouble).orElse(Double.NaN);
        }
    }

    static VerdictColumns none() {
        return by(List.of());
    }

    static VerdictColumns of(Field field, int baseline) {
        return by(IntStream.range(0, field.rows().size())
                .mapToObj(i -> one(field, i, baseline))
                .toList());
    }

    private static VerdictColumns by(List<One> all) {
        return new VerdictColumns(
                column(all, One::verdict),
                column(all, One::difference),
                column(all, one -> one.number(found -> found.interval().low())),
                column(all, one -> one.number(found -> found.interval().high())),
                column(all, one -> one.number(Finding::p)),
                column(all, one -> one.number(Finding::holm)),
                column(all, one -> one.number(Finding::effect)),
                column(all, One::sentence));
    }

    private static One one(Field field, int i, int baseline) {
        Field.Row row = field.rows().get(i);
        Sentences sentences = new Sentences(field, field.rows().get(baseline));
        if (i == baseline) {
            return new One(row, "BASELINE", Double.NaN, Optional.empty(), sentences.ofBaseline());
        }
        Optional<Difference> difference = field.comparison()
                .filter(comparison -> row.place() > 0)
                .flatMap(comparison -> comparison.rows().get(row.place()).difference());
        Optional<Finding> finding = difference.flatMap(Difference::finding);
        if (finding.isPresent()) {
            double mean = difference.map(Difference::mean).orElseThrow();
            return new One(
                    row, finding.get().verdict().name(), mean, finding, sentences.tested(row, mean, finding.get()));
        }
        double apart = sentences.measuresTheSame(row)
                ? row.score().mean() - field.rows().get(baseline).score().mean()
                : Double.NaN;
        return new One(row, "UNTESTED", apart, Optional.empty(), sentences.untested(row, apart));
    }
}
