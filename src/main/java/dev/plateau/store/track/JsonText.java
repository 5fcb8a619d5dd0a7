package dev.plateau.store.track;

import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Writes JSON objects of texts; SQLite reads them. */
final class JsonText {

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?");

    private JsonText() {}

    /** All values as texts. */
    static String texts(Map<String, String> values) {
        return object(values, JsonText::quoted);
    }

    /** Values that are exactly a finite number in JSON are numbers, the others texts. */
    static String values(Map<String, String> values) {
        return object(values, JsonText::value);
    }

    private static String object(Map<String, String> values, UnaryOperator<String> value) {
        StringJoiner json = new StringJoiner(",", "{", "}");
        values.forEach((name, text) -> json.add(quoted(name) + ":" + value.apply(text)));
        return json.toString();
    }

    private static String value(String text) {
        return NUMBER.matcher(text).matches() && !Double.isInfinite(Double.parseDouble(text)) ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
