package dev.plateau.server;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every URL of the dashboard. {@code web/core/api.js} holds the same list for the browser; a test compares the two. */
final class Routes {

    static final String EXPERIMENTS = "/api/experiments";
    static final String EXPERIMENT = "/api/experiments/{name}";
    static final String TRIALS = "/api/experiments/{name}/trials";
    static final String CURVES = "/api/experiments/{name}/curves";
    static final String IMPORTANCE = "/api/experiments/{name}/importance";
    static final String EPOCHS = "/api/experiments/{name}/epochs";
    static final String COMPARE = "/api/compare";
    static final String EPOCHS_BY_PARAMETER = "/api/experiments/{name}/epochs/by-parameter";
    static final String TRIAL = "/api/experiments/{name}/trials/{number}";
    static final String SERIES = "/api/experiments/{name}/trials/{number}/series";
    static final String LOG = "/api/experiments/{name}/trials/{number}/log";
    static final String EVENTS = "/api/events";
    static final String SESSION = "/api/session";
    static final String OPENAPI = "/api/openapi.json";

    static final String CONTROL = "/api/experiments/{name}/control";
    static final String TIMELINE = "/api/experiments/{name}/timeline";
    static final String STOP = "/api/experiments/{name}/stop";
    static final String RESUME = "/api/experiments/{name}/resume";
    static final String NOTE = "/api/experiments/{name}/note";
    static final String TAGS = "/api/experiments/{name}/tags";
    static final String ARCHIVED = "/api/experiments/{name}/archived";
    static final String TRIAL_NOTE = "/api/experiments/{name}/trials/{number}/note";
    static final String TRIAL_TAGS = "/api/experiments/{name}/trials/{number}/tags";
    static final String CANCEL = "/api/experiments/{name}/trials/{number}/cancel";
    static final String REQUEUE = "/api/experiments/{name}/trials/{number}/requeue";
    static final String VIEWS = "/api/views";
    static final String FILES = "/api/files";
    static final String SEARCHES = "/api/searches";

    static final String LOGIN_PAGE = "/login";
    static final String DOCS_PAGE = "/api/docs";

    /** Each page and the file that it begins with. */
    static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("/", "index.html"),
            Map.entry("/compare", "compare.html"),
            Map.entry("/experiments/{name}", "experiment.html"),
            Map.entry("/experiments/{name}/trials/{number}", "trial.html"),
            Map.entry(LOGIN_PAGE, "login.html"),
            Map.entry(DOCS_PAGE, "docs.html"));

    /** What programs ask for. */
    private static final List<String> API = List.of(
            EXPERIMENTS,
            EXPERIMENT,
            TRIALS,
            CURVES,
            IMPORTANCE,
            EPOCHS,
            EPOCHS_BY_PARAMETER,
            TRIAL,
            SERIES,
            LOG,
            COMPARE,
            CONTROL,
            TIMELINE,
            STOP,
            RESUME,
            NOTE,
            TAGS,
            ARCHIVED,
            TRIAL_NOTE,
            TRIAL_TAGS,
            CANCEL,
            REQUEUE,
            VIEWS,
            FILES,
            SEARCHES,
            EVENTS,
            SESSION,
            OPENAPI);

    private Routes() {}

    static List<String> all() {
        return Stream.concat(PAGES.keySet().stream(), API.stream()).toList();
    }
}
