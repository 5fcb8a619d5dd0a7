package dev.plateau.cli.report;

import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Table;
import dev.plateau.cli.text.Table.Column;
import dev.plateau.compare.ScoredFolds;
import dev.plateau.compare.Standing;
import dev.plateau.curve.Estimate;
import dev.plateau.curve.Goal;
import dev.plateau.run.SearchException;
import dev.plateau.run.Searches;
import dev.plateau.space.Configuration;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The trials of an experiment.
 *
 * @param folds how many runs score a trial: folds times repeats
 * @param trials in the order asked for
 * @param standing of the best among all trials of the experiment
 */
public record Leaderboard(String metric, Goal goal, int folds, List<Place> trials, Standing standing) {

    /** Under a table; when many trials fail they mostly fail for the same reason. */
    private static final int MOST_REASONS = 5;

    /** In the line about the group of the best; the table marks the others. */
    private static final int MOST_NAMED = 8;

    public Leaderboard {
        trials = List.copyOf(trials);
    }

    /**
     * One trial.
     *
     * @param score mean over the folds done, at {@code epochs}
     * @param parameters without epochs
     */
    public record Place(
            int trial,
            State state,
            OptionalDouble score,
            OptionalDouble scoreError,
            int foldsDone,
            int epochs,
            Map<String, Object> parameters,
            Optional<String> message) {

        static Place of(TrialRow row) {
            Map<String, Object> parameters = Searches.values(row.configuration());
            parameters.remove("epochs");
            return new Place(
                    row.number(),
                    row.state(),
                    row.score(),
                    row.scoreError(),
                    row.foldsDone(),
                    row.epochs(),
                    parameters,
                    row.message());
        }

        Optional<Estimate> estimate() {
            return score.isPresent()
                    ? Optional.of(new Estimate(score.getAsDouble(), scoreError.orElse(Double.NaN), foldsDone))
                    : Optional.empty();
        }
    }

    /** All trials, the best first: those with all folds before those with some, and these before those with none. */
    public static Leaderboard of(Store store, ExperimentRow experiment) {
        List<Place> places = store.trials(experiment.id()).stream()
                .map(Place::of)
                .sorted(byScore(experiment.goal()))
                .toList();
        List<StoredFold> folds = ScoredFolds.of(store, experiment);
        return new Leaderboard(
                experiment.metric(), experiment.goal(), folds.size(), places, Standing.of(store, experiment, folds));
    }

    private static Comparator<Place> byScore(Goal goal) {
        Comparator<Place> better = (one, other) -> {
            double first = one.score().orElse(Double.NaN);
            double second = other.score().orElse(Double.NaN);
            return goal.better(first, second) ? -1 : goal.better(second, first) ? 1 : 0;
        };
        return Comparator.comparing((Place place) -> place.state() != State.COMPLETED)
                .thenComparing(better)
                .thenComparing(Place::trial);
    }

    /** The best trial that has all its folds. */
    public Optional<Place> best() {
        return trials.stream()
                .filter(place ->
                        place.state() == State.COMPLETED && place.score().isPresent())
                .min(byScore(goal));
    }

    /**
     * The same trials in another order.
     *
     * @param key score, trial, epochs, state, or a parameter; trials without it come last
     * @throws SearchException if the key is none of these
     */
    public Leaderboard sortedBy(String key) {
        Comparator<Place> order = switch (key) {
            case "score" -> byScore(goal);
            case "trial" -> Comparator.comparing(Place::trial);
            case "epochs" -> Comparator.comparing(Place::epochs);
            case "state" -> Comparator.comparing(Place::state);
            default -> byParameter(key);
        };
        return new Leaderboard(
                metric, goal, folds, trials.stream().sorted(order).toList(), standing);
    }

