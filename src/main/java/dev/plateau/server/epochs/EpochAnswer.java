package dev.plateau.server.epochs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plateau.compare.TrialFolds;
import dev.plateau.curve.FoldCurves;
import dev.plateau.epoch.EpochCount;
import dev.plateau.epoch.Findings;
import dev.plateau.epoch.Rule;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.experiment.Experiments;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The recommended epoch count of a trial with all its evidence: what {@code plateau epochs --json} prints, but for the curves.
 *
 * @param folds how many have ended and count
 */
public record EpochAnswer(
        int trial, String metric, int folds, @JsonUnwrapped EpochCount count) {

    /** For the {@code trial} that is asked for, the best if it is left out, by a {@code rule}, the experiment's own if it is left out. */
    public static EpochAnswer read(Request request) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        String label = request.text("rule");
        TrialRow trial = trial(store, experiment, request.text("trial"));
        SelectEpochs select = Experiments.selectEpochs(experiment.text());
        Rule rule = label.isEmpty() ? select.rule() : rule(label);
        FoldCurves curves = TrialFolds.of(store, experiment, trial)
                .orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND,
                        "Trial " + trial.number() + " of " + experiment.name() + " has no finished fold with a finite "
                                + experiment.metric() + " yet"));
        return new EpochAnswer(
                trial.number(),
                experiment.metric(),
                curves.validation().size(),
                EpochCount.of(Findings.of(curves, rule, select.confidence()), experiment.metric()));
    }

    private static TrialRow trial(Store store, ExperimentRow experiment, String number) {
        Optional<TrialRow> found = number.isEmpty()
                ? store.trials(experiment.id()).stream()
                        .filter(trial -> trial.state() == State.COMPLETED
                                && trial.score().isPresent())
                        .reduce((one, other) -> experiment
                                        .goal()
                                        .better(
                                                other.score().getAsDouble(),
                                                one.score().getAsDouble())
                                ? other
                                : one)
                : store.trials(experiment.id()).stream()
                        .filter(trial -> String.valueOf(trial.number()).equals(number))
                        .findFirst();
        return found.orElseThrow(() -> new Problem(
                HttpStatus.NOT_FOUND,
                number.isEmpty()
                        ? "No trial of " + experiment.name() + " is complete yet"
                        : "There is no trial " + number + " in " + experiment.name()));
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
