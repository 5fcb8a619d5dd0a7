package dev.plateau.server.experiments;

import dev.plateau.curve.Goal;
import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.ScoredTrial;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How the best score of each experiment came about, kept until another trial completes: a list of a thousand experiments then reads
 * the trials of the few that run. Thread-safe; holds no more than the experiments that there are.
 */
public final class Histories {

    /** Values of a sparkline: more are not seen at its width. */
    static final int MOST = 40;

    private final Map<Long, Kept> kept = new ConcurrentHashMap<>();

    /**
     * @param sparkline best so far, the first completed trial first
     * @param bestTrial 0 for none
     */
    record History(List<Double> sparkline, int bestTrial, double bestError) {
        History {
            sparkline = List.copyOf(sparkline);
        }
    }

    private record Kept(int completed, double best, History history) {}

    /** The answer of the list. */
    public ExperimentList list(Request request) {
        return ExperimentList.read(request, this);
    }

    List<History> of(Store store, List<ExperimentRow> rows) {
        Set<Long> here = rows.stream().map(ExperimentRow::id).collect(Collectors.toSet());
        kept.keySet().retainAll(here);
        return rows.stream().map(row -> of(store, row)).toList();
    }

    private History of(Store store, ExperimentRow row) {
        int completed = row.trials().getOrDefault(State.COMPLETED, 0);
        double best = row.bestScore().orElse(Double.NaN);
        Kept known = kept.get(row.id());
        if (known != null
                && !row.logged()
                && known.completed() == completed
                && Double.compare(known.best(), best) == 0) {
            return known.history();
        }
        History history = completed == 0
                ? new History(List.of(), 0, Double.NaN)
                : history(store.completed(row.id()), Objects.requireNonNull(row.goal()));
        kept.put(row.id(), new Kept(completed, best, history));
        return history;
    }

    private static History history(List<ScoredTrial> trials, Goal goal) {
        List<Double> best = new ArrayList<>();
        ScoredTrial first = new ScoredTrial(0, Double.NaN, Double.NaN);
        for (ScoredTrial trial : trials) {
            first = goal.better(trial.score(), first.score()) ? trial : first;
            best.add(first.score());
        }
        return new History(thinned(best), first.number(), first.error());
    }

    /** The last value of each of {@value #MOST} equal parts: where the best so far was by then. */
    private static List<Double> thinned(List<Double> values) {
        int size = Math.min(MOST, values.size());
        List<Double> few = new ArrayList<>();
        for (int part = 1; part <= size; part++) {
            few.add(values.get((int) ((long) part * values.size() / size) - 1));
        }
        return few;
    }
}
