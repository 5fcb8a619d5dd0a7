package dev.plateau.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Paragraph;
import dev.plateau.cli.text.Table;
import dev.plateau.cli.text.Table.Column;
import dev.plateau.cli.text.Terminal;
import dev.plateau.curve.Estimate;
import dev.plateau.diagnosis.Diagnosis;
import dev.plateau.epoch.Advice;
import dev.plateau.epoch.Findings;
import dev.plateau.epoch.Rule;
import dev.plateau.forecast.Forecast;
import dev.plateau.forecast.Gain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What curves tell about the epoch count, as the commands print it.
 *
 * @param estimate of the metric for a training on all rows: each fold scored at the epoch that the other folds choose; for one fold,
 *     which has no others, the optimistic one
 * @param optimistic the metric at the epoch over the very folds that chose it
 * @param standardError of {@code optimistic} over folds; empty for one fold
 * @param rules what every rule chooses; null where it cannot tell
 * @param shortestEquivalent the shortest training that loses at most one standard error, {@code shorter} what it loses and saves
 * @param forecast what half as many epochs again are worth; empty where the curve has turned
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EpochCount(
        int epoch,
        int low,
        int high,
        double confidence,
        String rule,
        double estimate,
        double optimistic,
        OptionalDouble standardError,
        Map<String, Integer> rules,
        int shortestEquivalent,
        Shorter shorter,
        List<Diagnosis> diagnosis,
        Optional<Worth> forecast,
        boolean stillImproving,
        int lastEpoch,
        int diverged,
        String reason,
        @JsonIgnore String metric) {

    /** @param loss how much worse, {@code error} its standard error, {@code saved} the part of the epochs */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Shorter(
            int epoch,
            double loss,
            double error,
            double saved,
            @JsonIgnore String sentence) {}

    /** @param model what made the forecast, {@code why} its record on this curve */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Worth(
            int moreEpochs, double gain, double low, double high, Forecast.Model model, String why, String sentence) {}

    public EpochCount {
        diagnosis = List.copyOf(diagnosis);
    }

    /** @param metric its name, for people */
    public static EpochCount of(Findings findings, String metric) {
        Advice advice = findings.advice();
        Estimate at = advice.at();
        Map<String, Integer> rules = new LinkedHashMap<>();
        for (Rule rule : Rule.values()) {
            rules.put(rule.label(), advice.rules().get(rule));
        }
        return new EpochCount(
                advice.epoch(),
                advice.low(),
                advice.high(),
                advice.confidence(),
                advice.rule().label(),
                Double.isFinite(advice.corrected()) ? advice.corrected() : at.mean(),
                at.mean(),
                at.count() > 1 ? OptionalDouble.of(at.error()) : OptionalDouble.empty(),
                rules,
                advice.shorter().epoch(),
                shorter(advice),
                findings.diagnosis(),
                findings.forecast().map(EpochCount::worth),
                advice.stillImproving(),
                advice.lastEpoch(),
                advice.diverged(),
                advice.reason(),
                metric);
    }

    private static Shorter shorter(Advice advice) {
        Advice.Shorter shorter = advice.shorter();
        return new Shorter(
                shorter.epoch(),
                shorter.loss().mean(),
                shorter.loss().error(),
                shorter.saved(),
                advice.shorterInWords());
    }

    private static Worth worth(Forecast forecast) {
        Gain gain = forecast.gain();
        return new Worth(
                gain.epochs(), gain.mean(), gain.low(), gain.high(), forecast.model(), forecast.why(), gain.sentence());
    }

    /** {@code 34 epochs [29–41]}. */
    public String shortly() {
        return (stillImproving ? "more than " : "")
                + Numbers.count(epoch, "epoch")
                + (low < high ? " [" + low + "–" + high + "]" : "");
    }

    /** Why, what to expect, what is wrong, and what more epochs are worth. */
    public List<String> evidence(Terminal terminal) {
        List<String> lines = new ArrayList<>(paragraph(reason, terminal));
        lines.addAll(paragraph(expected(), terminal));
        for (Diagnosis found : diagnosis) {
            String label = found.kind().label().replace('_', ' ');
            List<String> told = paragraph(label + ": " + found.evidence() + " " + found.next(), terminal);
            lines.add(terminal.colored(Color.YELLOW, label) + told.get(0).substring(label.length()));
            lines.addAll(told.subList(1, told.size()));
        }
        forecast.ifPresent(worth -> lines.addAll(paragraph(worth.sentence() + ": " + worth.why(), terminal)));
        return lines;
    }

    private static List<String> paragraph(String text, Terminal terminal) {
        return Paragraph.wrapped(text, terminal.tableWidth());
    }

    private String expected() {
        String choice = "Expect " + metric + " " + Numbers.number(estimate) + " of a training on all rows";
        return standardError.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%s: each fold scored at the epoch that the others choose. On the folds that chose it, %s ± %s is"
                                + " optimistic.",
                        choice,
                        Numbers.number(optimistic),
                        Numbers.number(standardError.getAsDouble()))
                : choice + ", which is optimistic: one fold chose the epoch and scores it.";
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
                Column.number(metric),
                Column.text("chooses").orNone()));
        for (Rule one : Rule.values()) {
            Integer chosen = rules.get(one.label());
            table.row(List.of(
                    one.label() + (one.label().equals(rule) ? " *" : ""),
                    chosen == null ? "-" : String.valueOf(chosen),
                    chosen == null || chosen > means.size() ? "-" : Numbers.number(means.get(chosen - 1)),
                    chosen == null ? "needs the metric on training rows" : one.description()));
        }
        return table.lines(terminal.tableWidth());
    }
}
