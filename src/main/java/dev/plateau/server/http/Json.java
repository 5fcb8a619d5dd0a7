package dev.plateau.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** JSON as the API writes it: snake case, instants in ISO 8601, {@code null} for a number that is not finite. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new FiniteOrNull())
                    .addSerializer(double.class, new FiniteOrNull())
                    .addSerializer(Instant.class, ToStringSerializer.instance))
            .build();

    private Json() {}

    public static byte[] bytes(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON: " + body.getClass(), e);
        }
    }

    /** The body of a request. Throws {@link Problem} 400 if it is no JSON of that form. */
    public static <T> T read(String body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "The body is not the JSON that is expected here", e);
        }
        throw new Problem(HttpStatus.BAD_REQUEST, "The body must be a JSON object, found null");
    }

    /** The members of a JSON object in their order. */
    public static Map<String, Object> object(String text) {
        try {
            return MAPPER.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The store holds a configuration that is no JSON object: " + text, e);
        }
    }

    /** The members of a JSON object that somebody sent; empty if it is none. */
    public static Optional<Map<String, Object>> parsed(byte[] body) {
        try {
            return Optional.ofNullable(MAPPER.readValue(body, new TypeReference<Map<String, Object>>() {}));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static final class FiniteOrNull extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator to, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                to.writeNumber(value);
            } else {
                to.writeNull();
            }
        }
    }
}
