package dev.plateau.server.epochs;

import dev.plateau.epoch.Rule;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.server.http.Typed;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers how many epochs. Thread-safe. */
public final class EpochAnswers {

    private final Advised advised;

    public EpochAnswers(Advised advised) {
        this.advised = advised;
    }

    /** For the {@code trial} that is asked for, the best if it is left out, by a {@code rule}, the experiment's own if it is left out. */
    public EpochAnswer read(Request request) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        SelectEpochs usual = advised.usual(experiment);
        String label = request.text("rule");
        SelectEpochs select = label.isEmpty() ? usual : new SelectEpochs(rule(label), usual.confidence());
        String number = request.text("trial");
        Optional<TrialRow> trial =
                number.isEmpty() ? best(store, experiment) : Optional.of(request.trial(experiment, number));
        return trial.map(row -> answer(store, experiment, row, select)).orElseGet(() -> none(experiment));
    }

    private EpochAnswer answer(Store store, ExperimentRow experiment, TrialRow trial, SelectEpochs select) {
        Optional<Advised.One> one = advised.on(store, experiment, trial, select);
        List<RunRow> runs = store.runsOf(trial.stageId());
        return new EpochAnswer(
                trial.number(),
                experiment.metric(),
                experiment.goal(),
                one.map(Advised.One::folds).orElse(0),
                runs.size(),
                trial.epochs(),
                one.isPresent() ? "" : Advised.missing(experiment, trial, runs),
                Typed.command(store, "refit " + Typed.word(experiment.name()) + " --trial " + trial.number()),
                one.map(Advised.One::count).orElse(null),
                one.map(Advised.One::cost).orElse(null),
                isBest(experiment, trial)
                        ? advised.nested(store, experiment, select.rule())
                                .map(NestedAnswer::of)
                                .orElse(null)
                        : null);
    }

    private static EpochAnswer none(ExperimentRow experiment) {
        String missing =
                "No trial of " + experiment.name() + " is complete yet; the best one is advised on as soon as one is";
        return new EpochAnswer(null, experiment.metric(), experiment.goal(), 0, 0, null, missing, "", null, null, null);
    }

    private static boolean isBest(ExperimentRow experiment, TrialRow trial) {
        return trial.state() == State.COMPLETED
                && trial.score().isPresent()
                && trial.score().equals(experiment.bestScore());
    }

    private static Optional<TrialRow> best(Store store, ExperimentRow experiment) {
        return store.trials(experiment.id()).stream()
                .filter(trial -> isBest(experiment, trial))
                .findFirst();
    }

    private static Rule rule(String label) {
        return Rule.labelled(label)
                .orElseThrow(() -> new Problem(
                        HttpStatus.BAD_REQUEST,
                        "rule must be one of "
                                + Arrays.stream(Rule.values()).map(Rule::label).collect(Collectors.joining(", "))
                                + ", got " + label));
    }
}
