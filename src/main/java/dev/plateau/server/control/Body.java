package dev.plateau.server.control;

import dev.plateau.server.http.Json;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON object that a request brings. Every method throws {@link Problem} 400 in one sentence if it is another one. */
final class Body {

    /** Enough for every body but a note. */
    static final int USUAL_BYTES = 64 * 1024;

    /** A note of the longest, each byte of it escaped. */
    static final int NOTE_BYTES = 6 * 64 * 1024 + 1024;

    private final Map<String, Object> members;

    private Body(Map<String, Object> members) {
        this.members = members;
    }

    /** @param known names of the members that it may have */
    static Body of(Request request, int maxBytes, Set<String> known) {
        byte[] bytes = request.context().bodyAsBytes();
        if (bytes.length > maxBytes) {
            throw new Problem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "The body must be at most " + maxBytes + " bytes, this one has " + bytes.length);
        }
        Map<String, Object> members = Json.parsed(bytes)
                .orElseThrow(() -> bad("The body must be a JSON object"
                        + (known.isEmpty()
                                ? ""
                                : " with "
                                        + String.join(
                                                ", ", known.stream().sorted().toList()))));
        members.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw bad("The body has an unknown member " + name + "; expected "
                            + (known.isEmpty()
                                    ? "none"
                                    : String.join(", ", known.stream().sorted().toList())));
                });
        return new Body(members);
    }

    static Problem bad(String sentence) {
        return new Problem(HttpStatus.BAD_REQUEST, sentence);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> wrong(name, "a string", members.get(name)));
    }

    /** Empty if the member is null or left out. */
    Optional<String> optionalText(String name) {
        Object value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw wrong(name, "a string", value);
    }

    boolean flag(String name) {
        if (members.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false", members.get(name));
    }

    List<String> texts(String name) {
        if (!(members.get(name) instanceof List<?> values)) {
            throw wrong(name, "a list of strings", members.get(name));
        }
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            if (!(value instanceof String text)) {
                throw wrong(name, "a list of strings", value);
            }
            texts.add(text);
        }
        return texts;
    }

    private static Problem wrong(String name, String expected, @Nullable Object found) {
        return bad(name + " must be " + expected + ", found " + kind(found));
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        return value instanceof String
                ? "a string"
                : value instanceof Number
                        ? "a number"
                        : value instanceof List ? "a list" : value instanceof Map ? "an object" : value.toString();
    }
}
