package dev.plateau.cli.report;

import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Paragraph;
import dev.plateau.cli.text.Table;
import dev.plateau.cli.text.Table.Column;
import dev.plateau.plan.Forest;
import dev.plateau.plan.Stage;
import dev.plateau.plan.Trial;
import dev.plateau.run.Prepared;
import dev.plateau.space.Configuration;
import dev.plateau.train.Trainers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a search would train.
 *
 * @param folds of one repeat; each training is done for every fold of every repeat
 * @param innerFolds of one repeat, inside of all its folds; each training is done for these as well. 0 without nesting
 * @param epochsAsked what separate trainings would take, over all folds
 * @param epochsAtLeast of {@code epochsToTrain}, what {@code epochs: auto} trains if no training is worth extending; all of it otherwise
 * @param unshared why configurations that differ in epochs alone do not share a training; most often none
 * @param trainer its name, also where the file leaves it to Plateau; {@code trainerReason} then says why, and is empty otherwise
 * @param assumed what the file left out and was decided for it, the network's settings included
 */
public record PlanReport(
        String experiment,
        int configurations,
        int folds,
        int innerFolds,
        int repeats,
        long epochsAsked,
        long epochsToTrain,
        long epochsAtLeast,
        List<Training> trainings,
        List<String> unshared,
        String trainer,
        String trainerReason,
        Map<String, String> assumed) {

    /** Rows of the table; a plan is read by people, and {@code --json} has them all. */
    private static final int MOST_ROWS = 20;

    public PlanReport {
        trainings = List.copyOf(trainings);
        unshared = List.copyOf(unshared);
    }

    /**
     * One training.
     *
     * @param readAt the epochs at which trials read it
     * @param parameters of the trials, without epochs
     */
    public record Training(int number, List<Integer> readAt, List<Integer> trials, Map<String, Object> parameters) {

        static Training of(int number, Stage stage, Forest forest) {
            Trial first = forest.trials().get(stage.trials().get(0) - 1);
            Map<String, Object> parameters =
                    new LinkedHashMap<>(first.configuration().values());
            parameters.remove("epochs");
            return new Training(number, stage.readAt(), stage.trials(), parameters);
        }
    }

    public static PlanReport of(Prepared prepared) {
        Forest forest = prepared.forest();
        List<Training> trainings = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (Stage stage : forest.stages()) {
            trainings.add(Training.of(trainings.size() + 1, stage, forest));
            stage.unshared().ifPresent(reasons::add);
        }
        int repeats = prepared.experiment().crossValidation().repeats();
        return new PlanReport(
                prepared.experiment().name(),
                forest.trials().size(),
                prepared.folds().size() / repeats,
                prepared.inner().size() / repeats,
                repeats,
                forest.epochsAsked(),
                forest.epochsToTrain(),
                prepared.experiment()
                        .autoEpochs()
                        .map(auto -> (long) forest.runs() * auto.start())
                        .orElse(forest.epochsToTrain()),
                trainings,
                List.copyOf(reasons),
                prepared.trainer().name(),
                prepared.because().orElse(""),
                Assumptions.of(prepared));
    }

    /** The lines that count, alone. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(Numbers.count(configurations, "configuration") + " = " + Numbers.count(trainings.size(), "training")
                + " x " + places() + (repeats > 1 ? " x " + repeats + " repeats" : "") + "."
                + sharing());
        if (epochsAtLeast < epochsToTrain) {
            lines.add(Numbers.count(epochsAtLeast) + " to " + Numbers.count(epochsToTrain)
                    + " epochs to train: each training stops when more are not worth it, after "
                    + epochs(trainings.get(0)) + " epochs.");
            slower().ifPresent(lines::add);
            return lines;
        }
        long saved = epochsAsked - epochsToTrain;
        lines.add(
                saved == 0
                        ? Numbers.count(epochsToTrain) + " epochs to train; no two configurations share a training."
                        : Numbers.count(epochsToTrain) + " epochs to train instead of " + Numbers.count(epochsAsked)
                                + String.format(Locale.ROOT, " (%.0f%% saved).", 100.0 * saved / epochsAsked));
        slower().ifPresent(lines::add);
        unshared.forEach(reason -> lines.add("Epoch counts do not share trainings: " + reason + "."));
        if (innerFolds > 0) {
            lines.add("Nested: " + Numbers.count(epochsToTrain * innerFolds / (folds + innerFolds))
                    + " of these epochs are for the honest score: the choice is made again without each fold, on "
                    + Numbers.count(innerFolds / folds, "inner fold") + " of the other rows.");
        }
        return lines;
    }

    /** That the fast trainer is not the one, which whoever waits wants to know. */
    private Optional<String> slower() {
        return trainer.equals(Trainers.GENERAL) && !trainerReason.isEmpty()
                ? Optional.of("Trained by " + trainer + ", the slower trainer: " + trainerReason + ".")
                : Optional.empty();
    }

    private String places() {
        return innerFolds == 0
                ? Numbers.count(folds, "fold")
                : "(" + Numbers.count(folds, "fold") + " + " + Numbers.count(innerFolds, "inner fold") + ")";
    }

    /** {@code 40}, or {@code 20-300} where training decides. */
    private String epochs(Training training) {
        int most = training.readAt().get(training.readAt().size() - 1);
        long least = epochsAtLeast * most / epochsToTrain;
        return least < most ? least + "-" + most : String.valueOf(most);
    }

    private String sharing() {
        Set<List<Integer>> read = trainings.stream().map(Training::readAt).collect(Collectors.toSet());
        int sharers = configurations - trainings.size();
        if (sharers == 0) {
            return "";
        }
        return read.size() == 1 && trainings.get(0).readAt().size() > 1
                ? " epochs " + trainings.get(0).readAt() + " share one training each:"
                : " " + Numbers.count(sharers, "configuration") + " read a training that others need as well:";
    }

    /** Summary, table of trainings and what was assumed. */
    public List<String> lines(int tableWidth, int textWidth) {
        List<String> lines = new ArrayList<>(summary());
        lines.add("");
        lines.addAll(table().lines(tableWidth));
        if (trainings.size() > MOST_ROWS) {
            lines.add("(" + Numbers.count(trainings.size() - MOST_ROWS, "more training") + "; --json lists all)");
        }
        if (!assumed.isEmpty()) {
            lines.add("");
            lines.addAll(Paragraph.lines(
                    "assumed:",
                    assumed.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .toList(),
                    textWidth));
        }
        return lines;
    }

    private Table table() {
        Set<String> names = new LinkedHashSet<>();
        trainings.forEach(training -> names.addAll(training.parameters().keySet()));
        List<Column> columns =
                new ArrayList<>(List.of(Column.number("training"), Column.number("epochs"), Column.text("read at")));
        names.forEach(name -> columns.add(Column.number(name).orNone()));
        columns.add(Column.text("trials"));
        Table table = new Table(columns);
        trainings.stream().limit(MOST_ROWS).forEach(training -> table.row(cells(training, names)));
        return table;
    }

    private List<String> cells(Training training, Set<String> names) {
        List<String> cells = new ArrayList<>();
        cells.add(String.valueOf(training.number()));
        cells.add(epochs(training));
        cells.add(
                epochsAtLeast < epochsToTrain
                        ? "best"
                        : joined(training.readAt().stream().map(String::valueOf).toList()));
        for (String name : names) {
            Object value = training.parameters().get(name);
            cells.add(value == null ? "-" : Configuration.shown(value));
        }
        cells.add(joined(training.trials().stream().map(Numbers::trial).toList()));
        return cells;
    }

    /** Up to five, and how many more. */
    private static String joined(List<String> items) {
        int most = 5; // as many as fit beside the parameters
        return String.join(" ", items.subList(0, Math.min(most, items.size())))
                + (items.size() > most ? " +" + (items.size() - most) : "");
    }
}
