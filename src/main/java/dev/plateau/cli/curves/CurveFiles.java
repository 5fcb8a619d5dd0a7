package dev.plateau.cli.curves;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads the curves of one configuration from a CSV file, whoever wrote it.
 *
 * <p>Wide form has a column {@code epoch} and a column for each metric; long form has {@code epoch}, {@code metric} (or {@code name}) and {@code
 * value}. {@code fold} (or {@code run}, {@code seed}), {@code repeat} and {@code trial} are optional in both; any text names a fold. What Keras'
 * CSVLogger, Lightning's CSVLogger and {@code plateau export} write is read as it is.
 */
public final class CurveFiles {

    private CurveFiles() {}

    /**
     * @throws CurvesException naming the file, and what was expected and found, if it has no curves that could be answered
     */
    public static FileCurves read(Path file, CurveOptions options) {
        try (CsvLines lines = CsvLines.open(file)) {
            Header header = Header.of(lines.name(), lines.header());
            Collection<String> metrics = header.longForm().isPresent()
                    ? namesIn(file, header.longForm().get())
                    : header.metrics();
            String metric = MetricNames.objective(lines.name(), options.metric(), metrics);
            Goal goal = options.goal()
                    .or(() -> Goal.of(metric))
                    .orElseThrow(() -> new CurvesException(lines.name() + ": the name " + metric
                            + " does not tell whether less is better; say --goal minimize or maximize"));
            Optional<String> training = MetricNames.training(metric, metrics);
            List<FoldSeries> folds = new LineReader(lines, header).read(metric, training, options.trial());
            Assembly assembly = new Assembly(lines.name(), metric);
            List<Curve> validation = assembly.objective(folds);
            List<Curve> onTraining =
                    training.map(name -> assembly.training(folds, name)).orElse(List.of());
            return new FileCurves(
                    lines.name(),
                    metric,
                    training.filter(name -> !onTraining.isEmpty()),
                    new FoldCurves(goal, validation, onTraining),
                    assembly.notes());
        }
    }

    private static Collection<String> namesIn(Path file, Header.LongForm longForm) {
        try (CsvLines lines = CsvLines.open(file)) {
            Collection<String> names = LineReader.metrics(lines, longForm);
            if (names.isEmpty()) {
                throw new CurvesException(lines.name() + " has no line below the names of its columns");
            }
            return names;
        }
    }
}
