package dev.plateau.cli.report;

import dev.plateau.cli.report.Leaderboard.Place;
import dev.plateau.space.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The trials of a leaderboard as rows of a table. */
public record Trials(Leaderboard leaderboard) implements Rows {

    /** The column of the score is called by the metric; parameters are called as in the file. */
    @Override
    public List<String> columns() {
        List<String> columns = new ArrayList<>(
                List.of("trial", "state", leaderboard.metric(), leaderboard.metric() + "_error", "folds", "epochs"));
        columns.addAll(leaderboard.parameters());
        columns.add("message");
        return columns;
    }

    @Override
    public void forEach(Consumer<List<Object>> row) {
        leaderboard.trials().forEach(place -> row.accept(row(place)));
    }

    private List<Object> row(Place place) {
        List<Object> row = new ArrayList<>(List.of(
                place.trial(),
                place.state().name().toLowerCase(Locale.ROOT),
                place.score().orElse(Double.NaN),
                place.scoreError().orElse(Double.NaN),
                place.foldsDone(),
                place.epochs()));
        for (String name : leaderboard.parameters()) {
            Object value = place.parameters().get(name);
            row.add(
                    value instanceof Number || value instanceof Boolean
                            ? value
                            : value == null ? "" : Configuration.exact(value));
        }
        row.add(place.message().orElse(""));
        return row;
    }
}
