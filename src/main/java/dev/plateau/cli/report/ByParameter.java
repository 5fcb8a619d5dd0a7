package dev.plateau.cli.report;

import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.IntervalBars;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Table;
import dev.plateau.cli.text.Table.Column;
import dev.plateau.cli.text.Terminal;
import dev.plateau.compare.BestEpochs;
import dev.plateau.stats.influence.Influence;
import dev.plateau.stats.influence.Interval;
import dev.plateau.stats.influence.Level;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What decides the epoch count of an experiment: the best epoch of its trainings against each searched parameter.
 *
 * @param trainings how many have a best epoch
 * @param improving how many of them had it at their last epoch
 * @param leftOut how many were not looked at, because there are too many
 * @param confidence of the intervals
 * @param influence the parameter that decides most first
 */
public record ByParameter(
        String experiment,
        String metric,
        int trainings,
        int improving,
        int leftOut,
        double confidence,
        List<Influence> influence) {

    /** Columns of the chart. */
    private static final int BAR = 32;

    public ByParameter {
        influence = List.copyOf(influence);
    }

    /** @param confidence in (0, 1) */
    public static ByParameter of(Store store, ExperimentRow experiment, double confidence) {
        BestEpochs best = BestEpochs.of(store, experiment, confidence);
        return new ByParameter(
                experiment.name(),
                best.metric(),
                best.trainings().size(),
                best.improving(),
                best.leftOut(),
                confidence,
                best.influence());
    }

    /** The table with its bars, a sentence for each parameter, and what does not count in full. */
    public List<String> lines(Terminal terminal) {
        if (influence.isEmpty()) {
            return List.of(
                    trainings < 2
                            ? experiment + " has " + Numbers.count(trainings, "training")
                                    + " with a best epoch; what decides it takes several"
                            : "no parameter of " + experiment + " has two values");
        }
        List<String> lines = new ArrayList<>();
        lines.add(terminal.colored(
                Color.BOLD,
                "best epoch by " + metric + " of " + Numbers.count(trainings, "training")
                        + ": geometric mean ["
                        + Numbers.number(100 * confidence).replaceFirst("\\.?0+$", "")
                        + " % interval]"));
        lines.add("");
        lines.addAll(table().lines(terminal.tableWidth()));
        lines.add("");
        influence.forEach(one -> lines.add(one.sentence() + "."));
        decidesMost().ifPresent(lines::add);
        if (improving > 0) {
            lines.add("(≥: " + improving + " of " + Numbers.count(trainings, "training")
                    + " still improved at the last epoch and would take more)");
        }
        if (leftOut > 0) {
            lines.add("(" + Numbers.count(leftOut, "more training") + " were not looked at: these are "
                    + BestEpochs.MAX_TRAININGS + ", evenly over all)");
        }
        return lines;
    }

    private Optional<String> decidesMost() {
        return influence.stream()
                .filter(Influence::tells)
                .findFirst()
                .map(one -> one.parameter() + " decides most: " + Math.round(100 * one.share())
                        + " % of the variance of the best epoch's logarithm.");
    }

    private Table table() {
        double least = bound(Interval::low, Math::min);
        double most = bound(Interval::high, Math::max);
        IntervalBars bars = new IntervalBars(least, most, BAR);
        Table table = new Table(List.of(
                Column.text("parameter"),
                Column.text("value"),
                Column.number("trainings"),
                Column.text("epochs"),
                new Column(
                        Numbers.number(least) + " to " + Numbers.number(most) + " epochs, log scale",
                        Table.Side.LEFT,
                        true),
                Column.text("steps"),
                Column.text("samples")));
        for (Influence one : influence) {
            String name = one.parameter();
            for (Level level : one.levels()) {
                Interval epochs = level.epochs();
                table.row(List.of(
                        name,
                        level.value(),
                        String.valueOf(level.trainings()),
                        cell(level, epochs),
                        bars.bar(epochs.low(), epochs.value(), epochs.high()),
                        cell(level, level.steps()),
                        cell(level, level.samples())));
                name = "";
            }
        }
        return table;
    }

    private double bound(ToDoubleFunction<Interval> end, java.util.function.DoubleBinaryOperator of) {
        return influence.stream()
                .flatMap(one -> one.levels().stream())
                .map(Level::epochs)
                .mapToDouble(epochs ->
                        Double.isFinite(end.applyAsDouble(epochs)) ? end.applyAsDouble(epochs) : epochs.value())
                .reduce(of)
                .orElse(1);
    }

    private static String cell(Level level, Interval interval) {
        if (Double.isNaN(interval.value())) {
            return "-";
        }
        String bound = level.improving() > 0 ? "≥ " : "";
        String value = bound + short3(interval.value());
        if (Double.isNaN(interval.low())) {
            return value;
        }
        return Double.isInfinite(interval.high())
                ? value + " [from " + short3(interval.low()) + "]"
                : value + " [" + short3(interval.low()) + "–" + short3(interval.high()) + "]";
    }

    /** Three digits: the interval says how little more would be worth. */
    private static String short3(double value) {
        return value >= 100 ? Numbers.count(Math.round(value)) : String.format(java.util.Locale.ROOT, "%.3g", value);
    }
}
