package dev.plateau.cli.report;

import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Table;
import dev.plateau.cli.text.Table.Column;
import dev.plateau.cli.text.Terminal;
import dev.plateau.cli.text.Whiskers;
import dev.plateau.compare.Comparison;
import dev.plateau.compare.Comparison.Finding;
import dev.plateau.compare.Comparison.Row;
import dev.plateau.space.Configuration;
import dev.plateau.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A comparison as text. */
public record ComparisonReport(Comparison comparison) {

    /** The scores and what the tests say, a chart of the differences, and the parameters that differ. */
    public List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>(scores().lines(terminal.tableWidth()));
        lines.addAll(notes());
        List<String> chart = chart().lines(terminal.textWidth());
        if (!chart.isEmpty()) {
            lines.add("");
            lines.add(comparison.metric() + " minus that of " + name(baseline()) + ", with its "
                    + percent(comparison.level()) + " interval:");
            lines.addAll(chart);
        }
        if (!comparison.differing().isEmpty()) {
            lines.add("");
            lines.addAll(parameters().lines(terminal.tableWidth()));
        }
        return lines;
    }

    private Row baseline() {
        return comparison.rows().get(0);
    }

    /** {@code t07}, with the experiment in front if there are several. */
    private String name(Row row) {
        boolean several =
                comparison.rows().stream().map(Row::experiment).distinct().count() > 1;
        return (several ? row.experiment() + "/" : "") + Numbers.trial(row.trial());
    }

    private Table scores() {
        Table table = new Table(List.of(
                Column.text("trial"),
                Column.number("epoch").orNone(),
                Column.text(comparison.metric()),
                Column.number("difference"),
                Column.text(percent(comparison.level()) + " interval"),
                Column.number("p").orNone(),
                Column.number("Holm p"),
                Column.number("Wilcoxon p").orNone(),
                Column.number("effect").orNone(),
                Column.text("verdict")));
        comparison.rows().forEach(row -> table.row(cells(row)));
        return table;
    }

    private List<String> cells(Row row) {
        List<String> cells =
                new ArrayList<>(List.of(name(row), String.valueOf(row.epoch()), Numbers.estimate(row.score())));
        Optional<Finding> finding = row.difference().flatMap(Comparison.Difference::finding);
        cells.add(row.difference().map(found -> Numbers.number(found.mean())).orElse("-"));
        cells.add(finding.map(found -> shown(found.interval())).orElse("-"));
        cells.add(finding.map(found -> p(found.p())).orElse("-"));
        cells.add(finding.map(found -> p(found.holm())).orElse("-"));
        cells.add(finding.map(found -> p(found.wilcoxon())).orElse("-"));
        cells.add(finding.map(found -> Numbers.number(found.effect())).orElse("-"));
        cells.add(
                row.difference().isEmpty()
                        ? "baseline"
                        : finding.map(found -> found.verdict().words()).orElse("-"));
        return cells;
    }

    private List<String> notes() {
        if (comparison.folds() < 2) {
            return List.of("one fold: no trial can be compared with another");
        }
        List<String> notes = new ArrayList<>();
        notes.add("(p: corrected paired t test over " + Numbers.count(comparison.folds(), "fold")
                + "; Holm p: the same, adjusted for "
                + Numbers.count(comparison.rows().size() - 1L, "comparison")
                + "; effect: Hedges' g of the differences)");
        double least = Math.pow(2, 1 - comparison.folds());
        if (least > 1 - comparison.level()) {
            notes.add("(Wilcoxon's p cannot fall below " + p(least) + " with "
                    + Numbers.count(comparison.folds(), "fold") + ")");
        }
        return notes;
    }

    private Whiskers chart() {
        return new Whiskers(comparison.rows().stream()
                .flatMap(row -> row
                        .difference()
                        .flatMap(found -> found.finding()
                                .map(finding -> new Whiskers.Row(
                                        name(row),
                                        finding.interval().low(),
                                        found.mean(),
                                        finding.interval().high())))
                        .stream())
                .toList());
    }

    private Table parameters() {
        List<Column> columns = new ArrayList<>(List.of(Column.text("trial")));
        comparison.differing().forEach(parameter -> columns.add(Column.number(parameter)));
        Table table = new Table(columns);
        for (Row row : comparison.rows()) {
            List<String> cells = new ArrayList<>(List.of(name(row)));
            comparison.differing().forEach(parameter -> {
                Object value = row.parameters().get(parameter);
                cells.add(value == null ? "-" : Configuration.shown(value));
            });
            table.row(cells);
        }
        return table;
    }

    static String shown(Interval interval) {
        return "[" + Numbers.number(interval.low()) + ", " + Numbers.number(interval.high()) + "]";
    }

    static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    /** To three decimals, as p values are given; smaller ones as a bound. */
    static String p(double p) {
        return p < 0.001 ? "<0.001" : String.format(java.util.Locale.ROOT, "%.3f", p);
    }
}
