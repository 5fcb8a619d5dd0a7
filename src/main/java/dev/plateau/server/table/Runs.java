package dev.plateau.server.table;

import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far the runs of an experiment have come, by stage.
 *
 * @param epochs stored epochs of each run
 * @param numbers of the stages
 * @param plannedEpochs that one run of every stage trains if none stops early
 */
record Runs(Map<Long, List<Integer>> epochs, Map<Long, Integer> numbers, long plannedEpochs) {

    static Runs of(List<RunRow> runs, List<StageRow> stages) {
        return new Runs(
                runs.stream()
                        .collect(Collectors.groupingBy(
                                RunRow::stageId, Collectors.mapping(RunRow::epochs, Collectors.toList()))),
                stages.stream().collect(Collectors.toMap(StageRow::id, StageRow::number)),
                stages.stream().mapToLong(StageRow::epochs).sum());
    }

    int folds() {
        return epochs.values().stream().mapToInt(List::size).max().orElse(0);
    }

    int stages() {
        return numbers.size();
    }

    int stage(long id) {
        return numbers.getOrDefault(id, 0);
    }

    int epochsDone(TrialRow trial) {
        int done = 0;
        for (int run : epochs.getOrDefault(trial.stageId(), List.of())) {
            done += Math.min(run, trial.epochs());
        }
        return done;
    }

    /** Of all runs of each stage together. */
    Map<Long, Long> epochsOfStages() {
        Map<Long, Long> sums = new HashMap<>();
        epochs.forEach((stage, runs) ->
                sums.put(stage, runs.stream().mapToLong(Integer::longValue).sum()));
        return sums;
    }
}
