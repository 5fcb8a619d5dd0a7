package dev.plateau.server.table;

import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The curves of a few metrics of an experiment, kept as plain numbers: half a million points take 4 MB. A stage is read again when its
 * runs have come further. Thread-safe.
 */
final class MetricCurves {

    /** The objective, its twin on the training rows, and two that somebody is curious about. */
    private static final int MAX_METRICS = 4;

    private final Map<String, Map<Long, Stage>> metrics = new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<Long, Stage>> eldest) {
            return size() > MAX_METRICS;
        }
    };

    /** @param epochs of all runs together when it was read */
    private record Stage(long epochs, List<double[]> folds) {}

    /**
     * The curves of all folds by stage.
     *
     * @param epochs stored epochs of each stage, all its runs together
     */
    synchronized Map<Long, List<double[]>> of(Store store, String metric, Map<Long, Long> epochs) {
        Map<Long, Stage> known = metrics.computeIfAbsent(metric, absent -> new HashMap<>());
        List<Long> old = epochs.entrySet().stream()
                .filter(stage -> stage.getValue() > 0 && !isRead(known.get(stage.getKey()), stage.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!old.isEmpty()) {
            read(store.series(old, metric), old, epochs, known);
        }
        Map<Long, List<double[]>> curves = new HashMap<>();
        known.forEach((id, stage) -> curves.put(id, stage.folds()));
        return curves;
    }

    private static boolean isRead(@org.jspecify.annotations.Nullable Stage known, long epochs) {
        return known != null && known.epochs() == epochs;
    }

    private static void read(List<SeriesRow> series, List<Long> stages, Map<Long, Long> epochs, Map<Long, Stage> into) {
        Map<Long, List<double[]>> folds = new HashMap<>();
        for (SeriesRow row : series) {
            folds.computeIfAbsent(row.stageId(), absent -> new ArrayList<>())
                    .add(row.curve().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray());
        }
        for (Long stage : stages) {
            into.put(stage, new Stage(epochs.getOrDefault(stage, 0L), folds.getOrDefault(stage, List.of())));
        }
    }
}
