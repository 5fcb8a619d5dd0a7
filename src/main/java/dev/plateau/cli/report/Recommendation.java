package dev.plateau.cli.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.plateau.cli.text.Chart;
import dev.plateau.cli.text.Chart.Line;
import dev.plateau.cli.text.Chart.Mark;
import dev.plateau.cli.text.Chart.Stroke;
import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Terminal;
import dev.plateau.curve.Band;
import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.epoch.Findings;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The epoch count for one trial, and the curves it rests on.
 *
 * @param count in JSON its fields stand beside the others
 * @param folds how many have ended
 * @param epochsTrained the most epochs that an ended fold of its stage has; with early stopping more than all of them have
 * @param curves fold mean at each epoch that all ended folds have reached, by metric: the objective, and its namesake on the
 *     training rows
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Recommendation(
        int trial,
        String metric,
        String goal,
        @JsonUnwrapped EpochCount count,
        int folds,
        int epochsTrained,
        Map<String, List<Double>> curves) {

    /**
     * The recommendation for a trial; empty while no fold of its stage has ended with a finite value.
     *
     * @param select by which rule, and the confidence of the interval
     */
    public static Optional<Recommendation> of(
            Store store, ExperimentRow experiment, TrialRow trial, SelectEpochs select) {
        Set<Long> ended = store.runs(experiment.id()).stream()
                .filter(run -> run.stageId() == trial.stageId() && run.state().ended())
                .map(RunRow::id)
                .collect(Collectors.toSet());
        List<Curve> folds = curves(store, trial, experiment.metric(), ended);
        if (folds.stream().flatMap(fold -> fold.values().stream()).noneMatch(Double::isFinite)) {
            return Optional.empty();
        }
        String training = experiment.metric().replaceFirst("^val_", "");
        List<Curve> onTraining =
                training.equals(experiment.metric()) ? List.of() : curves(store, trial, training, ended);
        Findings findings =
                Findings.of(new FoldCurves(experiment.goal(), folds, onTraining), select.rule(), select.confidence());
        Map<String, List<Double>> means = new LinkedHashMap<>();
        means.put(experiment.metric(), mean(folds));
        if (!onTraining.isEmpty()) {
            means.put(training, mean(onTraining));
        }
        return Optional.of(new Recommendation(
                trial.number(),
                experiment.metric(),
                experiment.goal().name().toLowerCase(Locale.ROOT),
                EpochCount.of(findings, experiment.metric()),
                folds.size(),
                folds.stream().mapToInt(Curve::epochs).max().orElse(0),
                means));
    }

    private static List<Curve> curves(Store store, TrialRow trial, String metric, Set<Long> runs) {
        return store.series(List.of(trial.stageId()), metric).stream()
                .filter(series -> runs.contains(series.runId()))
                .map(SeriesRow::curve)
                .filter(curve -> curve.epochs() > 0)
                .toList();
    }

    /** Over the folds that stay finite, if any does: one that diverged would take the whole mean with it. */
    private static List<Double> mean(List<Curve> folds) {
        List<Curve> finite = folds.stream()
                .filter(fold -> fold.values().stream().allMatch(Double::isFinite))
                .toList();
        return Band.of(finite.isEmpty() ? folds : finite).means();
    }

    /** The evidence, what is odd about it, and the chart. */
    public List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.colored(Color.BOLD, Numbers.trial(trial) + ": " + count.shortly()));
        lines.addAll(count.evidence(terminal));
        lines.add("");
        lines.addAll(chart().draw(terminal));
        return lines;
    }

    /** The same with the rules side by side. */
    public List<String> linesWithRules(Terminal terminal) {
        List<String> lines = new ArrayList<>(lines(terminal));
        lines.add("");
        lines.addAll(count.ruleTable(curves.getOrDefault(metric, List.of()), terminal));
        return lines;
    }

    private Chart chart() {
        List<Line> drawn = new ArrayList<>();
        curves.forEach((name, values) -> drawn.add(new Line(
                name,
                values,
                drawn.isEmpty() ? Stroke.SOLID : Stroke.DOTTED,
                drawn.isEmpty() ? Color.CYAN : Color.YELLOW)));
        return new Chart(drawn, Optional.of(new Mark(count.epoch(), count.low(), count.high())));
    }
}
