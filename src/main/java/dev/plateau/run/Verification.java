package dev.plateau.run;

import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.work.Executor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Trains a finished search again and compares every stored point, bit for bit. Wall times are the one metric left out.
 *
 * @param runs that were compared; {@code points} likewise
 * @param differences one sentence a curve that differs, at most {@link #MAX_DIFFERENCES}
 */
public record Verification(int runs, long points, List<String> differences) {

    /** So many differences are told in full. */
    public static final int MAX_DIFFERENCES = 20;

    private static final Set<String> TIMES = Set.of("seconds");

    public Verification {
        differences = List.copyOf(differences);
    }

    /**
     * Trains the search again into a database of its own, which is deleted afterwards.
     *
     * @param prepared from the experiment's own file
     * @param executor with another number of slots than the search had, to prove that it does not matter
     * @throws SearchException if the experiment is not finished or its data is not the same any more
     */
    public static Verification of(
            ExperimentRow experiment, Store store, Prepared prepared, Executor executor, Consumer<Event> listener)
            throws InterruptedException {
        Resumption.check(experiment, prepared, store.provenance(experiment.id()));
        if (experiment.state() != State.COMPLETED) {
            throw new SearchException(
                    "the experiment " + experiment.name() + " is not finished; run it to its end first");
        }
        try (Scratch scratch = Scratch.of("verify");
                Store again = Stores.sqlite(scratch.folder().resolve("verify.db"))) {
            executor.prepare(prepared.setup());
            ExperimentRow copy = Engine.register(
                    prepared, again, Map.of("data_sha256", prepared.data().sha256()));
            new Engine(prepared, again, executor, scratch.folder(), Clock.systemUTC(), listener).run(copy);
            RunNames names = new RunNames(prepared.inner());
            return compare(byPlace(store, experiment.id(), names), store, byPlace(again, copy.id(), names), again);
        }
    }

    private static Verification compare(Map<String, RunRow> ones, Store one, Map<String, RunRow> others, Store other) {
        List<String> differences = new ArrayList<>();
        int runs = 0;
        long points = 0;
        for (Map.Entry<String, RunRow> entry : ones.entrySet()) {
            RunRow run = entry.getValue();
            if (run.state() == State.CANCELLED) {
                continue;
            }
            runs++;
            Map<String, List<Double>> expected = curves(one, run.id());
            Map<String, List<Double>> found = curves(
                    other,
                    java.util.Objects.requireNonNull(others.get(entry.getKey())).id());
            Set<String> names = new HashSet<>(expected.keySet());
            names.addAll(found.keySet());
            for (String name : names) {
                List<Double> before = expected.getOrDefault(name, List.of());
                points += before.size();
                List<Double> after = found.getOrDefault(name, List.of());
                if (!before.equals(after) && differences.size() < MAX_DIFFERENCES) {
                    differences.add(difference(entry.getKey(), name, before, after));
                }
            }
        }
        return new Verification(runs, points, differences);
    }

    private static String difference(String place, String name, List<Double> before, List<Double> after) {
        int epoch = 0;
        while (epoch < Math.min(before.size(), after.size())
                && before.get(epoch).equals(after.get(epoch))) {
            epoch++;
        }
        return place + ": " + name + " differs from epoch " + (epoch + 1) + " on: stored "
                + (epoch < before.size() ? before.get(epoch) : "nothing") + ", now "
                + (epoch < after.size() ? after.get(epoch) : "nothing");
    }

    private static Map<String, RunRow> byPlace(Store store, long experimentId, RunNames names) {
        Map<Long, Integer> numbers = new HashMap<>();
        for (StageRow stage : store.stages(experimentId)) {
            numbers.put(stage.id(), stage.number());
        }
        Map<String, RunRow> runs = new java.util.LinkedHashMap<>();
        Engine.runs(store, experimentId)
                .forEach(run ->
                        runs.put(names.of(run, java.util.Objects.requireNonNull(numbers.get(run.stageId()))), run));
        return runs;
    }

    private static Map<String, List<Double>> curves(Store store, long runId) {
        Map<String, List<Double>> curves = new HashMap<>();
        for (SeriesRow series : store.seriesOfRun(runId)) {
            if (!TIMES.contains(series.name())) {
                curves.put(series.name(), series.curve().values());
            }
        }
        return curves;
    }
}
