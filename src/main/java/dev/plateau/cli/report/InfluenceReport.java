package dev.plateau.cli.report;

import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Table;
import dev.plateau.cli.text.Table.Column;
import dev.plateau.cli.text.Terminal;
import dev.plateau.cli.text.Whiskers;
import dev.plateau.compare.Influence;
import dev.plateau.stats.Importance;
import java.util.ArrayList;
import java.util.List;

/** The importance of parameters as text. */
public record InfluenceReport(Influence influence) {

    private static final double ALPHA = 0.05;

    /** What each parameter alone explains, as a table and a chart. */
    public List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        if (!influence.parameters().isEmpty()) {
            lines.add("What each parameter alone explains of which trials are the best by " + influence.metric() + ":");
            lines.addAll(table().lines(terminal.tableWidth()));
            lines.add("");
            lines.addAll(chart().lines(terminal.textWidth()));
        }
        if (influence.trials() < Importance.LEAST_TRIALS) {
            lines.add("too few trials to tell: " + influence.trials() + " have ended, it takes at least "
                    + Importance.LEAST_TRIALS);
        } else if (!influence.untold().isEmpty()) {
            lines.add("(nothing to tell about " + String.join(", ", influence.untold())
                    + ": one value only, or fewer than " + Importance.LEAST_TRIALS + " trials have it)");
        }
        return lines;
    }

    private Table table() {
        Table table = new Table(List.of(
                Column.text("parameter"),
                Column.number("explains"),
                Column.text("95 % interval"),
                Column.number("trials").orNone(),
                Column.number("Holm p"),
                Column.text("verdict")));
        influence
                .parameters()
                .forEach(parameter -> table.row(List.of(
                        parameter.name(),
                        ComparisonReport.percent(parameter.explained()),
                        "[" + ComparisonReport.percent(parameter.interval().low()) + ", "
                                + ComparisonReport.percent(parameter.interval().high()) + "]",
                        Numbers.count(parameter.trials()),
                        ComparisonReport.p(parameter.p()),
                        parameter.p() <= ALPHA ? "decides" : "no more than chance")));
        return table;
    }

    private Whiskers chart() {
        return new Whiskers(influence.parameters().stream()
                .map(parameter -> new Whiskers.Row(
                        parameter.name(),
                        parameter.interval().low(),
                        parameter.explained(),
                        parameter.interval().high()))
                .toList());
    }
}
