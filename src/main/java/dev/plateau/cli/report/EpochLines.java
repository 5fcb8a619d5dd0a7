package dev.plateau.cli.report;

import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Paragraph;
import dev.plateau.cli.text.Table;
import dev.plateau.cli.text.Table.Column;
import dev.plateau.cli.text.Terminal;
import dev.plateau.diagnosis.Diagnosis;
import dev.plateau.diagnosis.Kind;
import dev.plateau.epoch.EpochCount;
import dev.plateau.epoch.Rule;
import dev.plateau.forecast.Forecast;
import java.util.ArrayList;
import java.util.List;

/** An epoch count and its evidence in words. */
public final class EpochLines {

    private final EpochCount count;

    public EpochLines(EpochCount count) {
        this.count = count;
    }

    /** {@code 34 epochs [29–41]}. */
    public String shortly() {
        return (count.stillImproving() ? "more than " : "")
                + Numbers.count(count.epoch(), "epoch")
                + (count.low() < count.high() ? " [" + count.low() + "–" + count.high() + "]" : "");
    }

    /** Why, what to expect, what is wrong, and what more epochs are worth. */
    public List<String> evidence(Terminal terminal) {
        List<String> lines = new ArrayList<>(paragraph(count.reason(), terminal));
        lines.addAll(paragraph(expected(), terminal));
        for (Diagnosis found : count.diagnosis()) {
            String label = found.kind() == Kind.PLATEAU
                    ? "levelled off"
                    : found.kind().label().replace('_', ' ');
            List<String> told = paragraph(label + ": " + found.evidence() + " " + found.next(), terminal);
            lines.add(terminal.colored(Color.YELLOW, label) + told.get(0).substring(label.length()));
            lines.addAll(told.subList(1, told.size()));
        }
        EpochCount.Worth worth = count.forecast();
        if (worth != null) {
            lines.addAll(paragraph(told(worth), terminal));
        }
        return lines;
    }

    private static List<String> paragraph(String text, Terminal terminal) {
        return Paragraph.wrapped(text, terminal.tableWidth());
    }

    private static String told(EpochCount.Worth worth) {
        return worth.model() == Forecast.Model.ENSEMBLE
                ? worth.sentence() + ". " + worth.why()
                : "What " + Numbers.count(worth.moreEpochs(), "more epoch") + " would bring cannot be foretold. "
                        + worth.why();
    }

    private String expected() {
        String choice = "Expect " + count.metric() + " " + Numbers.number(count.estimate());
        if (!Double.isFinite(count.standardError())) {
            return choice + " of a training on all rows, which is optimistic: one fold chose the epoch and scores it.";
        }
        String spread = " ± " + Numbers.number(count.standardError());
        return choice + spread + " of a training on all rows, each fold scored at the epoch that the others choose"
                + (count.estimate() == count.optimistic()
                        ? "."
                        : "; at the epoch that they chose themselves it is " + Numbers.number(count.optimistic())
                                + ", which is optimistic.");
    }

    /**
     * The rules side by side.
     *
     * @param means of the metric at each epoch
     */
    public List<String> ruleTable(List<Double> means, Terminal terminal) {
        Table table = new Table(List.of(
                Column.text("rule"),
                Column.number("epochs"),
                Column.number(count.metric()),
                Column.text("chooses").orNone()));
        for (Rule one : Rule.values()) {
            Integer chosen = count.rules().get(one.label());
            table.row(List.of(
                    one.label() + (one.label().equals(count.rule()) ? " *" : ""),
                    chosen == null ? "-" : String.valueOf(chosen),
                    chosen == null || chosen > means.size() ? "-" : Numbers.number(means.get(chosen - 1)),
                    chosen == null ? "needs the metric on training rows" : one.description()));
        }
        return table.lines(terminal.tableWidth());
    }
}
