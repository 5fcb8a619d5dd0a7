package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plateau.track.Batch;
import dev.plateau.track.Input;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackedRun;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is logged to a run. */
final class LogCalls {

    private static final int MAX_INPUTS = 1000;

    /** Of a run: the descriptions of the models that it has logged, as clients of MLflow 2 read them. */
    private static final String MODELS = "mlflow.log-model.history";

    /** Without these a description is none. */
    private static final List<String> OF_A_MODEL = List.of("artifact_path", "flavors", "utc_time_created", "run_id");

    /** Held while a tag is read, made longer and written. */
    private static final Object LISTS = new Object();

    private LogCalls() {}

    static void metric(Call call) {
        log(call, call.read(LogReader::single));
    }

    static void batch(Call call) {
        log(call, call.read(LogReader::batch));
    }

    private static void log(Call call, LogReader.Logged logged) {
        call.tracker().log(logged.run(), logged.batch());
        call.done();
    }

    static void param(Call call) {
        Message message = call.message();
        Map<String, String> params = new LinkedHashMap<>();
        Rules.param(params, message.required("key"), message.text("value"));
        call.tracker().log(message.run(), Batch.ofParams(params));
        call.done();
    }

    static void tag(Call call) {
        Message message = call.message();
        call.tracker()
                .log(message.run(), Batch.ofTags(Rules.tags(Map.of(message.required("key"), message.text("value")))));
        call.done();
    }

    static void untag(Call call) {
        Message message = call.message();
        call.tracker().untagRun(message.run(), message.required("key"));
        call.done();
    }

    static void inputs(Call call) {
        Message message = call.message();
        List<Message> sets = message.messages("datasets");
        Rules.count("datasets", MAX_INPUTS, sets.size());
        if (!sets.isEmpty()) {
            call.tracker()
                    .logInputs(message.run(), sets.stream().map(LogCalls::input).toList());
        }
        use(call, Tags.MODEL_INPUTS, message);
        call.done();
    }

    private static Input input(Message message) {
        Message set = message.message("dataset");
        return new Input(
                set.required("name"),
                set.required("digest"),
                set.required("source_type"),
                set.required("source"),
                set.text("schema"),
                set.text("profile"),
                message.pairs("tags"));
    }

    static void outputs(Call call) {
        use(call, Tags.MODEL_OUTPUTS, call.message());
        call.done();
    }

    private static void use(Call call, String tag, Message message) {
        List<ModelUse> added =
                message.messages("models").stream().map(ModelUse::of).toList();
        if (!added.isEmpty()) {
            synchronized (LISTS) {
                TrackedRun run = RunCalls.run(call, message.run());
                String all = ModelUse.text(run.tags().getOrDefault(tag, ""), added);
                call.tracker().log(run.id(), Batch.ofTags(Map.of(tag, all)));
            }
        }
    }

    /** Adds the description of a model to those that the run has. */
    static void model(Call call) {
        Message message = call.message();
        Message model = Lenient.parsed(message.required("model_json"));
        List<String> missing =
                OF_A_MODEL.stream().filter(name -> !model.has(name)).toList();
        if (!missing.isEmpty()) {
            throw Refusal.invalid("Model json is missing mandatory fields: " + String.join(", ", missing));
        }
        synchronized (LISTS) {
            TrackedRun run = RunCalls.run(call, message.run());
            String before = run.tags().getOrDefault(MODELS, "");
            List<Message> all = new ArrayList<>(
                    before.isEmpty()
                            ? List.of()
                            : Lenient.parsed("{\"models\":" + before + "}").messages("models"));
            if (!all.contains(model)) {
                all.add(model);
                call.tracker().log(run.id(), Batch.ofTags(Map.of(MODELS, text(all))));
            }
        }
        call.done();
    }

    private static String text(List<Message> models) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = Lenient.JSON.createGenerator(text)) {
            to.writeStartArray();
            for (Message model : models) {
                write(to, model.members());
            }
            to.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator to, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            to.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                to.writeFieldName(String.valueOf(member.getKey()));
                write(to, member.getValue());
            }
            to.writeEndObject();
        } else if (value instanceof List<?> items) {
            to.writeStartArray();
            for (Object item : items) {
                write(to, item);
            }
            to.writeEndArray();
        } else if (value instanceof Long number) {
            to.writeNumber(number);
        } else if (value instanceof Double number) {
            to.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            to.writeBoolean(truth);
        } else {
            to.writeString(String.valueOf(value));
        }
    }
}
