package dev.plateau.server.mlflow;

import dev.plateau.track.Found;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.Query;
import dev.plateau.track.TrackedExperiment;
import java.util.List;
import java.util.Map;

/** What is asked of experiments. */
final class ExperimentCalls {

    private static final int USUAL_RESULTS = 1000;
    private static final int MAX_LOCATION = 2048;

    private ExperimentCalls() {}

    static void create(Call call) {
        Message message = call.message();
        String name = Rules.experimentName(message.required("name"));
        Map<String, String> tags = Rules.experimentTags(message.pairs("tags"));
        long id = call.tracker().createExperiment(name, location(message.text("artifact_location")), tags);
        call.answer(to -> to.writeStringField("experiment_id", String.valueOf(id)));
    }

    private static String location(String uri) {
        if (uri.length() > MAX_LOCATION) {
            throw Refusal.invalid(
                    "Invalid artifact path length. The length of the artifact path cannot be greater than "
                            + MAX_LOCATION + ". To configure this limit is not possible here.");
        }
        if (uri.indexOf('#') >= 0 || uri.indexOf('?') >= 0) {
            throw Refusal.invalid("'artifact_location' URL can't include fragments or params.");
        }
        if (uri.startsWith("runs:")) {
            throw Refusal.invalid("Artifact location cannot be a runs:/ URI. Given: '" + uri + "'");
        }
        return uri;
    }

    static void get(Call call) {
        String id = call.message().id("experiment_id");
        answer(call, call.tracker().experiment(call.experiment(id)).orElseThrow(() -> Refusal.noExperiment(id)));
    }

    static void getByName(Call call) {
        String name = call.message().required("experiment_name");
        answer(
                call,
                call.tracker()
                        .experiment(name)
                        .orElseThrow(() -> new Refusal(
                                Refusal.Code.RESOURCE_DOES_NOT_EXIST,
                                "Could not find experiment with name '" + name + "'")));
    }

    private static void answer(Call call, TrackedExperiment experiment) {
        call.answer("experiment", to -> Written.experiment(to, experiment));
    }

    static void search(Call call) {
        Message message = call.message();
        Pages pages = Pages.of(message, USUAL_RESULTS);
        Query query = new Query(
                List.of(),
                view(message, "view_type"),
                Grammar.filter(Vocabulary.EXPERIMENTS, message.text("filter")),
                Grammar.orders(Vocabulary.EXPERIMENTS, message.texts("order_by")),
                pages.offset(),
                pages.limit());
        Found<TrackedExperiment> found = call.tracker().experiments(query);
        call.answer(to -> {
            if (!found.rows().isEmpty()) {
                to.writeArrayFieldStart("experiments");
                for (TrackedExperiment experiment : found.rows()) {
                    Written.experiment(to, experiment);
                }
                to.writeEndArray();
            }
            if (found.more()) {
                to.writeStringField(
                        "next_page_token",
                        Pages.token(pages.offset() + found.rows().size()));
            }
        });
    }

    /** A name of protobuf, or its number. Nothing means those that are not deleted. */
    static Query.View view(Message message, String name) {
        String found = message.has(name) ? message.id(name) : "";
        return switch (found) {
            case "", "ACTIVE_ONLY", "1" -> Query.View.ACTIVE;
            case "DELETED_ONLY", "2" -> Query.View.DELETED;
            case "ALL", "3" -> Query.View.ALL;
            default -> throw Scalars.wrong(found, name, "ACTIVE_ONLY, DELETED_ONLY or ALL");
        };
    }

    static void update(Call call) {
        Message message = call.message();
        long id = call.experiment(message.id("experiment_id"));
        String name = message.required("new_name");
        if (!name.isEmpty()) {
            call.tracker().renameExperiment(id, Rules.experimentName(name));
        }
        call.done();
    }

    static void delete(Call call) {
        call.tracker().experimentLifecycle(call.experiment(call.message().id("experiment_id")), Lifecycle.DELETED);
        call.done();
    }

    static void restore(Call call) {
        call.tracker().experimentLifecycle(call.experiment(call.message().id("experiment_id")), Lifecycle.ACTIVE);
        call.done();
    }

    static void tag(Call call) {
        Message message = call.message();
        String key = message.required("key");
        String value = message.text("value");
        Rules.experimentTags(Map.of(key, value));
        call.tracker().tagExperiment(call.experiment(message.id("experiment_id")), key, value);
        call.done();
    }

    static void untag(Call call) {
        Message message = call.message();
        call.tracker().untagExperiment(call.experiment(message.id("experiment_id")), message.required("key"));
        call.done();
    }
}
