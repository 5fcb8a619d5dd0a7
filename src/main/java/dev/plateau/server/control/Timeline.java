package dev.plateau.server.control;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When and where runs trained, by columns, a row for each time that a run was begun, the earliest first.
 *
 * @param earlier rows that are left out because there are more than {@value #MOST}
 * @param untimed runs that have trained and of whose times nothing is known, as an older Plateau trained them
 * @param stage number from 0
 * @param trials numbers of the trials that read the run; none for an inner fold
 * @param inner whether it is an inner fold of nested cross-validation
 * @param ended null while it trains
 * @param state how it ended; QUEUED if it waits since, LOST if its process was gone
 * @param firstEpoch that it was to train
 * @param epochs last stored epoch of the run at its end, or now
 */
public record Timeline(
        int earlier,
        int untimed,
        List<Long> run,
        List<Integer> stage,
        List<List<Integer>> trials,
        List<Integer> fold,
        List<Integer> repeat,
        List<Boolean> inner,
        List<Integer> attempt,
        List<String> worker,
        List<Instant> started,
        List<@Nullable Instant> ended,
        List<State> state,
        List<Integer> firstEpoch,
        List<Integer> epochs) {

    /** More bars than pixels: some 3 MB of JSON. */
    static final int MOST = 20_000;

    public static Timeline read(Request request) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        List<AttemptRow> all = store.attempts(experiment.id());
        List<AttemptRow> rows = all.subList(Math.max(0, all.size() - MOST), all.size());
        return new Runs(store, experiment.id()).timeline(all, rows);
    }

    /** What the attempts are of. */
    private static final class Runs {

        private final Map<Long, RunRow> runs = new HashMap<>();
        private final Set<Long> inner = new HashSet<>();
        private final Map<Long, Integer> stages;
        private final Map<Long, List<Integer>> trials;

        Runs(Store store, long experiment) {
            store.runs(experiment).forEach(run -> runs.put(run.id(), run));
            store.innerRuns(experiment).forEach(run -> {
                runs.put(run.id(), run);
                inner.add(run.id());
            });
            stages = store.stages(experiment).stream().collect(Collectors.toMap(StageRow::id, StageRow::number));
            trials = store.trials(experiment).stream()
                    .collect(Collectors.groupingBy(
                            TrialRow::stageId, Collectors.mapping(TrialRow::number, Collectors.toList())));
        }

        private <T> List<T> of(List<AttemptRow> rows, Function<RunRow, T> field) {
            return column(rows, row -> field.apply(Objects.requireNonNull(runs.get(row.runId()))));
        }

        Timeline timeline(List<AttemptRow> all, List<AttemptRow> rows) {
            Set<Long> timed = all.stream().map(AttemptRow::runId).collect(Collectors.toSet());
            return new Timeline(
                    all.size() - rows.size(),
                    (int) runs.values().stream()
                            .filter(run -> run.attempt() > 0 && !timed.contains(run.id()))
                            .count(),
                    column(rows, AttemptRow::runId),
                    of(rows, run -> Objects.requireNonNull(stages.get(run.stageId()))),
                    of(
                            rows,
                            run -> inner.contains(run.id())
                                    ? List.of()
                                    : trials.getOrDefault(run.stageId(), List.of())),
                    of(rows, RunRow::fold),
                    of(rows, RunRow::repeat),
                    of(rows, run -> inner.contains(run.id())),
                    column(rows, AttemptRow::attempt),
                    column(rows, AttemptRow::worker),
                    column(rows, AttemptRow::started),
                    ended(rows),
                    column(rows, AttemptRow::state),
                    column(rows, AttemptRow::firstEpoch),
                    column(rows, AttemptRow::epochs));
        }

        private static List<@Nullable Instant> ended(List<AttemptRow> rows) {
            Stream<@Nullable Instant> ends =
                    rows.stream().map(row -> row.ended().orElse(null));
            return ends.collect(Collectors.toList());
        }
    }
}
