package dev.plateau.server.control;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.ExperimentException;
import dev.plateau.experiment.Experiments;
import dev.plateau.server.http.Typed;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The experiment files that a search can be started from, by columns, in alphabetical order.
 *
 * @param cannotStart why none can be started now; empty if one can
 * @param hidden files that are left out because there are more than {@value Workshop#MOST_FILES}
 * @param file its name, never a path
 * @param name of the experiment in it; empty if it cannot be read
 * @param configurations how many the file asks for; null if it cannot be read
 * @param state of the experiment of that name, if the database has one
 * @param mistake the first thing that is wrong with it; empty if nothing is
 */
public record FileColumns(
        String cannotStart,
        int hidden,
        List<String> file,
        List<String> name,
        List<@Nullable Long> configurations,
        List<@Nullable State> state,
        List<String> mistake) {

    private record Row(
            String file,
            String name,
            @Nullable Long configurations,
            @Nullable State state,
            String mistake) {}

    static FileColumns read(Store store, Workshop workshop) {
        List<Path> files = workshop.files();
        List<Row> rows = files.stream()
                .limit(Workshop.MOST_FILES)
                .map(file -> row(store, file))
                .toList();
        return new FileColumns(
                workshop.cannotStart(),
                files.size() - rows.size(),
                column(rows, Row::file),
                column(rows, Row::name),
                nullable(rows.stream().<@Nullable Long>map(Row::configurations).toArray(Long[]::new)),
                nullable(rows.stream().<@Nullable State>map(Row::state).toArray(State[]::new)),
                column(rows, Row::mistake));
    }

    private static <T> List<@Nullable T> nullable(@Nullable T[] values) {
        return java.util.Arrays.asList(values);
    }

    private static Row row(Store store, Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            Experiment experiment = Experiments.read(file);
            @Nullable
            State state = store.experiment(experiment.name())
                    .map(ExperimentRow::state)
                    .orElse(null);
            return new Row(name, experiment.name(), configurations(experiment), state, "");
        } catch (ExperimentException e) {
            return new Row(name, "", null, null, Typed.withoutPaths(e.mistakes().get(0)));
        }
    }

    private static long configurations(Experiment experiment) {
        long grid = experiment.method() == Experiment.Method.GRID
                ? experiment
                        .space()
                        .gridSize()
                        .min(java.math.BigInteger.valueOf(Long.MAX_VALUE))
                        .longValue()
                : Long.MAX_VALUE;
        return Math.min(grid, Optional.of(experiment.limits().maxTrials()).get().orElse(Integer.MAX_VALUE));
    }
}
