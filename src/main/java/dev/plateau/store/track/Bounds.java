package dev.plateau.store.track;

import static dev.plateau.track.TrackException.Code.INVALID_PARAMETER_VALUE;

import dev.plateau.track.Batch;
import dev.plateau.track.Input;
import dev.plateau.track.LoggedModel;
import dev.plateau.track.NewRun;
import dev.plateau.track.Query;
import dev.plateau.track.TrackException;
import java.util.List;
import java.util.Map;

/** How long and how many things may be. Every method throws {@link TrackException} in one sentence. */
final class Bounds {

    private static final int NAME =
            250; // characters of the name of a metric, param or tag, and what follows: as MLflow has them
    private static final int EXPERIMENT = 500;
    private static final int PARAM = 6000;
    private static final int TAG = 8000;
    private static final int TEXT = 65_535; // of a data set: a schema or profile
    private static final int URI = 2048;
    private static final int USER = 256;
    private static final int BATCH = 100_000; // metrics, params and tags of one: some 0.1 s of writing
    private static final int INPUTS = 1000;
    private static final int CLAUSES = 100;
    private static final int ORDERS = 16; // each is a join, of which SQLite takes 64
    private static final int VALUES = 10_000;

    private Bounds() {}

    static TrackException refused(String message) {
        return new TrackException(INVALID_PARAMETER_VALUE, message);
    }

    private static void text(String what, String value, int most) {
        if (value.length() > most) {
            throw refused(what + " has at most " + most + " characters, this one has " + value.length());
        }
    }

    private static void name(String what, String value, int most) {
        if (value.isBlank()) {
            throw refused(what + " must not be empty");
        }
        text(what, value, most);
    }

    static void experiment(String name, String artifacts, Map<String, String> tags) {
        experimentName(name);
        text("the place of artifacts", artifacts, URI);
        tags(tags);
    }

    static void experimentName(String name) {
        name("the name of an experiment", name, EXPERIMENT);
    }

    static void tag(String name, String value) {
        name("the name of a tag", name, NAME);
        text("the value of tag " + name, value, TAG);
    }

    private static void tags(Map<String, String> tags) {
        count("tags", tags.size(), BATCH);
        tags.forEach(Bounds::tag);
    }

    private static void params(Map<String, String> params) {
        params.forEach((name, value) -> {
            name("the name of a param", name, NAME);
            text("the value of param " + name, value, PARAM);
        });
    }

    private static void count(String what, int found, int most) {
        if (found > most) {
            throw refused("there can be at most " + most + " " + what + " at once, not " + found);
        }
    }

    static void run(NewRun run) {
        runName(run.name());
        text("the user of a run", run.user(), USER);
        tags(run.tags());
    }

    static void runName(String name) {
        text("the name of a run", name, TAG);
    }

    static void batch(Batch batch) {
        count(
                "metrics, params and tags",
                batch.metrics().size() + batch.params().size() + batch.tags().size(),
                BATCH);
        batch.metrics().forEach(metric -> name("the name of a metric", metric.name(), NAME));
        params(batch.params());
        tags(batch.tags());
    }

    static void inputs(List<Input> inputs) {
        count("data sets", inputs.size(), INPUTS);
        for (Input input : inputs) {
            name("the name of a data set", input.name(), EXPERIMENT);
            name("the digest of a data set", input.digest(), NAME);
            text("the source type of a data set", input.sourceType(), NAME);
            text("the source of a data set", input.source(), TEXT);
            text("the schema of a data set", input.schema(), TEXT);
            text("the profile of a data set", input.profile(), 16 * 1024 * 1024);
            tags(input.tags());
        }
    }

    static void model(LoggedModel model) {
        name("the id of a model", model.id(), NAME);
        text("the name of a model", model.name(), EXPERIMENT);
        text("the type of a model", model.type(), NAME);
        text("the status of a model", model.status(), NAME);
        text("the run of a model", model.run(), NAME);
        text("the place of artifacts", model.artifacts(), URI);
        params(model.params());
        tags(model.tags());
    }

    static void query(Query query) {
        count("conditions", query.clauses().size(), CLAUSES);
        count("fields to order by", query.order().size(), ORDERS);
        for (Query.Clause clause : query.clauses()) {
            count("values in a condition", clause.values().size(), VALUES);
            boolean list = clause.operator() == Query.Operator.IN || clause.operator() == Query.Operator.NOT_IN;
            if (!list && clause.values().size() != 1) {
                throw refused("a condition with " + clause.operator() + " has one value, found "
                        + clause.values().size());
            }
        }
    }
}
