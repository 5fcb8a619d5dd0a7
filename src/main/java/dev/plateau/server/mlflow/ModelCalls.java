package dev.plateau.server.mlflow;

import dev.plateau.track.LoggedModel;
import dev.plateau.track.Query.Order;
import dev.plateau.track.TrackedExperiment;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What MLflow 3 asks of models. */
final class ModelCalls {

    private static final int USUAL_RESULTS = 100;
    private static final String PREFIX = "LOGGED_MODEL_";

    private ModelCalls() {}

    static void create(Call call) {
        Message message = call.message();
        long id = call.experiment(message.id("experiment_id"));
        TrackedExperiment experiment =
                call.tracker().experiment(id).orElseThrow(() -> Refusal.noExperiment(String.valueOf(id)));
        String source = message.text("source_run_id");
        if (!source.isEmpty()) {
            RunCalls.run(call, source);
        }
        String model = "m-" + UUID.randomUUID().toString().replace("-", "");
        long now = call.tracking().clock().millis();
        LoggedModel made = call.tracker()
                .createModel(new LoggedModel(
                        model,
                        id,
                        source,
                        message.optional("name").filter(name -> !name.isEmpty()).orElse(model),
                        message.text("model_type"),
                        "PENDING",
                        location(experiment) + "models/" + model + "/artifacts",
                        now,
                        now,
                        params(message),
                        Rules.tags(message.pairs("tags"))));
        answer(call, made);
    }

    private static String location(TrackedExperiment experiment) {
        return experiment.artifacts().endsWith("/") ? experiment.artifacts() : experiment.artifacts() + "/";
    }

    private static Map<String, String> params(Message message) {
        Map<String, String> params = new LinkedHashMap<>();
        message.pairs("params").forEach((key, value) -> Rules.param(params, key, value));
        return params;
    }

    private static void answer(Call call, LoggedModel model) {
        call.answer("model", to -> Written.model(to, model));
    }

    static LoggedModel model(Call call, String id) {
        return call.tracker()
                .model(id)
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.RESOURCE_DOES_NOT_EXIST, "Logged model with ID '" + id + "' not found."));
    }

    static void get(Call call, String id) {
        answer(call, model(call, id));
    }

    /** The client has sent the files of a model, or could not. */
    static void finish(Call call, String id) {
        String status = call.message().id("status");
        String name = switch (status) {
            case PREFIX + "READY", "2" -> "READY";
            case PREFIX + "UPLOAD_FAILED", "3" -> "UPLOAD_FAILED";
            case PREFIX + "PENDING", "1" -> "PENDING";
            default -> throw Scalars.wrong(status, "status", PREFIX + "READY or " + PREFIX + "UPLOAD_FAILED");
        };
        answer(
                call,
                change(call, id, model -> with(model, name.toUpperCase(Locale.ROOT), model.params(), model.tags())));
    }

    static void tag(Call call, String id) {
        Map<String, String> added = Rules.tags(call.message().pairs("tags"));
        answer(call, change(call, id, model -> {
            Map<String, String> tags = new LinkedHashMap<>(model.tags());
            tags.putAll(added);
            return with(model, model.status(), model.params(), tags);
        }));
    }

    static void untag(Call call, String id, String key) {
        answer(call, change(call, id, model -> {
            Map<String, String> tags = new LinkedHashMap<>(model.tags());
            tags.remove(key);
            return with(model, model.status(), model.params(), tags);
        }));
    }

    static void params(Call call, String id) {
        Map<String, String> added = params(call.message());
        change(call, id, model -> {
            Map<String, String> params = new LinkedHashMap<>(model.params());
            params.putAll(added);
            return with(model, model.status(), params, model.tags());
        });
        call.done();
    }

    /** One at a time: what is changed is read first. */
    private static synchronized LoggedModel change(Call call, String id, UnaryOperator<LoggedModel> change) {
        LoggedModel before = model(call, id);
        LoggedModel after = change.apply(before);
        LoggedModel now = new LoggedModel(
                after.id(),
                after.experiment(),
                after.run(),
                after.name(),
                after.type(),
                after.status(),
                after.artifacts(),
                after.created(),
                call.tracking().clock().millis(),
                after.params(),
                after.tags());
        call.tracker().updateModel(now);
        return now;
    }

    private static LoggedModel with(
            LoggedModel model, String status, Map<String, String> params, Map<String, String> tags) {
        return new LoggedModel(
                model.id(),
                model.experiment(),
                model.run(),
                model.name(),
                model.type(),
                status,
                model.artifacts(),
                model.created(),
                model.updated(),
                params,
                tags);
    }

    static void search(Call call) {
        Message message = call.message();
        Pages pages = Pages.of(message, USUAL_RESULTS);
        List<LoggedModel> all =
                ModelFilter.of(message.text("filter")).kept(call.tracker().models(call.experiments("experiment_ids")));
        List<LoggedModel> page = all.stream()
                .sorted(order(message))
                .skip(pages.offset())
                .limit(pages.limit())
                .toList();
        call.answer(to -> {
            if (!page.isEmpty()) {
                to.writeArrayFieldStart("models");
                for (LoggedModel model : page) {
                    Written.model(to, model);
                }
                to.writeEndArray();
            }
            long end = pages.offset() + page.size();
            if (end < all.size()) {
                to.writeStringField("next_page_token", Pages.token(end));
            }
        });
    }

    /** By the first field alone: clients send one. */
    private static Comparator<LoggedModel> order(Message message) {
        Comparator<LoggedModel> latest =
                Comparator.comparingLong(LoggedModel::created).reversed();
        List<Message> wanted = message.messages("order_by");
        if (wanted.isEmpty()) {
            return latest;
        }
        Order order = ModelFilter.order(wanted.get(0));
        Comparator<LoggedModel> by = ModelFilter.comparator(order.field().name());
        return (order.ascending() ? by : by.reversed()).thenComparing(latest);
    }

    /** The files of a model, as those of a run. */
    static void artifacts(Call call, String id) {
        ArtifactCalls.answer(call, model(call, id).artifacts(), call.message().text("artifact_directory_path"));
    }
}
