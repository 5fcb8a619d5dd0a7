package dev.plateau.server.http;

import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * What somebody asks of the API, and the store that holds the answer.
 *
 * @param store to read from
 * @param context of the HTTP request
 */
public record Request(Store store, Context context) {

    /** The experiment that the path names. Throws {@link Problem} 404 if there is none. */
    public ExperimentRow experiment() {
        String name = context.pathParam("name");
        return store.experiment(name)
                .orElseThrow(() ->
                        new Problem(HttpStatus.NOT_FOUND, "There is no experiment " + name + " in this database"));
    }

    /** A parameter of the query, empty if it is left out. */
    public String text(String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }
}
