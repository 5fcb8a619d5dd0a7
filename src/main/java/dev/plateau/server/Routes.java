package dev.plateau.server;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every URL of the dashboard. {@code web/core/api.js} holds the same list for the browser; a test compares the two. */
final class Routes {

    static final String EXPERIMENTS = "/api/experiments";
    static final String EXPERIMENT = "/api/experiments/{name}";
    static final String CURVES = "/api/experiments/{name}/curves";
    static final String IMPORTANCE = "/api/experiments/{name}/importance";
    static final String EPOCHS = "/api/experiments/{name}/epochs";
    static final String EPOCHS_BY_PARAMETER = "/api/experiments/{name}/epochs/by-parameter";
    static final String TRIAL = "/api/experiments/{name}/trials/{number}";
    static final String SERIES = "/api/experiments/{name}/trials/{number}/series";
    static final String LOG = "/api/experiments/{name}/trials/{number}/log";
    static final String EVENTS = "/api/events";

    /** Each page and the file that it begins with. */
    static final Map<String, String> PAGES = Map.of(
            "/", "index.html",
            "/experiments/{name}", "experiment.html",
            "/experiments/{name}/trials/{number}", "trial.html");

    /** What programs ask for. */
    private static final List<String> API = List.of(
            EXPERIMENTS, EXPERIMENT, CURVES, IMPORTANCE, EPOCHS, EPOCHS_BY_PARAMETER, TRIAL, SERIES, LOG, EVENTS);

    private Routes() {}

    static List<String> all() {
        return Stream.concat(PAGES.keySet().stream(), API.stream()).toList();
    }
}
