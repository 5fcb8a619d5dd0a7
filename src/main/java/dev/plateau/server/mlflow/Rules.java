package dev.plateau.server.mlflow;

import java.util.LinkedHashMap;
import java.util.Map;

/** What MLflow allows: lengths, counts and names. Lengths are in characters of Unicode. */
final class Rules {

    static final int MAX_METRICS = 1000;
    static final int MAX_PARAMS = 100;
    static final int MAX_TAGS = 100;

    /** Metrics, params and tags of a batch together. */
    static final int MAX_ENTITIES = 1000;

    static final int MAX_EXPERIMENT_NAME = 500;
    private static final int MAX_KEY = 250;
    private static final int MAX_PARAM = 6000;
    private static final int MAX_TAG = 8000;
    private static final int SHOWN = 250;

    private Rules() {}

    /** @param kind what has the name, for the message: Metric, Parameter, Tag */
    static String name(String kind, String name) {
        if (!isAllowed(name)) {
            throw Refusal.invalid("Invalid " + kind + " name: '" + shown(name)
                    + "'. Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ),"
                    + " colons (:), and slashes (/).");
        }
        if (!isItsOwnPath(name)) {
            throw Refusal.invalid("Invalid " + kind + " name: '" + shown(name)
                    + "'. Names may be treated as files in certain cases, and must not resolve to other names when"
                    + " treated as such.");
        }
        return within(kind + " name", MAX_KEY, name);
    }

    private static boolean isAllowed(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= ':') || c == '_';
            // From - to : are - . / 0 to 9 and :
            if (!plain && c != ' ' && !Character.isLetterOrDigit(c) && !Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a path of that name stays as it is when it is normalised. */
    private static boolean isItsOwnPath(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.startsWith("..") || name.endsWith("/")) {
            return false;
        }
        if (name.indexOf('/') < 0) {
            return !name.equals(".");
        }
        String around = "/" + name + "/";
        return !around.contains("//") && !around.contains("/./") && !around.contains("/../");
    }

    private static String within(String what, int limit, String value) {
        if (value.length() > limit && value.codePointCount(0, value.length()) > limit) {
            throw Refusal.invalid(what + " '" + shown(value) + "' had length " + value.codePointCount(0, value.length())
                    + ", which exceeded length limit of " + limit);
        }
        return value;
    }

    /** MLflow shortens values of params and of runs' tags, unless it was told not to. */
    private static String cut(int limit, String value) {
        return value.length() > limit && value.codePointCount(0, value.length()) > limit
                ? value.substring(0, value.offsetByCodePoints(0, limit))
                : value;
    }

    static void param(Map<String, String> to, String key, String value) {
        to.put(name("parameter", key), cut(MAX_PARAM, value));
    }

    static void tag(Map<String, String> to, String key, String value) {
        to.put(name("tag", key), cut(MAX_TAG, value));
    }

    static Map<String, String> tags(Map<String, String> tags) {
        Map<String, String> checked = new LinkedHashMap<>();
        tags.forEach((key, value) -> tag(checked, key, value));
        return checked;
    }

    /** Tags of an experiment, which are not shortened. */
    static Map<String, String> experimentTags(Map<String, String> tags) {
        tags.forEach(
                (key, value) -> within("Tag value", MAX_TAG, name("tag", key).isEmpty() ? key : value));
        return tags;
    }

    static String experimentName(String name) {
        if (name.isBlank()) {
            throw Refusal.invalid("Invalid experiment name: '" + name + "'");
        }
        if (name.codePointCount(0, name.length()) > MAX_EXPERIMENT_NAME) {
            throw Refusal.invalid(
                    "Experiment name exceeds the maximum length of " + MAX_EXPERIMENT_NAME + " characters");
        }
        return name;
    }

    /** @param what such as metrics, in the message */
    static void count(String what, int limit, int found) {
        if (found > limit) {
            throw Refusal.invalid("A batch logging request can contain at most " + limit + " " + what + ". Got " + found
                    + " " + what + ". Please split up " + what + " across multiple requests and try again.");
        }
    }

    static void timestamp(String metric, long at) {
        if (at < 0) {
            throw Refusal.invalid("Got invalid timestamp " + at + " for metric '" + shown(metric)
                    + "'. Timestamp must be a nonnegative long (64-bit integer)");
        }
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) : text;
    }
}
