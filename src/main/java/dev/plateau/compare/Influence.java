package dev.plateau.compare;

import dev.plateau.run.Searches;
import dev.plateau.space.Configuration;
import dev.plateau.stats.Column;
import dev.plateau.stats.Importance;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which parameters of a search decide, by {@link Importance}.
 *
 * @param trials completed and failed ones; a failed one is not among the best
 * @param parameters the most important first
 * @param untold names of the parameters that too few trials have, or that have one value only
 */
public record Influence(String metric, int trials, List<Importance> parameters, List<String> untold) {

    /** Chance enters the intervals alone; the same search gives the same ones. */
    private static final long SEED = 1;

    public Influence {
        parameters = List.copyOf(parameters);
        untold = List.copyOf(untold);
    }

    public static Influence of(Store store, ExperimentRow experiment) {
        List<TrialRow> trials = store.trials(experiment.id()).stream()
                .filter(trial -> trial.state() == State.COMPLETED || trial.state() == State.FAILED)
                .toList();
        List<Map<String, Object>> values = trials.stream()
                .map(trial -> Searches.values(trial.configuration()))
                .toList();
        Set<String> names = new LinkedHashSet<>();
        values.forEach(configuration -> names.addAll(configuration.keySet()));
        List<Double> scores = trials.stream().map(Influence::score).toList();
        List<Importance> parameters = Importance.of(
                names.stream().map(name -> column(name, values)).toList(), scores, experiment.goal(), SEED);
        List<String> untold = new ArrayList<>(names);
        parameters.forEach(parameter -> untold.remove(parameter.name()));
        return new Influence(experiment.metric(), trials.size(), parameters, untold);
    }

    private static double score(TrialRow trial) {
        double score = trial.state() == State.COMPLETED ? trial.score().orElse(Double.NaN) : Double.NaN;
        return Double.isFinite(score) ? score : Double.NaN;
    }

    private static Column column(String name, List<Map<String, Object>> values) {
        boolean numbers = values.stream()
                .allMatch(
                        configuration -> configuration.get(name) == null || configuration.get(name) instanceof Number);
        return numbers
                ? new Column.Numbers(
                        name,
                        values.stream()
                                .map(configuration -> configuration.get(name) instanceof Number number
                                        ? number.doubleValue()
                                        : Double.NaN)
                                .toList())
                : new Column.Categories(
                        name,
                        values.stream()
                                .map(configuration -> Optional.ofNullable(configuration.get(name))
                                        .map(Configuration::exact))
                                .toList());
    }
}
