package dev.plateau.script;

import dev.plateau.logs.Seen;
import dev.plateau.track.Metric;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads the metrics that a run logs by MLflow's API as epochs: their steps, or where none is given, how often a metric has come. Used by
 * one thread at a time.
 */
final class Listener implements Consumer<List<Metric>> {

    private static final int MAX_NAMES = Seen.MAX_METRICS;

    private final Consumer<Seen> seen;
    private final Map<String, Long> times = new HashMap<>();
    private boolean stepped;

    Listener(Consumer<Seen> seen) {
        this.seen = seen;
    }

    @Override
    public void accept(List<Metric> metrics) {
        Map<Long, Map<String, Double>> byEpoch = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            long step = metric.point().step();
            stepped |= step != 0;
            long count = times.containsKey(metric.name()) || times.size() < MAX_NAMES
                    ? times.merge(metric.name(), 1L, Long::sum)
                    : 1;
            byEpoch.computeIfAbsent(stepped ? step : count - 1, epoch -> new LinkedHashMap<>())
                    .put(metric.name(), metric.point().value());
        }
        byEpoch.forEach((epoch, values) -> {
            if (epoch >= 0 && values.size() <= Seen.MAX_METRICS) {
                seen.accept(new Seen(
                        OptionalLong.of(epoch),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        values,
                        metrics.size() > 1));
            }
        });
    }
}
