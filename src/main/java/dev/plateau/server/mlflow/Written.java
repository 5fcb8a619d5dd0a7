package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plateau.track.Input;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.LoggedModel;
import dev.plateau.track.Point;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackedExperiment;
import dev.plateau.track.TrackedRun;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** What is tracked, as MLflow's clients read it: int64 as numbers, empty lists left out, NaN as a text, infinities as the largest doubles. */
final class Written {

    private Written() {}

    static void experiment(JsonGenerator to, TrackedExperiment experiment) throws IOException {
        to.writeStartObject();
        to.writeStringField("experiment_id", String.valueOf(experiment.id()));
        to.writeStringField("name", experiment.name());
        to.writeStringField("artifact_location", experiment.artifacts());
        to.writeStringField("lifecycle_stage", stage(experiment.lifecycle()));
        to.writeNumberField("last_update_time", experiment.updated());
        to.writeNumberField("creation_time", experiment.created());
        pairs(to, "tags", experiment.tags());
        to.writeEndObject();
    }

    private static String stage(Lifecycle lifecycle) {
        return lifecycle == Lifecycle.ACTIVE ? "active" : "deleted";
    }

    static void run(JsonGenerator to, TrackedRun run) throws IOException {
        to.writeStartObject();
        to.writeFieldName("info");
        info(to, run);
        to.writeObjectFieldStart("data");
        metrics(to, run.metrics());
        pairs(to, "params", run.params());
        tags(to, run.tags());
        to.writeEndObject();
        to.writeObjectFieldStart("inputs");
        if (!run.inputs().isEmpty()) {
            to.writeArrayFieldStart("dataset_inputs");
            for (Input input : run.inputs()) {
                input(to, input);
            }
            to.writeEndArray();
        }
        raw(to, "model_inputs", run.tags().get(Tags.MODEL_INPUTS));
        to.writeEndObject();
        if (run.tags().containsKey(Tags.MODEL_OUTPUTS)) {
            to.writeObjectFieldStart("outputs");
            raw(to, "model_outputs", run.tags().get(Tags.MODEL_OUTPUTS));
            to.writeEndObject();
        }
        to.writeEndObject();
    }

    /** A run without what was logged to it. */
    static void info(JsonGenerator to, TrackedRun run) throws IOException {
        to.writeStartObject();
        to.writeStringField("run_uuid", run.id());
        to.writeStringField("experiment_id", String.valueOf(run.experiment()));
        to.writeStringField("run_name", run.name());
        to.writeStringField("user_id", run.user());
        to.writeStringField("status", run.status().name());
        to.writeNumberField("start_time", run.started());
        if (run.ended().isPresent()) {
            to.writeNumberField("end_time", run.ended().getAsLong());
        }
        to.writeStringField("artifact_uri", run.artifacts());
        to.writeStringField("lifecycle_stage", stage(run.lifecycle()));
        to.writeStringField("run_id", run.id());
        to.writeEndObject();
    }

    private static void metrics(JsonGenerator to, Map<String, Point> metrics) throws IOException {
        if (metrics.isEmpty()) {
            return;
        }
        to.writeArrayFieldStart("metrics");
        for (Map.Entry<String, Point> metric : metrics.entrySet()) {
            point(to, metric.getKey(), metric.getValue(), "");
        }
        to.writeEndArray();
    }

    /** @param run its id, or empty to leave it out */
    static void point(JsonGenerator to, String metric, Point point, String run) throws IOException {
        to.writeStartObject();
        to.writeStringField("key", metric);
        to.writeFieldName("value");
        number(to, point.value());
        to.writeNumberField("timestamp", point.at());
        to.writeNumberField("step", point.step());
        if (!run.isEmpty()) {
            to.writeStringField("run_id", run);
        }
        to.writeEndObject();
    }

    private static void number(JsonGenerator to, double value) throws IOException {
        if (Double.isNaN(value)) {
            to.writeString("NaN");
        } else {
            to.writeNumber(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value)));
        }
    }

    static void pairs(JsonGenerator to, String name, Map<String, String> pairs) throws IOException {
        if (pairs.isEmpty()) {
            return;
        }
        to.writeArrayFieldStart(name);
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            pair(to, pair.getKey(), pair.getValue());
        }
        to.writeEndArray();
    }

    private static void pair(JsonGenerator to, String key, String value) throws IOException {
        to.writeStartObject();
        to.writeStringField("key", key);
        to.writeStringField("value", value);
        to.writeEndObject();
    }

    /** The tags that clients have set: models are told elsewhere. */
    private static void tags(JsonGenerator to, Map<String, String> tags) throws IOException {
        boolean begun = false;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            if (tag.getKey().equals(Tags.MODEL_INPUTS) || tag.getKey().equals(Tags.MODEL_OUTPUTS)) {
                continue;
            }
            if (!begun) {
                to.writeArrayFieldStart("tags");
                begun = true;
            }
            pair(to, tag.getKey(), tag.getValue());
        }
        if (begun) {
            to.writeEndArray();
        }
    }

    private static void raw(JsonGenerator to, String name, @org.jspecify.annotations.Nullable String json)
            throws IOException {
        if (json != null) {
            to.writeArrayFieldStart(name);
            for (ModelUse use : ModelUse.read(json)) {
                use.write(to);
            }
            to.writeEndArray();
        }
    }

    private static void input(JsonGenerator to, Input input) throws IOException {
        to.writeStartObject();
        pairs(to, "tags", input.tags());
        to.writeObjectFieldStart("dataset");
        to.writeStringField("name", input.name());
        to.writeStringField("digest", input.digest());
        to.writeStringField("source_type", input.sourceType());
        to.writeStringField("source", input.source());
        if (!input.schema().isEmpty()) {
            to.writeStringField("schema", input.schema());
        }
        if (!input.profile().isEmpty()) {
            to.writeStringField("profile", input.profile());
        }
        to.writeEndObject();
        to.writeEndObject();
    }

    static void model(JsonGenerator to, LoggedModel model) throws IOException {
        to.writeStartObject();
        to.writeObjectFieldStart("info");
        to.writeStringField("model_id", model.id());
        to.writeStringField("experiment_id", String.valueOf(model.experiment()));
        to.writeStringField("name", model.name());
        to.writeNumberField("creation_timestamp_ms", model.created());
        to.writeNumberField("last_updated_timestamp_ms", model.updated());
        to.writeStringField("artifact_uri", model.artifacts());
        to.writeStringField("status", "LOGGED_MODEL_" + model.status().toUpperCase(Locale.ROOT));
        if (!model.type().isEmpty()) {
            to.writeStringField("model_type", model.type());
        }
        if (!model.run().isEmpty()) {
            to.writeStringField("source_run_id", model.run());
        }
        pairs(to, "tags", model.tags());
        to.writeEndObject();
        to.writeObjectFieldStart("data");
        pairs(to, "params", model.params());
        to.writeEndObject();
        to.writeEndObject();
    }
}
