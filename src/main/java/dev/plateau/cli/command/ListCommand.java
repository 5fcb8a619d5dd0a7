package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.report.Result;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Table;
import dev.plateau.cli.text.Table.Column;
import dev.plateau.compare.Optimism;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plateau ls}. */
@Command(name = "ls", header = "List the experiments of the database, the latest first.", sortOptions = false)
public final class ListCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    ListCommand(Context context) {
        this.context = context;
    }

    private record Listed(
            String experiment,
            State state,
            String metric,
            OptionalDouble bestScore,
            Map<State, Integer> trials,
            long epochs,
            String lastActivity) {

        static Listed of(ExperimentRow row) {
            return new Listed(
                    row.name(),
                    row.state(),
                    row.metric(),
                    row.bestScore(),
                    row.trials(),
                    row.epochs(),
                    row.lastActivity().toString());
        }
    }

    @Override
    public Integer call() {
        try (Store store = shared.read()) {
            List<ExperimentRow> rows = store.experiments();
            shared.print(
                    context.terminal(),
                    rows.stream().map(Listed::of).toList(),
                    () -> rows.isEmpty()
                            ? List.of("no experiments yet: " + shared.next("run experiments/digits.yaml") + " adds one")
                            : lines(rows, context.terminal().tableWidth()));
        }
        return ExitCode.GOOD;
    }

    private static List<String> lines(List<ExperimentRow> rows, int width) {
        List<String> lines = new ArrayList<>(table(rows).lines(width));
        boolean chosen = rows.stream()
                .anyMatch(row -> Optimism.of(row.trials().getOrDefault(State.COMPLETED, 0))
                        .isPresent());
        if (chosen) {
            lines.add("(the best of several is " + Optimism.LABEL + ")");
        }
        return lines;
    }

    private static Table table(List<ExperimentRow> rows) {
        Table table = new Table(List.of(
                Column.text("experiment"),
                Column.text("state"),
                Column.text("best"),
                Column.text("trials"),
                Column.number("epochs").orNone(),
                Column.text("last written").orNone()));
        rows.forEach(row -> table.row(List.of(
                row.name(),
                row.state().name().toLowerCase(Locale.ROOT),
                row.bestScore().isPresent()
                        ? row.metric() + " " + Numbers.number(row.bestScore().getAsDouble())
                        : "-",
                Result.counts(row.trials()),
                Numbers.count(row.epochs()),
                Numbers.instant(row.lastActivity()))));
        return table;
    }
}
