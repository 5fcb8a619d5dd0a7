package dev.plateau.experiment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plateau.train.keras.KerasModel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment's text with the Keras definition that it names enclosed: behind the YAML, which stays word for word, a line that says so
 * and one line of JSON. In this form the text is stored, compared and read again where the named file is gone or is another one.
 *
 * @param whole the text with what is enclosed
 * @param yaml the file alone
 * @param keras the definition, as settings hold it
 */
record Enclosed(String whole, String yaml, Optional<Map<String, Object>> keras) {

    /** Begins a second YAML document, of which an experiment file has none. */
    private static final String MARK = "\n--- # model.keras, as it was read:\n";

    /** Made when there is something to enclose and not before: its 400 classes are a tenth of the start of a plan. */
    private static final class Json {

        static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(8)
                                .maxDocumentLength(1 << 20)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** What is enclosed in a text; nothing, if there is no mark. */
    static Enclosed in(String text, Path file) {
        int mark = text.lastIndexOf(MARK);
        if (mark < 0) {
            return new Enclosed(text, text, Optional.empty());
        }
        try {
            Object json = Json.MAPPER.readValue(text.substring(mark + MARK.length()), Object.class);
            Map<String, Object> keras = KerasModel.from("model.keras", json).settings();
            return new Enclosed(text, text.substring(0, mark), Optional.of(keras));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw Mistakes.of(
                    file.toString(),
                    "the definition behind the line \"" + MARK.strip() + "\" is not one that was enclosed");
        }
    }

    /** The text of an experiment with the definition enclosed that its {@code model.keras} names. */
    static String with(Experiment experiment, String name, Path file) {
        String named = file + ": model.keras: " + name;
        try {
            KerasModel model = KerasModel.parse(
                    SmallFile.text(experiment.folder().resolve(name), "the JSON of Keras's model.to_json()"));
            return experiment.text() + MARK + Json.MAPPER.writeValueAsString(model.settings()) + "\n";
        } catch (InvalidPathException e) {
            throw Mistakes.of(named, "is no name of a file");
        } catch (IllegalArgumentException e) {
            throw Mistakes.of(named, String.valueOf(e.getMessage()));
        } catch (ExperimentException e) {
            throw Mistakes.of(file.toString(), "model.keras: " + e.mistakes().get(0));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values have a JSON", e);
        }
    }

    /** What follows the YAML. */
    String end() {
        return whole.substring(yaml.length());
    }
}
