package dev.plateau.cli.report;

import dev.plateau.cli.text.Chart.Line;
import dev.plateau.cli.text.Chart.Stroke;
import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.RateChart;
import dev.plateau.cli.text.Table;
import dev.plateau.cli.text.Table.Column;
import dev.plateau.cli.text.Terminal;
import dev.plateau.rates.Marks;
import dev.plateau.rates.Ramp;
import dev.plateau.rates.Suggestion;
import dev.plateau.rates.Suggestion.Range;
import dev.plateau.run.RangeTests.Tested;
import dev.plateau.space.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the range tests of an experiment say.
 *
 * @param rates of the steps
 * @param networks one for each batch size tested
 * @param range over all batch sizes: from the lowest end to the highest; empty if none has one
 * @param reasons one sentence a network
 */
public record LearningRates(
        String experiment,
        int repeats,
        List<Double> rates,
        List<Tested> networks,
        Optional<Range> range,
        List<String> reasons) {

    public LearningRates {
        rates = List.copyOf(rates);
        networks = List.copyOf(networks);
        reasons = List.copyOf(reasons);
    }

    public static LearningRates of(String experiment, int repeats, Ramp ramp, List<Tested> networks) {
        List<Range> ranges = networks.stream()
                .flatMap(network -> network.suggestion().range().stream())
                .toList();
        Optional<Range> range = ranges.isEmpty()
                ? Optional.empty()
                : Optional.of(new Range(
                        ranges.stream().mapToDouble(Range::min).min().orElseThrow(),
                        ranges.stream().mapToDouble(Range::max).max().orElseThrow()));
        return new LearningRates(
                experiment,
                repeats,
                IntStream.range(0, ramp.steps()).mapToObj(ramp::rate).toList(),
                networks,
                range,
                networks.stream()
                        .map(network -> reason(ramp, network, networks.size()))
                        .toList());
    }

    private static String reason(Ramp ramp, Tested network, int networks) {
        String batch = networks > 1 ? "with batches of " + network.batchSize() + " " : "";
        String atOnce = network.suggestion().fallsAtOnce(ramp) ? "; a lower --min may show lower rates" : "";
        return begun(batch + network.suggestion().reason() + atOnce + ".");
    }

    private static String begun(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Chart, marks and reason. */
    public List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.colored(Color.BOLD, "learning rates of " + experiment) + ": "
                + Numbers.count(rates.size(), "step") + " from " + Suggestion.text(first()) + " to "
                + Suggestion.text(last()) + ", " + Numbers.count(repeats, "test") + " each"
                + used().map(used -> ", with " + used).orElse(""));
        lines.add("");
        lines.addAll(chart().draw(terminal));
        if (networks.size() > 2) {
            lines.add("(batches of " + networks.get(1).batchSize() + " are in the table only)");
        }
        lines.add("");
        lines.addAll(table().lines(terminal.tableWidth()));
        lines.add("");
        lines.addAll(reasons);
        if (networks.size() > 1 && range.isPresent()) {
            lines.add("The range to search holds those of all batch sizes.");
        }
        return lines;
    }

    private double first() {
        return rates.get(0);
    }

    private double last() {
        return rates.get(rates.size() - 1);
    }

    /** What was taken for the searched parameters, batch size left out: the table has it. */
    private Optional<String> used() {
        List<String> used = networks.get(0).used().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("batch_size"))
                .map(entry -> entry.getKey() + "=" + Configuration.shown(entry.getValue()))
                .toList();
        return used.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", used));
    }

    /** The smallest and the largest batch size: three lines could not be told apart without colours. */
    private RateChart chart() {
        List<Line> drawn = new ArrayList<>();
        drawn.add(line(networks.get(0), Stroke.SOLID, Color.CYAN));
        if (networks.size() > 1) {
            drawn.add(line(networks.get(networks.size() - 1), Stroke.DOTTED, Color.YELLOW));
        }
        return new RateChart(drawn, first(), last(), range.map(r -> new RateChart.Span(r.min(), r.max())));
    }

    private static Line line(Tested network, Stroke stroke, Color color) {
        return new Line(
                "loss with batches of " + network.batchSize(),
                network.suggestion().smoothed(),
                stroke,
                color);
    }

    private Table table() {
        Table table = new Table(List.of(
                Column.number("batch"),
                Column.text("falls from"),
                Column.text("steepest").orNone(),
                Column.text("minimum"),
                Column.text("diverges"),
                Column.text("search")));
        for (Tested network : networks) {
            List<Marks> marks = network.suggestion().marks();
            table.row(List.of(
                    String.valueOf(network.batchSize()),
                    Suggestion.shown(marks, Marks::falls),
                    Suggestion.shown(marks, m -> OptionalDouble.of(m.steepest())),
                    Suggestion.shown(marks, m -> OptionalDouble.of(m.minimum())),
                    Suggestion.shown(marks, Marks::diverges),
                    network.suggestion()
                            .range()
                            .map(r -> Suggestion.text(r.min()) + " to " + Suggestion.text(r.max()))
                            .orElse("-")));
        }
        return table;
    }
}
