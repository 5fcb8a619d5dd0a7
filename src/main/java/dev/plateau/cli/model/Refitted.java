package dev.plateau.cli.model;

import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Terminal;
import dev.plateau.curve.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The model that was made.
 *
 * @param model its file
 * @param metric that the search optimised
 * @param crossValidated its value over the folds at this epoch; optimistic, because the epoch was chosen on them
 * @param training what the last epoch measured on the rows that it trained on
 * @param next the command that uses it
 */
record Refitted(
        String model,
        String experiment,
        int trial,
        int epochs,
        long seed,
        int rows,
        long bytes,
        String sha256,
        String metric,
        Estimate crossValidated,
        Map<String, Double> training,
        List<String> notes,
        String next) {

    List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.colored(Color.BOLD, model) + " " + "(" + Numbers.count(bytes, "byte") + ")");
        lines.add(Numbers.trial(trial) + " of " + experiment + ", trained for " + Numbers.count(epochs, "epoch")
                + " on all " + Numbers.count(rows, "row") + " with seed " + seed);
        if (crossValidated.count() > 0) {
            lines.add("cross-validated " + metric + " at this epoch: " + Numbers.estimate(crossValidated)
                    + " (optimistic: trial and epoch were chosen on these folds)");
        }
        lines.add("on its own training rows: "
                + training.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + Numbers.number(entry.getValue()))
                        .collect(Collectors.joining(", ")));
        lines.add("");
        lines.add("next:");
        lines.add("  " + next);
        return lines;
    }
}
