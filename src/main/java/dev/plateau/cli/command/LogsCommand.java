package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import dev.plateau.work.RunLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plateau logs RUN}. */
@Command(name = "logs", header = "Print the log of a run, all its attempts.", sortOptions = false)
public final class LogsCommand implements Callable<Integer> {

    /** Name, trial, fold and perhaps repeat, these from 1: {@code digits:t07:2}. */
    private static final Pattern PLACE =
            Pattern.compile("([A-Za-z0-9._-]{1,100}):t?(\\d{1,9}):(\\d{1,9})(?::(\\d{1,9}))?");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Parameters(
            paramLabel = "RUN",
            description = "EXP:TRIAL:FOLD, with :REPEAT if there are several, or the number of a run.")
    private String wanted = "";

    LogsCommand(Context context) {
        this.context = context;
    }

    private record Log(long run, String state, int attempts, String file, List<String> lines) {}

    @Override
    public Integer call() throws IOException {
        RunRow run;
        try (Store store = shared.read()) {
            run = run(store);
        }
        Path file = RunLog.file(shared.logs(), run.id());
        if (!Files.isRegularFile(file)) {
            throw new Mistake("run " + run.id() + " has no log: "
                    + (run.attempt() == 0 ? "it has not begun" : file + " does not exist"));
        }
        if (shared.json()) {
            List<String> lines = Files.readAllLines(file);
            Log log = new Log(run.id(), run.state().name(), run.attempt(), file.toString(), lines);
            shared.print(context.terminal(), log, List::of);
        } else {
            print(file);
        }
        return ExitCode.GOOD;
    }

    /** Line by line, for a log may be long; control characters stay away from the terminal. */
    private void print(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                context.terminal().result(line.replaceAll("[\\p{Cntrl}&&[^\t]]", "?"));
            }
        }
    }

    private RunRow run(Store store) {
        Matcher place = PLACE.matcher(wanted);
        if (NUMBER.matcher(wanted).matches()) {
            return store.run(Long.parseLong(wanted))
                    .orElseThrow(() -> new Mistake(shared.database() + " has no run " + wanted));
        }
        if (!place.matches()) {
            throw new Mistake("RUN must be EXP:TRIAL:FOLD such as digits:7:1, or the number of a run, found " + wanted);
        }
        ExperimentRow experiment = shared.experiment(store, place.group(1));
        TrialRow trial = shared.trial(store, experiment, Integer.parseInt(place.group(2)));
        int fold = Integer.parseInt(place.group(3));
        int repeat = place.group(4) == null ? 1 : Integer.parseInt(place.group(4));
        return store.runs(experiment.id()).stream()
                .filter(run -> run.stageId() == trial.stageId() && run.fold() == fold - 1 && run.repeat() == repeat - 1)
                .findFirst()
                .orElseThrow(() -> new Mistake(experiment.name() + " has no fold " + fold
                        + (place.group(4) == null ? "" : " in repeat " + repeat) + "; folds and repeats count from 1"));
    }
}
