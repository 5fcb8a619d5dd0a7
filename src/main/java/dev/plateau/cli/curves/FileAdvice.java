package dev.plateau.cli.curves;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.plateau.cli.report.EpochCount;
import dev.plateau.cli.text.Chart;
import dev.plateau.cli.text.Chart.Line;
import dev.plateau.cli.text.Chart.Mark;
import dev.plateau.cli.text.Chart.Stroke;
import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.Terminal;
import dev.plateau.curve.Band;
import dev.plateau.curve.Curve;
import dev.plateau.epoch.Findings;
import dev.plateau.epoch.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The epoch count for the curves of one file.
 *
 * @param goal minimize or maximize
 * @param folds how many curves the file has
 * @param count in JSON its fields stand beside the others
 * @param notes what was read otherwise than it is written, a sentence each
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record FileAdvice(
        String file,
        String metric,
        String goal,
        int folds,
        @JsonUnwrapped EpochCount count,
        List<String> notes,
        @JsonIgnore FileCurves read) {

    public FileAdvice {
        notes = List.copyOf(notes);
    }

    /** @param confidence of the interval, in (0, 1) */
    public static FileAdvice of(FileCurves read, Rule rule, double confidence) {
        return new FileAdvice(
                read.file(),
                read.metric(),
                read.curves().goal().name().toLowerCase(Locale.ROOT),
                read.curves().validation().size(),
                EpochCount.of(Findings.of(read.curves(), rule, confidence), read.metric()),
                read.notes(),
                read);
    }

    /** The count, why, what is odd about the file, the chart and the rules. */
    public List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.colored(Color.BOLD, file + ": " + count.shortly()));
        lines.addAll(count.evidence(terminal));
        notes.forEach(note -> lines.add("(" + note + ")"));
        lines.add("");
        lines.addAll(chart().draw(terminal));
        lines.add("");
        lines.addAll(count.ruleTable(mean(read.curves().validation()), terminal));
        return lines;
    }

    private Chart chart() {
        List<Line> drawn = new ArrayList<>();
        drawn.add(new Line(metric, mean(read.curves().validation()), Stroke.SOLID, Color.CYAN));
        read.training()
                .ifPresent(
                        name -> drawn.add(new Line(name, mean(read.curves().training()), Stroke.DOTTED, Color.YELLOW)));
        return new Chart(drawn, Optional.of(new Mark(count.epoch(), count.low(), count.high())));
    }

    /** Over the folds that end with a finite value, if any does: one that diverged would take the whole mean with it. */
    private static List<Double> mean(List<Curve> folds) {
        List<Curve> finite = folds.stream()
                .filter(fold -> Double.isFinite(fold.at(fold.epochs())))
                .toList();
        return Band.of(finite.isEmpty() ? folds : finite).means();
    }
}
