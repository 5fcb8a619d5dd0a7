package dev.plateau.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a training prints: JSON lines, such as {@code {"epoch": 3, "loss": 0.5}}, and {@code name=value} or {@code name: value}, several on a
 * line, with {@code Epoch 3/10} or {@code epoch=3}. Keeps nothing between lines.
 *
 * <p>The step is named {@code step} or {@code global_step}, examples {@code samples}. Numbers are as in {@code 1e-05}, {@code nan} or
 * {@code -inf}. Of a progress bar, which a carriage return draws again and again, the last state counts.
 */
public final class TextLines {

    /** Characters above which a line is not read at all. */
    public static final int MAX_LINE = 65_536;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** What colours text in a terminal. */
    private static final Pattern ESCAPES = Pattern.compile("\u001B\\[[0-9;?]{0,20}[A-Za-z]");

    /**
     * All repetitions are possessive or bounded, so that no line takes longer than its length. What follows a value tells numbers from
     * times (12:30), versions (1.2.3), dates (2024-01-02) and units (3ms).
     */
    private static final Pattern PAIR =
            Pattern.compile("(?<![\\w./@-])([A-Za-z_][\\w./@-]{0,249}+)[\"']?+\\s{0,8}+[:=]\\s{0,8}+"
                    + "[\"']?+([-+]?+(?:(?:\\d{1,40}+(?:\\.\\d{0,40}+)?+|\\.\\d{1,40}+)(?:[eE][-+]?+\\d{1,5}+)?+|(?i:nan|infinity|inf)))"
                    + "(?![\\w:]|\\.\\d|-\\d)");

    private static final Pattern EPOCH =
            Pattern.compile("(?i)(?<![\\w./-])epoch\\s{0,4}+[#\\[(]?+\\s{0,4}+(\\d{1,9}+)(?![\\w:]\\d|\\.\\d)");

    /** Empty if the line tells neither an epoch nor a metric, or is too long. */
    public Optional<Seen> feed(String line) {
        if (line.length() > MAX_LINE) {
            return Optional.empty();
        }
        String text = lastState(line);
        if (text.startsWith("{")) {
            Optional<Seen> json = json(text);
            if (json.isPresent()) {
                return json;
            }
        }
        return pairs(text);
    }

    private static String lastState(String line) {
        String text = line.strip();
        int from = Math.max(text.lastIndexOf('\r'), text.lastIndexOf('\b')) + 1;
        text = text.substring(from);
        return text.indexOf('\u001B') < 0
                ? text.strip()
                : ESCAPES.matcher(text).replaceAll("").strip();
    }

    private static Optional<Seen> json(String text) {
        Draft draft = new Draft();
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isNumeric()) {
                    draft.field(name, parser.getDoubleValue());
                } else if (value == JsonToken.VALUE_STRING) {
                    Values.word(parser.getText()).ifPresent(number -> draft.field(name, number));
                } else {
                    parser.skipChildren();
                }
            }
            return parser.currentToken() == JsonToken.END_OBJECT ? draft.seen(true) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no JSON: perhaps a Python dictionary, whose pairs can be read
        }
    }

    private static Optional<Seen> pairs(String text) {
        Draft draft = new Draft();
        Matcher pairs = PAIR.matcher(text);
        while (pairs.find()) {
            String name = pairs.group(1);
            Values.of(pairs.group(2)).ifPresent(value -> draft.field(name, value));
        }
        Matcher epoch = EPOCH.matcher(text);
        if (epoch.find()) {
            draft.epoch(Double.parseDouble(epoch.group(1)));
        }
        return draft.seen(false);
    }
}
