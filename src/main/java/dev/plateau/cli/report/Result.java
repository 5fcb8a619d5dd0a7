package dev.plateau.cli.report;

import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Terminal;
import dev.plateau.compare.Honest;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.nested.NestedScore;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a search came to.
 *
 * @param trials number of trials by state, runs likewise
 * @param epochs stored epochs of all runs
 * @param spared what runs left untrained that ended early; empty if none did
 * @param recommendation for the best trial
 * @param nested the honest score; empty for a search that is not nested, whose best score is optimistic
 */
public record Result(
        String experiment,
        State state,
        Map<State, Integer> trials,
        Map<State, Integer> runs,
        long epochs,
        Leaderboard leaderboard,
        Optional<Spared> spared,
        Optional<Recommendation> recommendation,
        Optional<NestedScore> nested) {

    /** Trials in the table unless somebody asks for more. */
    public static final int TOP = 10;

    public static Result of(Store store, ExperimentRow experiment, SelectEpochs select) {
        Leaderboard leaderboard = Leaderboard.of(store, experiment);
        Optional<TrialRow> best = leaderboard
                .best()
                .flatMap(place -> store.trials(experiment.id()).stream()
                        .filter(trial -> trial.number() == place.trial())
                        .findFirst());
        return new Result(
                experiment.name(),
                experiment.state(),
                experiment.trials(),
                experiment.runs(),
                experiment.epochs(),
                leaderboard,
                Spared.of(store, experiment),
                best.flatMap(trial -> Recommendation.of(store, experiment, trial, select)),
                Honest.of(store, experiment, select.rule()));
    }

    /** Leaderboard, epoch count and curve. */
    public List<String> lines(Terminal terminal, int top) {
        List<String> lines = new ArrayList<>(leaderboard.lines(top, terminal.tableWidth()));
        lines.set(0, terminal.colored(Color.BOLD, lines.get(0)));
        spared.ifPresent(epochs -> lines.add(epochs.line()));
        recommendation.ifPresent(advised -> {
            lines.add("");
            lines.addAll(advised.lines(terminal));
        });
        if (nested.isPresent()) {
            lines.add("");
            lines.addAll(HonestWords.lines(nested));
        }
        return lines;
    }

    /** {@code 46 completed, 2 failed}. */
    public static String counts(Map<State, Integer> byState) {
        return byState.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Numbers.count(entry.getValue()) + " "
                        + entry.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
