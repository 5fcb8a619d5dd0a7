package dev.plateau.run;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Extension;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Settlement;
import dev.plateau.store.Settlement.FoldValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The rungs of a search with {@code epochs: auto}: the folds of a stage train to a rung and wait there, and the last one to arrive
 * decides for all. Thread-safe.
 *
 * <p>A rung is not stored. It is the first one that no run of the stage has passed: a run passes one only when it was decided so. And
 * what is decided there follows from the stored curves, so a search that was killed at any moment decides the same.
 */
final class Rungs {

    private static final String FOLD_MISSING = "another fold did not get there, so the trial cannot be scored";

    private final Engine engine;
    private final Extension extension;

    /** By stage: where its folds train to, and those that are not there yet. */
    private final Map<Long, Leg> legs = new HashMap<>();

    private final Map<Long, List<Long>> runsOfStage = new ConcurrentHashMap<>();

    /** By stage: the mean of its folds at the last rung, the larger the better. */
    private final Map<Long, Double> promises = new ConcurrentHashMap<>();

    private record Leg(int rung, Set<Long> under) {}

    Rungs(Engine engine, Extension extension) {
        this.engine = engine;
        this.extension = extension;
    }

    /** Takes up a stage as it is stored; returns the runs to train now. */
    List<RunRow> resume(StageRow stage, List<RunRow> runs) {
        if (runs.stream().allMatch(run -> run.state().ended())) {
            return List.of();
        }
        runsOfStage.put(stage.id(), runs.stream().map(RunRow::id).toList());
        int rung = extension.rung(runs.stream().mapToInt(RunRow::epochs).max().orElse(0));
        List<RunRow> under = runs.stream()
                .filter(run -> !run.state().ended() && run.epochs() < rung)
                .toList();
        if (under.isEmpty()) {
            return decide(stage, runs, rung);
        }
        leg(stage.id(), rung, under);
        return under;
    }

    private synchronized void leg(long stageId, int rung, List<RunRow> runs) {
        legs.put(stageId, new Leg(rung, runs.stream().map(RunRow::id).collect(Collectors.toCollection(HashSet::new))));
    }

    /** The epoch up to which a run trains now. */
    synchronized int of(RunRow run) {
        return Objects.requireNonNull(legs.get(run.stageId()), "a leg of the run's stage")
                .rung();
    }

    /** A run has reached its rung or has ended before; returns the runs that may go on because of it. */
    List<RunRow> arrived(RunRow run) {
        int rung = of(run);
        return last(run) ? decide(engine.stage(run), runs(run.stageId()), rung) : List.of();
    }

    private List<RunRow> runs(long stageId) {
        return runsOfStage.getOrDefault(stageId, List.of()).stream()
                .map(id -> engine.store().run(id).orElseThrow())
                .toList();
    }

    private synchronized boolean last(RunRow run) {
        Set<Long> under = Objects.requireNonNull(legs.get(run.stageId())).under();
        return under.remove(run.id()) && under.isEmpty();
    }

    private List<RunRow> decide(StageRow stage, List<RunRow> runs, int rung) {
        runs.stream().filter(run -> run.state().ended()).forEach(engine::endedBesides);
        List<RunRow> open = runs.stream().filter(run -> !run.state().ended()).toList();
        if (open.isEmpty()) {
            return List.of();
        }
        String stopped = "stopped after epoch " + rung + " of at most " + stage.epochs() + ": ";
        if (open.size() < runs.size()) {
            settle(stage, open, new Settlement(stage.id(), rung, stopped + FOLD_MISSING, List.of()));
            return List.of();
        }
        List<SeriesRow> series = engine.store()
                .series(
                        List.of(stage.id()),
                        engine.prepared().experiment().metric().name());
        Extension.Decision decision = extension.decide(
                FoldCurves.of(
                        engine.prepared().experiment().metric().goal(),
                        series.stream().map(SeriesRow::curve).toList()),
                rung);
        if (decision.more()) {
            leg(stage.id(), decision.epochs(), open);
            promises.put(stage.id(), promise(series, rung));
            engine.tell(new Event.StageExtended(stage.number(), rung, decision.epochs(), decision.reason()));
            return open;
        }
        Map<Long, Curve> curves = series.stream().collect(Collectors.toMap(SeriesRow::runId, SeriesRow::curve));
        List<FoldValue> values = open.stream()
                .map(run -> new FoldValue(run.id(), value(curves, run, decision.epochs())))
                .toList();
        settle(stage, open, new Settlement(stage.id(), decision.epochs(), stopped + decision.reason(), values));
        return List.of();
    }

    private double promise(List<SeriesRow> series, int rung) {
        double mean = series.stream()
                .mapToDouble(one -> one.curve().at(rung))
                .average()
                .orElse(Double.NaN);
        return engine.prepared().experiment().metric().goal() == Goal.MINIMIZE ? -mean : mean;
    }

    /** How much a run that goes on promises: those of the best stages should come first. NaN if it has no value. */
    double promise(RunRow run) {
        return promises.getOrDefault(run.stageId(), Double.NaN);
    }

    private static double value(Map<Long, Curve> curves, RunRow run, int epoch) {
        Curve curve = curves.get(run.id());
        return curve == null ? Double.NaN : curve.at(epoch);
    }

    private void settle(StageRow stage, List<RunRow> open, Settlement settlement) {
        engine.store().settle(settlement);
        engine.tell(new Event.StageSettled(stage.number(), settlement.epoch(), settlement.message()));
        open.forEach(run -> engine.settled(run, settlement));
    }
}
