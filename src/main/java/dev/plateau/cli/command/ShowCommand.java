package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.report.HonestWords;
import dev.plateau.cli.report.Leaderboard;
import dev.plateau.cli.report.Result;
import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Terminal;
import dev.plateau.compare.Honest;
import dev.plateau.experiment.Experiments;
import dev.plateau.nested.NestedScore;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plateau show EXP}. */
@Command(
        name = "show",
        header = "Show the trials of an experiment, its state and where it comes from.",
        sortOptions = false)
public final class ShowCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(names = "--top", paramLabel = "N", description = "Trials to show (default: ${DEFAULT-VALUE}).")
    private int top = Result.TOP;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            description = "score, trial, epochs, state or a parameter (default: ${DEFAULT-VALUE}).")
    private String sort = "score";

    @Parameters(paramLabel = "EXP", description = "Name of the experiment.")
    private String name = "";

    ShowCommand(Context context) {
        this.context = context;
    }

    /** What is shown, as JSON. */
    private record Shown(
            String experiment,
            String description,
            dev.plateau.store.State state,
            String created,
            String lastActivity,
            Map<dev.plateau.store.State, Integer> trials,
            Map<dev.plateau.store.State, Integer> runs,
            long epochs,
            Leaderboard leaderboard,
            Optional<NestedScore> nested,
            Map<String, String> provenance) {}

    @Override
    public Integer call() {
        if (top < 1) {
            throw new Mistake("--top must be at least 1, found " + top);
        }
        try (Store store = shared.read()) {
            ExperimentRow row = shared.experiment(store, name);
            Leaderboard leaderboard = Leaderboard.of(store, row).sortedBy(sort);
            Map<String, String> provenance = new TreeMap<>(store.provenance(row.id()));
            Shown shown = new Shown(
                    row.name(),
                    row.description(),
                    row.state(),
                    row.created().toString(),
                    row.lastActivity().toString(),
                    row.trials(),
                    row.runs(),
                    row.epochs(),
                    leaderboard.top(top),
                    Honest.of(store, row, Experiments.selectEpochs(row.text()).rule()),
                    provenance);
            shared.print(context.terminal(), shown, () -> lines(row, leaderboard, shown));
        }
        return ExitCode.GOOD;
    }

    private List<String> lines(ExperimentRow row, Leaderboard leaderboard, Shown shown) {
        Terminal terminal = context.terminal();
        List<String> lines = new ArrayList<>();
        lines.add(terminal.colored(Color.BOLD, row.name()) + "  "
                + row.state().name().toLowerCase(Locale.ROOT) + ", last written " + instant(row.lastActivity()));
        Optional.of(row.description()).filter(text -> !text.isBlank()).ifPresent(lines::add);
        lines.add("trials: " + Result.counts(row.trials()) + "; runs: " + Result.counts(row.runs()) + "; "
                + Numbers.count(row.epochs(), "epoch") + " stored");
        lines.add("");
        lines.addAll(leaderboard.lines(top, terminal.tableWidth()));
        lines.addAll(HonestWords.lines(shown.nested()));
        lines.add("");
        shown.provenance().forEach((key, value) -> lines.add(key + ": " + value));
        return lines;
    }

    private static String instant(Instant instant) {
        return Numbers.instant(instant);
    }
}