    private Comparator<Place> byParameter(String key) {
        if (!parameters().contains(key)) {
            throw new SearchException("--sort must be one of score, trial, epochs, state, "
                    + String.join(", ", parameters()) + ", found " + key);
        }
        Comparator<Object> values = (one, other) -> one instanceof Number a && other instanceof Number b
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : String.valueOf(one).compareTo(String.valueOf(other));
        return Comparator.comparing((Place place) -> place.parameters().get(key), Comparator.nullsLast(values));
    }

    /** The first so many. */
    public Leaderboard top(int most) {
        return new Leaderboard(metric, goal, folds, trials.subList(0, Math.min(most, trials.size())), standing);
    }

    /** The names of all parameters that any trial has, epochs left out. */
    public Collection<String> parameters() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        trials.forEach(place -> names.addAll(place.parameters().keySet()));
        return names;
    }

    /**
     * As a table, and a line about the trials that are not in it.
     *
     * @param top how many trials to show
     * @param width columns of text that it may take
     */
    public List<String> lines(int top, int width) {
        List<String> parameters = List.copyOf(parameters());
        List<Column> columns = new ArrayList<>(
                List.of(Column.text("trial"), Column.text(metric), Column.number("folds"), Column.number("epochs")));
        parameters.forEach(name -> columns.add(Column.number(name).orNone()));
        columns.add(Column.text("state"));
        Table table = new Table(columns);
        top(top).trials().forEach(place -> table.row(cells(place, parameters)));
        List<String> lines = new ArrayList<>(table.lines(width));
        lines.addAll(group());
        lines.addAll(reasons(top));
        if (trials.size() > top) {
            lines.add("(" + Numbers.count(trials.size() - top, "more trial") + "; --top " + trials.size()
                    + " shows all)");
        }
        return lines;
    }

    /** Who cannot be told from the best, and how to read its score. */
    private List<String> group() {
        List<String> lines = new ArrayList<>();
        String best = best().map(place -> Numbers.trial(place.trial())).orElse("");
        String test = " (corrected paired t test, Holm, " + ComparisonReport.percent(standing.alpha()) + ")";
        List<String> names =
                standing.indistinguishable().stream().map(Numbers::trial).toList();
        if (standing.folds() == 1 && !best.isEmpty()) {
            lines.add("one fold: no trial can be compared with another");
        } else if (!names.isEmpty()) {
            lines.add("~ not distinguishable from " + best + test + ": "
                    + String.join(" ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                    + (names.size() > MOST_NAMED ? " and " + Numbers.count(names.size() - MOST_NAMED) + " more" : ""));
        } else if (standing.compared() > 0) {
            lines.add(best + " differs from "
                    + (standing.compared() == 1
                            ? "the other trial"
                            : "each of the " + Numbers.count(standing.compared()) + " others")
                    + test);
        }
        standing.optimistic().ifPresent(label -> lines.add("the score of " + best + " is " + label));
        return lines;
    }

    /** Why trials of the table are not complete. */
    private List<String> reasons(int top) {
        List<String> reasons = top(top).trials().stream()
                .filter(place -> place.message().isPresent())
                .map(place ->
                        Numbers.trial(place.trial()) + ": " + place.message().get())
                .toList();
        List<String> lines = new ArrayList<>(reasons.subList(0, Math.min(MOST_REASONS, reasons.size())));
        if (reasons.size() > MOST_REASONS) {
            lines.add("(" + Numbers.count(reasons.size() - MOST_REASONS, "more reason") + "; --json has all)");
        }
        return lines;
    }

    private List<String> cells(Place place, List<String> parameters) {
        List<String> cells = new ArrayList<>();
        cells.add(Numbers.trial(place.trial()) + (standing.indistinguishable().contains(place.trial()) ? " ~" : ""));
        cells.add(place.estimate().map(Numbers::estimate).orElse("-"));
        cells.add(place.foldsDone() + "/" + folds);
        cells.add(String.valueOf(place.epochs()));
        for (String name : parameters) {
            Object value = place.parameters().get(name);
            cells.add(value == null ? "-" : Configuration.shown(value));
        }
        cells.add(place.state().name().toLowerCase(Locale.ROOT));
        return cells;
    }
}
