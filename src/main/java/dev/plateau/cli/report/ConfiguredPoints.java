package dev.plateau.cli.report;

import dev.plateau.run.Searches;
import dev.plateau.store.Rows.TrialRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every stored epoch with the configuration of its trial behind it: rows that stand for themselves. */
public final class ConfiguredPoints implements Rows {

    private final Points points;
    private final Map<Object, Object> configurations = new HashMap<>();

    /** @param trials of the same experiment */
    public ConfiguredPoints(Points points, List<TrialRow> trials) {
        this.points = points;
        trials.forEach(trial -> configurations.put(trial.number(), Searches.values(trial.configuration())));
    }

    @Override
    public List<String> columns() {
        List<String> columns = new ArrayList<>(points.columns());
        columns.add("configuration");
        return columns;
    }

    @Override
    public void forEach(Consumer<List<Object>> row) {
        points.forEach(cells -> {
            List<Object> all = new ArrayList<>(cells);
            all.add(configurations.getOrDefault(cells.get(0), Map.of()));
            row.accept(all);
        });
    }
}
