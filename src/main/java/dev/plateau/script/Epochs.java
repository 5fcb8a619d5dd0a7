package dev.plateau.script;

import dev.plateau.experiment.Script.EpochsFrom;
import dev.plateau.logs.Epoch;
import dev.plateau.logs.EpochAssembler;
import dev.plateau.logs.Seen;
import dev.plateau.train.EpochReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes reports of what is seen in several places: the first place that tells an epoch with the objective is believed, and from then on no
 * other. Epochs that are left out are reported without metrics, so that reports are in order. Not thread-safe.
 */
final class Epochs {

    /** Epochs of a place that has not told the objective yet. */
    private static final int MAX_WAITING = 10_000;

    /** What Plateau measures itself; a metric of that name would be a second one. */
    private static final String SECONDS = "seconds";

    private final String objective;
    private final Map<EpochsFrom, EpochAssembler> assemblers = new EnumMap<>(EpochsFrom.class);
    private final Map<EpochsFrom, List<Epoch>> waiting = new EnumMap<>(EpochsFrom.class);
    private final Set<EpochsFrom> numbered = EnumSet.noneOf(EpochsFrom.class);
    private final Set<String> names = new LinkedHashSet<>();
    private EpochsFrom believed;
    private long before;
    private int reported;

    /**
     * @param from one place, or ANY
     * @param nanos time of the start
     */
    Epochs(String objective, EpochsFrom from, long nanos) {
        this.objective = objective;
        this.believed = from;
        this.before = nanos;
    }

    /** The reports that an observation completes, in order; most often none or one. */
    List<EpochReport> add(EpochsFrom place, Seen seen, long nanos) {
        if (believed != EpochsFrom.ANY && believed != place) {
            return List.of();
        }
        if (seen.epoch().isPresent() && numbered.add(place) && reported == 0) {
            // What was counted before the first number, such as a table of settings, was none of the training's epochs.
            assemblers.remove(place);
            waiting.remove(place);
        }
        List<EpochReport> reports = new ArrayList<>();
        assemblers
                .computeIfAbsent(place, p -> new EpochAssembler(Set.of(objective)))
                .add(seen)
                .forEach(epoch -> reports.addAll(heard(place, epoch, nanos)));
        return reports;
    }

    /** The reports that were incomplete when the program ended. */
    List<EpochReport> end(long nanos) {
        List<EpochReport> reports = new ArrayList<>();
        for (EpochsFrom place : EpochsFrom.values()) {
            EpochAssembler assembler = assemblers.get(place);
            if (assembler != null && (believed == EpochsFrom.ANY || believed == place)) {
                assembler.end().ifPresent(epoch -> reports.addAll(heard(place, epoch, nanos)));
            }
        }
        return reports;
    }

    private List<EpochReport> heard(EpochsFrom place, Epoch epoch, long nanos) {
        epoch.metrics().keySet().stream()
                .limit(Seen.MAX_METRICS - Math.min(names.size(), Seen.MAX_METRICS))
                .forEach(names::add);
        List<Epoch> own = waiting.computeIfAbsent(place, p -> new ArrayList<>());
        if (own.size() < MAX_WAITING) {
            own.add(epoch);
        }
        if (reported == 0 && !epoch.metrics().containsKey(objective)) {
            return List.of();
        }
        believed = place;
        double seconds = Math.max(0, (nanos - before) / 1e9 / own.size());
        before = nanos;
        List<EpochReport> reports = new ArrayList<>();
        own.forEach(one -> reports.add(report(one, seconds)));
        own.clear();
        waiting.keySet().removeIf(other -> other != place);
        return reports;
    }

    private EpochReport report(Epoch epoch, double seconds) {
        Map<String, Double> metrics = new LinkedHashMap<>(epoch.metrics());
        metrics.remove(SECONDS);
        metrics.keySet().retainAll(names);
        reported = epoch.number();
        return new EpochReport(
                epoch.number(),
                Math.max(0, epoch.step().orElse(0)),
                Math.max(0, epoch.samples().orElse(0)),
                seconds,
                metrics);
    }

    /** The metrics that were told, whether or not they made a report. */
    Set<String> names() {
        return names;
    }
}
