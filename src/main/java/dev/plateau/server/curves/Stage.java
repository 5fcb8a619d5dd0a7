package dev.plateau.server.curves;

import dev.plateau.curve.Curve;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was read of one stage: its runs, both series of a metric, and the axes. Trials that share it are cut from it. */
record Stage(long id, List<RunRow> runs, List<SeriesRow> series, List<Progress> progress) {

    /** Stages by their id. */
    static Map<Long, Stage> read(Store store, Collection<Long> ids, MetricPair metric) {
        Map<Long, List<SeriesRow>> series = Stream.of(metric.train(), metric.validation())
                .flatMap(name -> store.series(ids, name).stream())
                .collect(Collectors.groupingBy(SeriesRow::stageId));
        Map<Long, List<RunRow>> runs = store.runsOfStages(ids).stream().collect(Collectors.groupingBy(RunRow::stageId));
        Map<Long, Progress> progress =
                store.progress(ids).stream().collect(Collectors.toMap(Progress::runId, axis -> axis));
        Map<Long, Stage> stages = new HashMap<>();
        for (long id : ids) {
            List<RunRow> own = runs.getOrDefault(id, List.of());
            stages.put(
                    id,
                    new Stage(
                            id,
                            own,
                            series.getOrDefault(id, List.of()),
                            own.stream()
                                    .flatMap(run -> Stream.ofNullable(progress.get(run.id())))
                                    .toList()));
        }
        return stages;
    }

    /** One metric of some of its runs, those without an epoch left out. */
    List<Curve> curves(String metric, LongPredicate runs) {
        return series.stream()
                .filter(row -> row.name().equals(metric) && runs.test(row.runId()))
                .map(SeriesRow::curve)
                .filter(curve -> curve.epochs() > 0)
                .toList();
    }

    /** A column of the axes, the mean at each epoch over the runs that reached it. */
    List<Double> axis(ToDoubleBiFunction<Progress, Integer> field) {
        int longest =
                progress.stream().mapToInt(run -> run.epoch().size()).max().orElse(0);
        List<Double> axis = new ArrayList<>(longest);
        for (int at = 0; at < longest; at++) {
            double sum = 0;
            int count = 0;
            for (Progress run : progress) {
                if (run.epoch().size() > at) {
                    sum += field.applyAsDouble(run, at);
                    count++;
                }
            }
            axis.add(sum / count);
        }
        return axis;
    }
}
