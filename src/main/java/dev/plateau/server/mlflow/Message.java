package dev.plateau.server.mlflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, by name. Names that nobody asks for are passed over; null is the same as nothing. Every method throws {@link
 * Refusal} for a value of another type.
 *
 * @param members Map, List, String, Boolean, Long or Double
 */
record Message(Map<String, Object> members) {

    Message {
        members = Collections.unmodifiableMap(members);
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** A text that must be there. */
    String required(String name) {
        Object value = members.get(name);
        if (value == null) {
            throw Refusal.missing(name);
        }
        return text(name, value);
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(members.get(name)).map(value -> text(name, value));
    }

    /** Empty if it is not there. */
    String text(String name) {
        return optional(name).orElse("");
    }

    private static String text(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw Scalars.wrong(String.valueOf(value), name, "a string");
    }

    /** An id: most are texts, but people write numbers for those that look like one. */
    String id(String name) {
        Object value = members.get(name);
        return value instanceof Long number ? number.toString() : required(name);
    }

    /** The id of a run: newer clients call it run_id, older ones run_uuid, most send both. */
    String run() {
        String id = text("run_id").isEmpty() ? text("run_uuid") : text("run_id");
        if (id.isEmpty()) {
            throw Refusal.missing("run_id");
        }
        return id;
    }

    OptionalLong whole(String name) {
        Object value = members.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(whole(name, value));
    }

    private static long whole(String name, Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Double number) {
            return Scalars.whole(number, name);
        }
        if (value instanceof String text) {
            return Scalars.whole(text, name);
        }
        throw Scalars.wrong(String.valueOf(value), name, "an integer");
    }

    /** None if there is no such list. One text alone is a list of it: that is how it stands in a URL. */
    List<String> texts(String name) {
        return items(name).stream()
                .map(item -> item instanceof Long number ? number.toString() : text(name, item))
                .toList();
    }

    List<Message> messages(String name) {
        return items(name).stream().map(item -> message(name, item)).toList();
    }

    /** The object of a name; empty if it is not there. */
    Message message(String name) {
        Object value = members.get(name);
        return value == null ? new Message(Map.of()) : message(name, value);
    }

    private static Message message(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach((key, member) -> members.put(String.valueOf(key), member));
            return new Message(members);
        }
        throw Scalars.wrong(String.valueOf(value), name, "an object");
    }

    private List<Object> items(String name) {
        @Nullable Object value = members.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return List.copyOf(list);
        }
        if (value instanceof String) {
            return List.of(value);
        }
        throw Scalars.wrong(String.valueOf(value), name, "a list");
    }

    /** A list of objects with a key and a value: params and tags. The last one of a key stands. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Message pair : messages(name)) {
            pairs.put(pair.required("key"), pair.text("value"));
        }
        return pairs;
    }
}
