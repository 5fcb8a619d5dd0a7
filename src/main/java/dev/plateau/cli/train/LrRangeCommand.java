package dev.plateau.cli.train;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.command.Mistake;
import dev.plateau.cli.command.Shared;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.report.LearningRates;
import dev.plateau.cli.text.Terminal;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.experiment.Experiments.LogRange;
import dev.plateau.rates.Ramp;
import dev.plateau.run.RangeTests;
import dev.plateau.space.Choice;
import dev.plateau.space.Parameter;
import dev.plateau.space.Range;
import dev.plateau.work.ProcessExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plateau lr-range FILE}. */
@Command(
        name = "lr-range",
        header = "Find the learning rates that are worth searching.",
        description = {
            "Trains the network of the file for a few hundred steps whose learning rate grows from a tiny to a huge one, several times, and reads "
                    + "from the losses where the network begins to learn and where it breaks. Searched parameters are at their middle, "
                    + "values that are no numbers at the first; of the batch sizes the smallest, the middle and the largest are tested.",
            "Nothing is stored but what --write writes."
        },
        sortOptions = false)
public final class LrRangeCommand implements Callable<Integer> {

    private static final String RATE = "learning_rate";

    /** Points of a grid where the file does not tell: about two a decade on the usual range of two decades. */
    private static final int USUAL_COUNT = 4;

    private static final int MOST_REPEATS = 100;

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(names = "--min", paramLabel = "RATE", description = "The first learning rate (default: ${DEFAULT-VALUE}).")
    private double min = 1e-6;

    @Option(names = "--max", paramLabel = "RATE", description = "The last learning rate (default: ${DEFAULT-VALUE}).")
    private double max = 10;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps from the first to the last rate (default: ${DEFAULT-VALUE}).")
    private int steps = 300;

    @Option(
            names = "--repeats",
            paramLabel = "R",
            description = "Tests of each network, on the folds in turn (default: ${DEFAULT-VALUE}).")
    private int repeats = 3;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Test with this value of a searched parameter, for example batch_size=32.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--write", description = "Write the range into FILE; all else in it stays as it is.")
    private boolean write;

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes (default: as many as processors).")
    private Optional<Integer> workers = Optional.empty();

    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    private Path file = Path.of("");

    LrRangeCommand(Context context) {
        this.context = context;
    }

    /** The result with what a file needs of it. */
    record Output(LearningRates result, Optional<String> entry, boolean written) {}

    @Override
    public Integer call() throws InterruptedException {
        Experiment experiment = Experiments.read(file);
        if (experiment.script().isPresent()) {
            throw new Mistake(
                    "a learning-rate range test changes the rate at every step, which a script does not let us do: "
                            + experiment.name() + " cannot have one");
        }
        Ramp ramp = ramp();
        Map<String, Object> chosen = Chosen.of(experiment.space(), set, List.of(RATE, "epochs"));
        if (write) {
            Rewriting.check(file);
        }
        RangeTests tests = RangeTests.prepare(experiment, new RangeTests.Options(ramp, repeats, chosen));
        LearningRates result = LearningRates.of(experiment.name(), repeats, ramp, tested(experiment, tests));
        Optional<LogRange> entry = result.range().map(r -> new LogRange(RATE, r.min(), r.max(), count(experiment)));
        Optional<Mistake> unwritten = write ? written(experiment, entry) : Optional.empty();
        boolean written = write && unwritten.isEmpty();
        Output output = new Output(result, entry.map(LogRange::entry), written);
        shared.print(context.terminal(), output, () -> lines(output, experiment));
        if (unwritten.isPresent()) {
            throw unwritten.get();
        }
        return ExitCode.GOOD;
    }

    private Ramp ramp() {
        if (repeats < 1 || repeats > MOST_REPEATS) {
            throw new Mistake("--repeats must be from 1 to " + MOST_REPEATS + ", found " + repeats);
        }
        try {
            return new Ramp(min, max, steps);
        } catch (IllegalArgumentException e) {
            throw new Mistake("--" + e.getMessage());
        }
    }

    private List<RangeTests.Tested> tested(Experiment experiment, RangeTests tests) throws InterruptedException {
        int slots = Math.min(tests.count(), Training.workers(workers).orElse(ProcessExecutor.slotsOfThisMachine()));
        Terminal terminal = context.terminal();
        Duration timeout = Duration.ofMillis(experiment.limits().timeoutMillis());
        try (ProcessExecutor executor = new ProcessExecutor(tests.trainer(), slots, shared.logs(), timeout)) {
            return tests.run(executor, ended -> terminal.note("test " + ended + " of " + tests.count() + " has ended"));
        }
    }

    /** Points that a grid takes; 0 where the search is none. */
    private static int count(Experiment experiment) {
        if (experiment.method() != Experiment.Method.GRID) {
            return 0;
        }
        Optional<Parameter> rate = experiment.space().parameter(RATE);
        if (rate.isPresent() && rate.get() instanceof Range range) {
            return range.count().orElse(USUAL_COUNT);
        }
        return rate.isPresent()
                        && rate.get() instanceof Choice choice
                        && choice.values().size() > 1
                ? choice.values().size()
                : USUAL_COUNT;
    }

    /** Writes the entry; a mistake if there is none or the file does not let it in. The result is shown all the same. */
    private Optional<Mistake> written(Experiment experiment, Optional<LogRange> entry) {
        if (entry.isEmpty()) {
            return Optional.of(new Mistake(file + " was not written, as there is no range to write"));
        }
        try {
            Rewriting.write(
                    file, Experiments.fileText(experiment), Experiments.withParameter(experiment, file, entry.get()));
            return Optional.empty();
        } catch (Mistake e) {
            return Optional.of(e);
        } catch (dev.plateau.experiment.ExperimentException e) {
            return Optional.of(new Mistake(String.valueOf(e.getMessage())));
        }
    }

    private List<String> lines(Output output, Experiment experiment) {
        List<String> lines = new ArrayList<>(output.result().lines(context.terminal()));
        output.entry().ifPresent(entry -> {
            lines.add("");
            lines.add(
                    output.written()
                            ? "written to " + file + was(experiment) + ":"
                            : "for parameters in " + file + ":");
            lines.add("  " + entry);
        });
        return lines;
    }

    private static String was(Experiment experiment) {
        Optional<Parameter> was = experiment.space().parameter(RATE);
        if (was.isEmpty()) {
            return ", which had no learning_rate before";
        }
        return was.get() instanceof Choice choice && choice.values().size() == 1
                ? ", where it was fixed at "
                        + dev.plateau.space.Configuration.exact(choice.values().get(0))
                : "";
    }
}
