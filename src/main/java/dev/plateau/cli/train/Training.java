package dev.plateau.cli.train;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.command.Mistake;
import dev.plateau.cli.command.Shared;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.live.Session;
import dev.plateau.cli.report.Leaderboard;
import dev.plateau.cli.report.Result;
import dev.plateau.cli.text.Terminal;
import dev.plateau.experiment.Experiment;
import dev.plateau.run.Prepared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options of commands that train a search, and the training. */
final class Training {

    private static final int MOST_WORKERS = 256; // processes; each has a heap of 256 MB at least

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes (default: as many as processors).")
    private Optional<Integer> workers = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "First port to try for the dashboard (default: ${DEFAULT-VALUE}).")
    private int port = Shared.USUAL_PORT;

    @Option(names = "--no-dashboard", description = "Start no dashboard.")
    private boolean noDashboard;

    @Option(names = "--yes", description = "Run also a search of more than a million configurations.")
    private boolean yes;

    int run(Context context, Shared shared, Experiment experiment, Path file) throws InterruptedException {
        Terminal terminal = context.terminal();
        Session.Options options = new Session.Options(
                shared.database(),
                shared.files(),
                workers(workers),
                noDashboard ? OptionalInt.empty() : OptionalInt.of(Shared.port(port)),
                yes ? Prepared.Size.ANY : Prepared.Size.MODEST,
                context.command());
        Result result = new Session(terminal, options).run(experiment, file);
        if (!result.state().ended()) {
            terminal.note("paused; the same command goes on from here");
        }
        if (shared.json() || result.state().ended()) {
            shared.print(
                    terminal,
                    result,
                    () -> lines(terminal, shared, result, experiment.script().isPresent()));
        }
        return ExitCode.of(result);
    }

    /** @throws Mistake unless the number is one of processes that a machine can hold */
    static OptionalInt workers(Optional<Integer> wanted) {
        wanted.filter(n -> n < 1 || n > MOST_WORKERS).ifPresent(n -> {
            throw new Mistake("--workers must be from 1 to " + MOST_WORKERS + ", found " + n);
        });
        return wanted.isPresent() ? OptionalInt.of(wanted.get()) : OptionalInt.empty();
    }

    private static List<String> lines(Terminal terminal, Shared shared, Result result, boolean script) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(result.lines(terminal, Result.TOP));
        lines.add("");
        lines.add("next:");
        String name = result.experiment();
        Optional<Integer> best = result.leaderboard().best().map(Leaderboard.Place::trial);
        best.ifPresent(trial -> lines.add("  " + shared.next("epochs " + name + " --trial " + trial)));
        best.filter(trial -> !script)
                .ifPresent(trial -> lines.add("  " + shared.next("refit " + name + " --trial " + trial)));
        lines.add("  "
                + shared.next("show " + name + " --top "
                        + result.leaderboard().trials().size()));
        lines.add("  " + shared.next("export " + name + " --out " + name + "-epochs.csv"));
        lines.add("  " + shared.next("serve"));
        return lines;
    }
}
