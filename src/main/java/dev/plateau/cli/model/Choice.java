package dev.plateau.cli.model;

import dev.plateau.cli.command.Mistake;
import dev.plateau.cli.command.Shared;
import dev.plateau.cli.report.Leaderboard;
import dev.plateau.cli.report.Recommendation;
import dev.plateau.cli.text.Numbers;
import dev.plateau.curve.Curve;
import dev.plateau.curve.Estimate;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to train on all rows: a trial and a number of epochs, and what the folds say of it.
 *
 * @param stage the trial's training, whose settings are completed
 * @param advice for the trial; empty while no fold has ended with a finite value
 * @param score of the metric at {@code epochs} over the ended folds that got there and are finite; its count may be 0
 */
record Choice(
        ExperimentRow experiment,
        TrialRow trial,
        StageRow stage,
        int epochs,
        Optional<Recommendation> advice,
        Estimate score) {

    /** As many as a curve may have; see the table epoch. */
    private static final int MOST_EPOCHS = 1_000_000;

    /** What a user asked for; the rest is chosen from the folds. */
    record Wish(Optional<Integer> trial, Optional<Integer> epochs, SelectEpochs select) {}

    /** @throws Mistake if there is no such trial, or nothing to choose the epochs by */
    static Choice of(Shared shared, Store store, ExperimentRow experiment, Wish wish) {
        wish.epochs().filter(e -> e < 1 || e > MOST_EPOCHS).ifPresent(e -> {
            throw new Mistake("--epochs must be from 1 to 1,000,000, found " + e);
        });
        TrialRow trial = shared.trial(store, experiment, wish.trial().orElseGet(() -> best(store, experiment)));
        Optional<Recommendation> advice = Recommendation.of(store, experiment, trial, wish.select());
        int epochs = wish.epochs()
                .or(() -> advice.map(advised -> advised.count().epoch()))
                .orElseThrow(() -> new Mistake(Numbers.trial(trial.number()) + " of " + experiment.name()
                        + " has no finished fold with a finite " + experiment.metric()
                        + " to choose the epochs by; --epochs sets them"));
        StageRow stage = store.stages(experiment.id()).stream()
                .filter(row -> row.id() == trial.stageId())
                .findFirst()
                .orElseThrow();
        return new Choice(experiment, trial, stage, epochs, advice, score(store, experiment, trial, epochs));
    }

    private static int best(Store store, ExperimentRow experiment) {
        return Leaderboard.of(store, experiment)
                .best()
                .map(Leaderboard.Place::trial)
                .orElseThrow(
                        () -> new Mistake("no trial of " + experiment.name() + " is complete yet; --trial names one"));
    }

    private static Estimate score(Store store, ExperimentRow experiment, TrialRow trial, int epochs) {
        Set<Long> ended = store.runs(experiment.id()).stream()
                .filter(run -> run.stageId() == trial.stageId() && run.state().ended())
                .map(RunRow::id)
                .collect(Collectors.toSet());
        return Estimate.of(store.series(List.of(trial.stageId()), experiment.metric()).stream()
                .filter(series -> ended.contains(series.runId()))
                .map(SeriesRow::curve)
                .map((Curve curve) -> curve.at(epochs))
                .filter(Double::isFinite)
                .toList());
    }

    /** What speaks against it, a sentence each. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        String name = Numbers.trial(trial.number());
        if (advice.isEmpty()) {
            warnings.add(name + " has no finished fold with a finite " + experiment.metric()
                    + ", so nothing is known of what these epochs give");
            return warnings;
        }
        Recommendation advised = advice.get();
        if (epochs > advised.epochsTrained()) {
            warnings.add(Numbers.count(epochs, "epoch") + " are beyond the " + advised.epochsTrained()
                    + " that were cross-validated, so nothing is known of what the last "
                    + (epochs - advised.epochsTrained()) + " do");
        } else if (advised.count().stillImproving() && epochs == advised.count().epoch()) {
            warnings.add(experiment.metric() + " of " + name + " was still improving at its last epoch ("
                    + advised.count().lastEpoch()
                    + "), so more epochs may well give a better model: search with larger epochs");
        }
        return warnings;
    }

    /** The advice and the score, for the record. */
    Map<String, Object> evidence() {
        Map<String, Object> facts = new LinkedHashMap<>();
        advice.ifPresent(advised -> {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("epoch", advised.count().epoch());
            told.put("low", advised.count().low());
            told.put("high", advised.count().high());
            told.put("confidence", advised.count().confidence());
            told.put("rule", advised.count().rule());
            // Each fold scored at the epoch that the others choose; of the advised epoch, whatever was trained.
            told.put("estimate", advised.count().estimate());
            told.put("reason", advised.count().reason());
            facts.put("advice", told);
        });
        if (score.count() > 0) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("metric", experiment.metric());
            told.put("epoch", epochs);
            told.put("mean", score.mean());
            if (Double.isFinite(score.error())) {
                told.put("error", score.error());
            }
            told.put("folds", score.count());
            // The configuration and the epoch were chosen on these very folds.
            told.put("optimistic", true);
            facts.put("cross_validated", told);
        }
        return facts;
    }
}
