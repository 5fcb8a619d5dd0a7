package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plateau.track.Batch;
import dev.plateau.track.Metric;
import dev.plateau.track.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is logged token by token: these are the requests that come by the thousand, and a tree of each would cost more than storing
 * it.
 */
final class LogReader {

    /** @param run its id */
    record Logged(String run, Batch batch) {}

    private final List<Metric> metrics = new ArrayList<>();
    private final Map<String, String> params = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private String run = "";
    private int metricCount;
    private int paramCount;
    private int tagCount;

    private LogReader() {}

    /** The body of runs/log-batch. */
    static Logged batch(JsonParser from) throws IOException {
        LogReader reader = new LogReader();
        open(from);
        while (from.nextToken() != JsonToken.END_OBJECT) {
            String name = from.currentName();
            JsonToken token = from.nextToken();
            switch (name) {
                case "run_id", "run_uuid" -> reader.run(from, name);
                case "metrics" -> reader.items(from, token, name, reader::metric);
                case "params" -> reader.items(from, token, name, reader::param);
                case "tags" -> reader.items(from, token, name, reader::tag);
                default -> from.skipChildren();
            }
        }
        reader.checkCounts();
        return new Logged(reader.required(), new Batch(reader.metrics, reader.params, reader.tags));
    }

    /** The body of runs/log-metric. */
    static Logged single(JsonParser from) throws IOException {
        LogReader reader = new LogReader();
        open(from);
        Draft draft = new Draft();
        while (from.nextToken() != JsonToken.END_OBJECT) {
            String name = from.currentName();
            from.nextToken();
            if (name.equals("run_id") || name.equals("run_uuid")) {
                reader.run(from, name);
            } else {
                draft.read(from, name);
            }
        }
        return new Logged(reader.required(), Batch.ofMetrics(List.of(draft.metric())));
    }

    private static void open(JsonParser from) {
        if (from.currentToken() == null) {
            throw Refusal.missing("run_id");
        }
        if (from.currentToken() != JsonToken.START_OBJECT) {
            throw new Refusal(Refusal.Code.BAD_REQUEST, "The body must be a JSON object");
        }
    }

    private void run(JsonParser from, String name) throws IOException {
        String found = text(from, name);
        if (run.isEmpty() && found != null) {
            run = found;
        }
    }

    private String required() {
        if (run.isEmpty()) {
            throw Refusal.missing("run_id");
        }
        return run;
    }

    private static @Nullable String text(JsonParser from, String name) throws IOException {
        return switch (from.currentToken()) {
            case VALUE_STRING -> from.getText();
            case VALUE_NULL -> null;
            default -> throw Scalars.wrong(from.getText(), name, "a string");
        };
    }

    private interface Item {
        void read(JsonParser from) throws IOException;
    }

    private void items(JsonParser from, @Nullable JsonToken token, String name, Item item) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            throw Scalars.wrong(from.getText(), name, "a list");
        }
        while (from.nextToken() != JsonToken.END_ARRAY) {
            if (from.currentToken() != JsonToken.START_OBJECT) {
                throw Scalars.wrong(from.getText(), name, "a list of objects");
            }
            item.read(from);
        }
    }

    /** Beyond the limit they are counted only, for the message. */
    private void metric(JsonParser from) throws IOException {
        if (++metricCount > Rules.MAX_METRICS) {
            from.skipChildren();
            return;
        }
        Draft draft = new Draft();
        while (from.nextToken() != JsonToken.END_OBJECT) {
            String name = from.currentName();
            from.nextToken();
            draft.read(from, name);
        }
        metrics.add(draft.metric());
    }

    private void param(JsonParser from) throws IOException {
        paramCount++;
        Pair pair = pair(from);
        if (params.size() < Rules.MAX_PARAMS) {
            if (params.containsKey(pair.key())) {
                throw Refusal.invalid("Duplicate parameter keys have been submitted: ['" + pair.key()
                        + "']. Please ensure the request contains only one param value per param key.");
            }
            Rules.param(params, pair.key(), pair.value());
        }
    }

    private void tag(JsonParser from) throws IOException {
        tagCount++;
        Pair pair = pair(from);
        if (tagCount <= Rules.MAX_TAGS) {
            Rules.tag(tags, pair.key(), pair.value());
        }
    }

    private record Pair(String key, String value) {}

    private static Pair pair(JsonParser from) throws IOException {
        String key = null;
        String value = null;
        while (from.nextToken() != JsonToken.END_OBJECT) {
            String name = from.currentName();
            from.nextToken();
            switch (name) {
                case "key" -> key = text(from, name);
                case "value" -> value = text(from, name);
                default -> from.skipChildren();
            }
        }
        if (key == null) {
            throw Refusal.missing("key");
        }
        return new Pair(key, value == null ? "" : value);
    }

    private void checkCounts() {
        Rules.count("metrics", Rules.MAX_METRICS, metricCount);
        Rules.count("params", Rules.MAX_PARAMS, paramCount);
        Rules.count("tags", Rules.MAX_TAGS, tagCount);
        Rules.count("metrics, params, and tags", Rules.MAX_ENTITIES, metricCount + paramCount + tagCount);
    }

    /** A metric whose members come in any order. */
    private static final class Draft {

        private @Nullable String key;
        private double value;
        private long at;
        private long step;
        private boolean hasValue;
        private boolean hasTime;

        void read(JsonParser from, String name) throws IOException {
            if (from.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            switch (name) {
                case "key" -> key = text(from, name);
                case "value" -> {
                    value = Scalars.number(from, name);
                    hasValue = true;
                }
                case "timestamp" -> {
                    at = Scalars.whole(from, name);
                    hasTime = true;
                }
                case "step" -> step = Scalars.whole(from, name);
                default -> from.skipChildren();
            }
        }

        Metric metric() {
            String name = key;
            if (name == null) {
                throw Refusal.missing("key");
            }
            if (!hasValue || !hasTime) {
                throw Refusal.missing(hasValue ? "timestamp" : "value");
            }
            Rules.timestamp(name, at);
            return new Metric(Rules.name("metric", name), new Point(step, at, value));
        }
    }
}
