package dev.plateau.server.control;

import dev.plateau.server.http.Columns;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.store.Desk.View;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Saved views by columns, the oldest first.
 *
 * @param experiment name; null for a view of all experiments
 * @param query of the page's address, without the question mark
 */
public record Views(List<@Nullable String> experiment, List<String> name, List<String> query) {

    /** All of them, or those of the experiment that the query names. */
    public static Views read(Request request) {
        return of(request.store(), request.text("experiment"));
    }

    private static Views of(Store store, String experiment) {
        Map<Long, String> names =
                store.experiments().stream().collect(Collectors.toMap(ExperimentRow::id, ExperimentRow::name));
        List<View> views = store.desk().views().stream()
                .filter(view -> experiment.isEmpty() || experiment.equals(name(view, names)))
                .toList();
        return new Views(
                views.stream().map(view -> name(view, names)).collect(Collectors.toList()),
                Columns.column(views, View::name),
                Columns.column(views, View::query));
    }

    private static @Nullable String name(View view, Map<Long, String> names) {
        return view.experimentId().isPresent() ? names.get(view.experimentId().getAsLong()) : null;
    }

    /** Saves the view of the body, and answers with all that there are. */
    public static Object save(Request request) {
        Body body = Body.of(request, Body.USUAL_BYTES, Set.of("experiment", "name", "query"));
        OptionalLong experiment =
                experiment(request.store(), body.optionalText("experiment").orElse(""));
        request.store().desk().saveView(new View(experiment, body.text("name"), body.text("query")));
        return of(request.store(), "");
    }

    /** Deletes the view that the query names, and answers with all that are left. */
    public static Object delete(Request request) {
        OptionalLong experiment = experiment(request.store(), request.text("experiment"));
        String name = request.text("name");
        if (!request.store().desk().deleteView(experiment, name)) {
            throw new Problem(HttpStatus.NOT_FOUND, "There is no saved view " + name + " here");
        }
        return of(request.store(), "");
    }

    private static OptionalLong experiment(Store store, String name) {
        if (name.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(store.experiment(name)
                .map(ExperimentRow::id)
                .orElseThrow(() ->
                        new Problem(HttpStatus.NOT_FOUND, "There is no experiment " + name + " in this database")));
    }
}
