package dev.plateau.server.timeline;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.AttemptRow;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every time that a run of an experiment trained, by columns, in order of start. Instants are milliseconds since 1970 (UTC).
 *
 * @param leftOut earlier attempts that are not in the columns because there are too many
 * @param unrecorded runs that trained before attempts were stored, by an older Plateau
 * @param stage number of the stage, from 0
 * @param inner whether the fold is an inner one, of nested cross-validation
 * @param attempt from 1; above 1 the run was tried before
 * @param ended null while it trains
 * @param firstEpoch that it was to train
 * @param epochs last stored epoch at its end, or now
 * @param message why the run ended as it did, empty if there is nothing to say or a later attempt followed
 * @param trials numbers of the trials of each stage
 */
public record Timeline(
        int leftOut,
        int unrecorded,
        List<Long> run,
        List<Integer> stage,
        List<Integer> repeat,
        List<Integer> fold,
        List<Boolean> inner,
        List<Integer> attempt,
        List<String> worker,
        List<Long> started,
        List<@Nullable Long> ended,
        List<Integer> firstEpoch,
        List<Integer> epochs,
        List<State> state,
        List<String> message,
        Map<Integer, List<Integer>> trials) {

    static final int MOST = 20_000;

    /** Of the experiment that is asked for. */
    public static Timeline read(Request request) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        Map<Long, Integer> stages =
                store.stages(experiment.id()).stream().collect(Collectors.toMap(StageRow::id, StageRow::number));
        List<RunRow> inner = store.innerRuns(experiment.id());
        List<RunRow> runs = Stream.concat(store.runs(experiment.id()).stream(), inner.stream())
                .toList();
        List<AttemptRow> all = new ArrayList<>(store.attempts(experiment.id()));
        all.sort(Comparator.comparing(AttemptRow::started)
                .thenComparingLong(AttemptRow::runId)
                .thenComparingInt(AttemptRow::attempt));
        int leftOut = Math.max(0, all.size() - MOST);
        Set<Long> recorded = all.stream().map(AttemptRow::runId).collect(Collectors.toCollection(HashSet::new));
        int unrecorded = (int) runs.stream()
                .filter(run -> run.attempt() > 0 && !recorded.contains(run.id()))
                .count();
        Set<Long> innerIds = inner.stream().map(RunRow::id).collect(Collectors.toSet());
        Map<Long, RunRow> byId = runs.stream().collect(Collectors.toMap(RunRow::id, Function.identity()));
        List<Bar> bars = all.stream()
                .skip(leftOut)
                // A run that was added between the two reads comes with the next answer.
                .filter(attempt -> byId.containsKey(attempt.runId()))
                .map(attempt -> bar(attempt, byId, stages, innerIds))
                .toList();
        return of(leftOut, unrecorded, bars, trials(store.trials(experiment.id()), stages));
    }

    private static Timeline of(int leftOut, int unrecorded, List<Bar> bars, Map<Integer, List<Integer>> trials) {
        return new Timeline(
                leftOut,
                unrecorded,
                column(bars, bar -> bar.run().id()),
                column(bars, Bar::stage),
                column(bars, bar -> bar.run().repeat()),
                column(bars, bar -> bar.run().fold()),
                column(bars, Bar::inner),
                column(bars, bar -> bar.attempt().attempt()),
                column(bars, bar -> bar.attempt().worker()),
                column(bars, bar -> bar.attempt().started().toEpochMilli()),
                ends(bars),
                column(bars, bar -> bar.attempt().firstEpoch()),
                column(bars, bar -> bar.attempt().epochs()),
                column(bars, bar -> bar.attempt().state()),
                column(bars, Bar::message),
                trials);
    }

    private static List<@Nullable Long> ends(List<Bar> bars) {
        List<@Nullable Long> ends = new ArrayList<>(bars.size());
        for (Bar bar : bars) {
            ends.add(bar.attempt().ended().map(Instant::toEpochMilli).orElse(null));
        }
        return ends;
    }

    private static Bar bar(AttemptRow attempt, Map<Long, RunRow> runs, Map<Long, Integer> stages, Set<Long> innerRuns) {
        RunRow run = Objects.requireNonNull(runs.get(attempt.runId()));
        return new Bar(attempt, run, stages.getOrDefault(run.stageId(), 0), innerRuns.contains(run.id()));
    }

    private static Map<Integer, List<Integer>> trials(List<TrialRow> trials, Map<Long, Integer> stages) {
        return trials.stream()
                .collect(Collectors.groupingBy(
                        trial -> stages.getOrDefault(trial.stageId(), 0),
                        TreeMap::new,
                        Collectors.mapping(TrialRow::number, Collectors.toList())));
    }

    /** An attempt with the run that it belongs to. */
    private record Bar(AttemptRow attempt, RunRow run, int stage, boolean inner) {

        String message() {
            return attempt.attempt() == run.attempt() ? run.message().orElse("") : "";
        }
    }
}
