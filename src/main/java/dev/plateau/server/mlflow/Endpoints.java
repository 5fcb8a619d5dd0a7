package dev.plateau.server.mlflow;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which path is answered by what. */
final class Endpoints {

    /** Answers one request. */
    interface Endpoint {
        void answer(Call call) throws IOException;
    }

    private static final String MODELS = "logged-models";

    /** What clients of MLflow 3 send when a file is large; told this, they send it in one piece. */
    private static final String NO_PARTS = "Multipart upload is not supported for the current artifact repository";

    private static final Map<String, Map<HandlerType, Endpoint>> FIXED = new HashMap<>();

    static {
        post("experiments/create", ExperimentCalls::create);
        get("experiments/get", ExperimentCalls::get);
        get("experiments/get-by-name", ExperimentCalls::getByName);
        get("experiments/search", ExperimentCalls::search);
        post("experiments/search", ExperimentCalls::search);
        post("experiments/update", ExperimentCalls::update);
        post("experiments/delete", ExperimentCalls::delete);
        post("experiments/restore", ExperimentCalls::restore);
        post("experiments/set-experiment-tag", ExperimentCalls::tag);
        post("experiments/delete-experiment-tag", ExperimentCalls::untag);
        post("runs/create", RunCalls::create);
        get("runs/get", RunCalls::get);
        post("runs/update", RunCalls::update);
        post("runs/delete", RunCalls::delete);
        post("runs/restore", RunCalls::restore);
        post("runs/search", RunCalls::search);
        post("runs/log-metric", LogCalls::metric);
        post("runs/log-parameter", LogCalls::param);
        post("runs/log-batch", LogCalls::batch);
        post("runs/set-tag", LogCalls::tag);
        post("runs/delete-tag", LogCalls::untag);
        post("runs/log-inputs", LogCalls::inputs);
        post("runs/log-model", LogCalls::model);
        post("runs/outputs", LogCalls::outputs);
        get("metrics/get-history", HistoryCalls::get);
        get("metrics/get-history-bulk", HistoryCalls::bulk);
        get("metrics/get-history-bulk-interval", HistoryCalls::interval);
        get("artifacts/list", ArtifactCalls::ofRun);
        get("get-artifact", ArtifactCalls::get);
        post(MODELS, ModelCalls::create);
        post(MODELS + "/search", ModelCalls::search);
    }

    private Endpoints() {}

    private static void get(String path, Endpoint endpoint) {
        FIXED.computeIfAbsent(path, any -> new HashMap<>()).put(HandlerType.GET, endpoint);
    }

    private static void post(String path, Endpoint endpoint) {
        FIXED.computeIfAbsent(path, any -> new HashMap<>()).put(HandlerType.POST, endpoint);
    }

    /** @param path below {@code /api/2.0/mlflow/} */
    static void answer(Call call, String path) throws IOException {
        HandlerType method = call.context().method();
        Map<HandlerType, Endpoint> methods = FIXED.getOrDefault(path, Map.of());
        Endpoint found = methods.get(method.equals(HandlerType.HEAD) ? HandlerType.GET : method);
        if (found != null) {
            found.answer(call);
        } else if (!methods.isEmpty()) {
            throw wrongMethod(methods.keySet(), method);
        } else if (path.startsWith(MODELS + "/")) {
            model(call, path.substring(MODELS.length() + 1).split("/", -1), method);
        } else {
            throw unknown();
        }
    }

    /** @param names the id of a model, and perhaps a part of it */
    private static void model(Call call, String[] names, HandlerType method) throws IOException {
        String part = names.length > 1 ? names[1] : "";
        String request = method.name() + " " + part + (names.length > 2 ? "/" + names.length : "");
        switch (request) {
            case "GET " -> ModelCalls.get(call, names[0]);
            case "PATCH " -> ModelCalls.finish(call, names[0]);
            case "PATCH tags" -> ModelCalls.tag(call, names[0]);
            case "DELETE tags/3" -> ModelCalls.untag(call, names[0], names[2]);
            case "POST params" -> ModelCalls.params(call, names[0]);
            case "GET artifacts/3" -> ModelCalls.artifacts(call, names[0]);
            default -> throw unknown();
        }
    }

    /** @param path below {@code /api/2.0/mlflow-artifacts/}, decoded once */
    static void artifacts(Call call, String path) throws IOException {
        HandlerType method = call.context().method();
        if (path.startsWith("mpu/")) {
            throw new Refusal(Refusal.Code.NOT_IMPLEMENTED, NO_PARTS);
        }
        if (!path.equals("artifacts") && !path.startsWith("artifacts/")) {
            throw unknown();
        }
        String file = path.length() > "artifacts/".length() ? path.substring("artifacts/".length()) : "";
        if (method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD)) {
            ArtifactCalls.give(call, file);
        } else if (method.equals(HandlerType.PUT)) {
            ArtifactCalls.take(call, file);
        } else if (method.equals(HandlerType.DELETE)) {
            ArtifactCalls.drop(call, file);
        } else {
            throw wrongMethod(Set.of(HandlerType.GET, HandlerType.PUT, HandlerType.DELETE), method);
        }
    }

    private static Refusal wrongMethod(Set<HandlerType> known, HandlerType found) {
        Set<String> names = new TreeSet<>();
        known.forEach(method -> names.add(method.name()));
        return new Refusal(
                Refusal.Code.METHOD_NOT_ALLOWED,
                "This address answers to " + String.join(", ", names) + ", found " + found.name());
    }

    private static Refusal unknown() {
        return new Refusal(
                Refusal.Code.ENDPOINT_NOT_FOUND,
                "This server has no such endpoint: it tracks experiments, and has no registry of models and no traces");
    }
}
