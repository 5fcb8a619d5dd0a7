package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A model that a run has read or made. All those of a run are kept as one tag, a JSON list: nobody searches for them.
 *
 * @param step at which a model was made; 0 for one that was read
 */
record ModelUse(String model, long step) {

    static ModelUse of(Message message) {
        return new ModelUse(message.required("model_id"), message.whole("step").orElse(0));
    }

    /** What {@link #text} has written. */
    static List<ModelUse> read(String json) {
        return Lenient.parsed("{\"models\":" + json + "}").messages("models").stream()
                .map(ModelUse::of)
                .toList();
    }

    /** Those of before and the new ones, each once. */
    static String text(String before, List<ModelUse> added) {
        List<ModelUse> all = new ArrayList<>(before.isEmpty() ? List.of() : read(before));
        added.stream().filter(use -> !all.contains(use)).forEach(all::add);
        StringWriter text = new StringWriter();
        try (JsonGenerator to = Lenient.JSON.createGenerator(text)) {
            to.writeStartArray();
            for (ModelUse use : all) {
                use.write(to);
            }
            to.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
        return text.toString();
    }

    void write(JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("model_id", model);
        to.writeNumberField("step", step);
        to.writeEndObject();
    }
}
