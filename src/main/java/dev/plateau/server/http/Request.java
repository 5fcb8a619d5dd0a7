package dev.plateau.server.http;

import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;

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

    /**
     * The trial of a number, as the path or the query has it. Throws {@link Problem} 404 if there is none.
     *
     * @param number may be any text
     */
    public TrialRow trial(ExperimentRow experiment, String number) {
        return Optional.of(number)
                .filter(text -> text.matches("[1-9]\\d{0,8}"))
                .flatMap(text -> store.trial(experiment.id(), Integer.parseInt(text)))
                .orElseThrow(() ->
                        new Problem(HttpStatus.NOT_FOUND, "There is no trial " + number + " in " + experiment.name()));
    }
}
