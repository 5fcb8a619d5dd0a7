package dev.plateau.cli.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.report.ByParameter;
import dev.plateau.cli.report.HonestWords;
import dev.plateau.cli.report.Leaderboard;
import dev.plateau.cli.report.Recommendation;
import dev.plateau.cli.text.Numbers;
import dev.plateau.compare.Honest;
import dev.plateau.epoch.Rule;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.experiment.Experiments;
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

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "That chooses: ${COMPLETION-CANDIDATES} (default: as the experiment says, else auto).")
    private Optional<Rule> rule = Optional.empty();

    @Option(
            names = "--by-parameter",
            description = "What decides the count: the best epoch of every training against each parameter.")
    private boolean byParameter;

    @Mixin
    private CurveArguments curves = new CurveArguments();

    @Parameters(
            paramLabel = "EXP",
            arity = "0..1",
            description = "Name of the experiment; without --curves there must be one.")
    private Optional<String> experimentName = Optional.empty();

    EpochsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        confidence.filter(c -> !(c > 0 && c < 1)).ifPresent(c -> {
            throw new Mistake("--confidence must be above 0 and below 1, found " + c);
        });
        if (curves.given() == experimentName.isPresent()) {
            throw new Mistake(
                    curves.given()
                            ? "name an experiment or files with --curves, not both"
                            : "name an experiment, or files with --curves");
        }
        if (byParameter && (curves.given() || trial.isPresent())) {
            throw new Mistake("--by-parameter compares the trainings of an experiment; it goes without "
                    + (curves.given() ? "--curves" : "--trial"));
        }
        if (curves.given()) {
            return curves.answer(context.terminal(), shared.json(), trial, asked(SelectEpochs.USUAL));
        }
        curves.checkAbsent();
        return advise(experimentName.orElseThrow());
    }

    private int advise(String name) {
        try (Store store = shared.read()) {
            ExperimentRow experiment = shared.experiment(store, name);
            if (byParameter) {
                ByParameter report = ByParameter.of(
                        store,
                        experiment,
                        asked(Experiments.selectEpochs(experiment.text())).confidence());
                shared.print(context.terminal(), report, () -> report.lines(context.terminal()));
                return ExitCode.GOOD;
            }
            TrialRow asked = shared.trial(store, experiment, trial.orElseGet(() -> best(store, experiment, name)));
            SelectEpochs select = asked(Experiments.selectEpochs(experiment.text()));
            Recommendation advised = Recommendation.of(store, experiment, asked, select)
                    .orElseThrow(() -> new Mistake(Numbers.trial(asked.number()) + " of " + name
                            + " has no finished fold with a finite " + experiment.metric() + " yet"));
            Told told = new Told(advised, Honest.of(store, experiment, select.rule()));
            shared.print(context.terminal(), told, () -> lines(told, Leaderboard.of(store, experiment)));
        }
        return ExitCode.GOOD;
    }

    /** The recommendation as JSON, and the honest score beside it. */
    private record Told(@JsonUnwrapped Recommendation advised, Optional<NestedScore> nested) {}

    /** The honest score is that of the best trial's choice, so it stands under that trial only. */
    private List<String> lines(Told told, Leaderboard leaderboard) {
        List<String> lines = new ArrayList<>(told.advised.linesWithRules(context.terminal()));
        if (told.nested.isPresent()
                && leaderboard
                        .best()
                        .filter(best -> best.trial() == told.advised.trial())
                        .isPresent()) {
            lines.add("");
            lines.addAll(HonestWords.lines(told.nested));
        }
        return lines;
    }

    private SelectEpochs asked(SelectEpochs usual) {
        return new SelectEpochs(rule.orElse(usual.rule()), confidence.orElse(usual.confidence()));
    }

    private static int best(Store store, ExperimentRow experiment, String name) {
        return Leaderboard.of(store, experiment)
                .best()
                .map(Leaderboard.Place::trial)
                .orElseThrow(() -> new Mistake("no trial of " + name + " is complete yet; --trial names one"));
    }
}
