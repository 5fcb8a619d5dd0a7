package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.report.ComparisonReport;
import dev.plateau.cli.text.Numbers;
import dev.plateau.compare.At;
import dev.plateau.compare.Comparison;
import dev.plateau.compare.Comparison.Entry;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plateau compare EXP T1 T2 ...}, or {@code EXP/T} to name trials of several experiments. */
@Command(
        name = "compare",
        header = "Compare trials on the same folds: differences, intervals, tests.",
        sortOptions = false)
public final class CompareCommand implements Callable<Integer> {

    private static final String NUMBER = "[tT]?\\d{1,9}";

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(
            names = "--baseline",
            paramLabel = "T",
            description = "The trial that the others are compared with (default: the first).")
    private Optional<String> baseline = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "EPOCH",
            description = "last (the trial's own epochs), best (of each mean over folds) or a number (default: "
                    + "${DEFAULT-VALUE}).")
    private String at = "last";

    @Parameters(
            paramLabel = "EXP T",
            arity = "1..*",
            description = "An experiment and its trials (digits 3 7), or trials as EXP/T (digits/3 wide/7).")
    private List<String> names = new ArrayList<>();

    CompareCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        At epoch = epoch();
        try (Store store = shared.read()) {
            List<Entry> entries = entries(store);
            Comparison comparison = Comparison.of(store, entries, epoch);
            shared.print(
                    context.terminal(), comparison, () -> new ComparisonReport(comparison).lines(context.terminal()));
        }
        return ExitCode.GOOD;
    }

    private At epoch() {
        if (at.equals("last")) {
            return new At.Last();
        }
        if (at.equals("best")) {
            return new At.Best();
        }
        if (!at.matches("0*[1-9]\\d{0,8}")) {
            throw new Mistake("--at must be last, best or an epoch from 1 on, found " + at);
        }
        return new At.Epoch(Integer.parseInt(at));
    }

    /** The trials asked for, the baseline first. */
    private List<Entry> entries(Store store) {
        List<Entry> entries = new ArrayList<>();
        Optional<ExperimentRow> current = Optional.empty();
        for (String name : names) {
            if (name.matches(NUMBER) && current.isPresent()) {
                add(entries, entry(store, current.get(), name));
            } else if (name.contains("/") && store.experiment(name).isEmpty()) {
                add(entries, entry(store, name));
            } else {
                current = Optional.of(shared.experiment(store, name));
            }
        }
        if (baseline.isPresent()) {
            String name = baseline.get();
            Entry first =
                    name.contains("/") || current.isEmpty() ? entry(store, name) : entry(store, current.get(), name);
            entries.removeIf(entry -> entry.trial().id() == first.trial().id());
            entries.add(0, first);
        }
        if (entries.size() < 2) {
            throw new Mistake("compare wants at least two trials, found " + entries.size()
                    + current.map(experiment -> "; " + experiment.name() + " has the trials 1 to "
                                    + store.trials(experiment.id()).size())
                            .orElse(""));
        }
        return entries;
    }

    private static void add(List<Entry> entries, Entry entry) {
        if (entries.stream()
                .anyMatch(known -> known.trial().id() == entry.trial().id())) {
            throw new Mistake(Numbers.trial(entry.trial().number()) + " of "
                    + entry.experiment().name() + " is named twice");
        }
        entries.add(entry);
    }

    private Entry entry(Store store, String name) {
        int slash = name.lastIndexOf('/');
        return entry(store, shared.experiment(store, name.substring(0, Math.max(0, slash))), name.substring(slash + 1));
    }

    private Entry entry(Store store, ExperimentRow experiment, String trial) {
        if (!trial.matches(NUMBER)) {
            throw new Mistake("a trial is a number such as 7 or t07, found " + trial);
        }
        int number = Integer.parseInt(trial.replaceFirst("[tT]", ""));
        return new Entry(experiment, shared.trial(store, experiment, number));
    }
}
