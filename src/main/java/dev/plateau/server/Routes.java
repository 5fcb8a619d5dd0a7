package dev.plateau.server;

import java.util.List;

/** Every URL of the dashboard. {@code web/api.js} holds the same list for the browser; a test compares the two. */
final class Routes {

    static final String EXPERIMENTS_PAGE = "/";
    static final String EXPERIMENT_PAGE = "/experiments/{name}";
    static final String EXPERIMENTS = "/api/experiments";
    static final String EXPERIMENT = "/api/experiments/{name}";
    static final String CURVES = "/api/experiments/{name}/curves";
    static final String IMPORTANCE = "/api/experiments/{name}/importance";
    static final String EVENTS = "/api/events";

    private Routes() {}

    static List<String> all() {
        return List.of(EXPERIMENTS_PAGE, EXPERIMENT_PAGE, EXPERIMENTS, EXPERIMENT, CURVES, IMPORTANCE, EVENTS);
    }
}
