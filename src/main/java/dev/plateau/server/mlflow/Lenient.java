package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as clients of MLflow write it: NaN and Infinity without quotes, numbers as texts, and once in a while all of it inside of a text.
 * What stands there is never repeated in an error: it may be long.
 */
final class Lenient {

    /** Enough for everything that clients send; a model's description is a text and not nested. */
    private static final int MAX_DEPTH = 64;

    static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Lenient() {}

    /** What is done with a parser. */
    interface Reading<T> {
        /** @param from stands at the first token of the object, or at null if there is nothing */
        T read(JsonParser from) throws IOException;
    }

    /** Reads a body. Throws {@link Refusal} if it is no JSON. */
    static <T> T read(InputStream body, Reading<T> reading) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                return readText(parser.getText(), reading);
            }
            return reading.read(parser);
        } catch (JsonParseException | StreamConstraintsException e) {
            throw noJson(e);
        } catch (IOException e) {
            throw new Refusal(Refusal.Code.BAD_REQUEST, "The body ended before it was complete", e);
        }
    }

    private static <T> T readText(String text, Reading<T> reading) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            return reading.read(parser);
        }
    }

    private static Refusal noJson(IOException cause) {
        return new Refusal(
                Refusal.Code.BAD_REQUEST,
                "The body is no JSON: it must be an object, such as {\"run_id\": \"...\"}",
                cause);
    }

    /** The members of an object; none if there is nothing. */
    static Message message(JsonParser from) throws IOException {
        JsonToken token = from.currentToken();
        if (token == null || token == JsonToken.VALUE_NULL) {
            return new Message(Map.of());
        }
        if (token != JsonToken.START_OBJECT) {
            throw new Refusal(Refusal.Code.BAD_REQUEST, "The body must be a JSON object");
        }
        return new Message(object(from));
    }

    /** @param json of something that a client has stored; an object, or this throws {@link Refusal} */
    static Message parsed(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return message(parser);
        } catch (IOException e) {
            throw noJson(e);
        }
    }

    private static Map<String, Object> object(JsonParser from) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (from.nextToken() != JsonToken.END_OBJECT) {
            String name = from.currentName();
            from.nextToken();
            Object value = value(from);
            if (value != null) {
                members.put(name, value);
            }
        }
        return members;
    }

    /** A Map, List, String, Boolean, Long or Double; null for null. */
    private static @Nullable Object value(JsonParser from) throws IOException {
        return switch (from.currentToken()) {
            case START_OBJECT -> object(from);
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (from.nextToken() != JsonToken.END_ARRAY) {
                    Object item = value(from);
                    if (item != null) {
                        items.add(item);
                    }
                }
                yield items;
            }
            case VALUE_STRING -> from.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> {
                boolean fits = from.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
                yield fits ? (Object) from.getLongValue() : (Object) from.getDoubleValue();
            }
            case VALUE_NUMBER_FLOAT -> from.getDoubleValue();
            default -> null;
        };
    }
}
