package dev.plateau.compare;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.epoch.Rule;
import dev.plateau.nested.Choice;
import dev.plateau.nested.NestedScore;
import dev.plateau.nested.OuterFold;
import dev.plateau.nested.Procedure;
import dev.plateau.nested.Reading;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search.InnerFold;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the honest score of a nested search from the store. */
public final class Honest {

    private final Store store;
    private final ExperimentRow experiment;
    private final Map<Integer, TrialRow> trials;
    private final List<RunRow> runs;
    private final Rule rule;

    private Honest(Store store, ExperimentRow experiment, Rule rule) {
        this.store = store;
        this.experiment = experiment;
        this.rule = rule;
        this.trials =
                store.trials(experiment.id()).stream().collect(Collectors.toMap(TrialRow::number, Function.identity()));
        this.runs = store.runs(experiment.id());
    }

    /**
     * The honest score; empty for a search that is not nested.
     *
     * @param rule that chooses epoch counts
     */
    public static Optional<NestedScore> of(Store store, ExperimentRow experiment, Rule rule) {
        List<InnerFold> inner = store.innerFolds(experiment.id());
        return inner.isEmpty() ? Optional.empty() : Optional.of(new Honest(store, experiment, rule).score(inner));
    }

    private NestedScore score(List<InnerFold> inner) {
        long left = runs.stream().filter(run -> !run.state().ended()).count()
                + store.innerRuns(experiment.id()).stream()
                        .filter(run -> !run.state().ended())
                        .count();
        if (left > 0) {
            return NestedScore.unfinished((int) left);
        }
        List<StoredFold> folds = store.folds(experiment.id());
        Map<Place, Map<Integer, List<Double>>> scores = byOuterFold(inner);
        List<OuterFold> outer = folds.stream()
                .map(fold -> outer(fold, inner, scores.getOrDefault(new Place(fold.repeat(), fold.fold()), Map.of())))
                .toList();
        Optional<Choice> chosen = new Procedure(experiment.goal(), folds.size(), rule)
                .choose(byTrial(store.scores(experiment.id())), this::curves);
        List<Double> own = chosen.map(choice ->
                        folds.stream().map(fold -> read(choice, fold).value()).toList())
                .orElse(List.of());
        return NestedScore.of(experiment.goal(), chosen, own, outer);
    }

    private record Place(int repeat, int fold) {}

    /** The scores of the inner folds by the fold that they are inside of, then by trial. */
    private Map<Place, Map<Integer, List<Double>>> byOuterFold(List<InnerFold> inner) {
        Map<Place, Place> outerOf = new HashMap<>();
        for (InnerFold one : inner) {
            StoredFold fold = one.fold();
            outerOf.put(new Place(fold.repeat(), fold.fold()), new Place(fold.repeat(), one.outer()));
        }
        Map<Place, List<ScoreRow>> rows = store.innerScores(experiment.id()).stream()
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(outerOf.get(new Place(row.repeat(), row.fold())))));
        Map<Place, Map<Integer, List<Double>>> scores = new HashMap<>();
        rows.forEach((place, some) -> scores.put(place, byTrial(some)));
        return scores;
    }

    private Map<Integer, List<Double>> byTrial(List<ScoreRow> rows) {
        Map<Long, Integer> numbers = new HashMap<>();
        trials.values().forEach(trial -> numbers.put(trial.id(), trial.number()));
        Map<Integer, List<Double>> byTrial = new TreeMap<>();
        rows.forEach(row -> byTrial.computeIfAbsent(
                        Objects.requireNonNull(numbers.get(row.trialId())), number -> new ArrayList<>())
                .add(row.value()));
        return byTrial;
    }

    private OuterFold outer(StoredFold fold, List<InnerFold> inner, Map<Integer, List<Double>> scores) {
        Set<Integer> inside = inner.stream()
                .filter(one -> one.fold().repeat() == fold.repeat() && one.outer() == fold.fold())
                .map(one -> one.fold().fold())
                .collect(Collectors.toSet());
        Optional<Choice> chosen = new Procedure(experiment.goal(), inside.size(), rule)
                .choose(scores, trial -> innerCurves(trial, fold.repeat(), inside));
        return chosen.map(choice -> OuterFold.of(fold.repeat() + 1, fold.fold() + 1, choice, read(choice, fold)))
                .orElseGet(() -> OuterFold.undecided(fold.repeat() + 1, fold.fold() + 1));
    }

    private long stage(int trial) {
        return Objects.requireNonNull(trials.get(trial), "the trial").stageId();
    }

    private FoldCurves innerCurves(int trial, int repeat, Set<Integer> inside) {
        return both(metric -> store.innerSeries(List.of(stage(trial)), metric).stream()
                .map(SeriesRow::curve)
                .filter(curve -> curve.repeat() == repeat && inside.contains(curve.fold()))
                .toList());
    }

    private FoldCurves curves(int trial) {
        return both(metric -> store.series(List.of(stage(trial)), metric).stream()
                .map(SeriesRow::curve)
                .toList());
    }

    /** The objective, and its namesake on the training rows, which one of the rules looks at. */
    private FoldCurves both(Function<String, List<Curve>> curves) {
        String training = experiment.metric().replaceFirst("^val_", "");
        return new FoldCurves(
                experiment.goal(),
                curves.apply(experiment.metric()),
                training.equals(experiment.metric()) ? List.of() : curves.apply(training));
    }

    private Optional<Curve> curve(int trial, StoredFold fold) {
        return store.series(List.of(stage(trial)), experiment.metric()).stream()
                .map(SeriesRow::curve)
                .filter(curve -> curve.repeat() == fold.repeat() && curve.fold() == fold.fold())
                .findFirst();
    }

    /** A choice on a fold: the ordinary run of the fold, which trained on the rows that the choice was made on. */
    private Reading read(Choice choice, StoredFold fold) {
        boolean well = runs.stream()
                .anyMatch(run -> run.stageId() == stage(choice.trial())
                        && run.repeat() == fold.repeat()
                        && run.fold() == fold.fold()
                        && run.state() == State.COMPLETED);
        return Reading.of(
                curve(choice.trial(), fold).orElse(new Curve(fold.repeat(), fold.fold(), List.of())),
                well,
                choice.epoch());
    }
}
