package dev.plateau.cli.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.report.Honest;
import dev.plateau.cli.report.HonestWords;
import dev.plateau.cli.report.Leaderboard;
import dev.plateau.cli.report.Recommendation;
import dev.plateau.cli.text.Numbers;
import dev.plateau.nested.NestedScore;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plateau epochs EXP}. */
@Command(name = "epochs", header = "Recommend how many epochs to train, with an interval.", sortOptions = false)
public final class EpochsCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(names = "--trial", paramLabel = "N", description = "The trial (default: the best one).")
    private Optional<Integer> trial = Optional.empty();

    @Option(
            names = "--confidence",
            paramLabel = "C",
            description = "Of the interval, above 0 and below 1 (default: as the experiment says, else 0.95).")
    private Optional<Double> confidence = Optional.empty();

    @Parameters(paramLabel = "EXP", description = "Name of the experiment.")
    private String name = "";

    EpochsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        confidence.filter(c -> !(c > 0 && c < 1)).ifPresent(c -> {
            throw new Mistake("--confidence must be above 0 and below 1, found " + c);
        });
        try (Store store = shared.read()) {
            ExperimentRow experiment = shared.experiment(store, name);
            TrialRow asked = shared.trial(store, experiment, trial.orElseGet(() -> best(store, experiment)));
            double level =
                    confidence.orElseGet(() -> Stored.of(store, experiment).confidence());
            Recommendation advised = Recommendation.of(store, experiment, asked, level)
                    .orElseThrow(() -> new Mistake(Numbers.trial(asked.number()) + " of " + name
                            + " has no finished fold with a finite " + experiment.metric() + " yet"));
            Told told = new Told(advised, Honest.of(store, experiment));
            shared.print(context.terminal(), told, () -> lines(told, Leaderboard.of(store, experiment)));
        }
        return ExitCode.GOOD;
    }

    /** The recommendation as JSON, and the honest score beside it. */
    private record Told(@JsonUnwrapped Recommendation advised, Optional<NestedScore> nested) {}

    /** The honest score is that of the best trial's choice, so it stands under that trial only. */
    private List<String> lines(Told told, Leaderboard leaderboard) {
        List<String> lines = new ArrayList<>(told.advised.lines(context.terminal()));
        if (leaderboard
                .best()
                .filter(best -> best.trial() == told.advised.trial())
                .isPresent()) {
            lines.add("");
            lines.addAll(HonestWords.lines(told.nested));
        }
        return lines;
    }

    private int best(Store store, ExperimentRow experiment) {
        return Leaderboard.of(store, experiment)
                .best()
                .map(Leaderboard.Place::trial)
                .orElseThrow(() -> new Mistake("no trial of " + name + " is complete yet; --trial names one"));
    }
}
