package dev.plateau.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * YAML 1.2 with its core schema (1e-4 is a number, yes is text), read into nodes that know their lines. Aliases and tags
 * are refused: no experiment needs them, and they are what YAML bombs are made of.
 */
final class YamlText {

    /** Deeper than any experiment; keeps the recursion from the end of the stack. */
    private static final int MAX_DEPTH = 32;

    private final CoreScalarResolver resolver = new CoreScalarResolver(false);
    private final Iterator<Event> events;
    private final Mistakes mistakes;
    private int depth;

    private YamlText(Iterator<Event> events, Mistakes mistakes) {
        this.events = events;
        this.mistakes = mistakes;
    }

    /**
     * The one document of a text; empty if there is none or it cannot be parsed.
     *
     * @param mistakes gets what is wrong
     */
    static Optional<Node> read(String text, Mistakes mistakes) {
        try {
            LoadSettings settings = LoadSettings.builder().build();
            return new YamlText(new Parse(settings).parseString(text).iterator(), mistakes).document();
        } catch (TooDeepException e) {
            mistakes.add(e.line, "values are nested more than " + MAX_DEPTH + " levels deep");
        } catch (MarkedYamlEngineException e) {
            mistakes.add(
                    line(e.getProblemMark()),
                    "not valid YAML: " + String.valueOf(e.getProblem()).replaceAll("\\s+", " "));
        } catch (ReaderException e) {
            int line = (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            mistakes.add(line, String.format("not valid YAML: the character U+%04X is not allowed", e.getCodePoint()));
        } catch (YamlEngineException e) {
            mistakes.add(1, "not valid YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        return Optional.empty();
    }

    private static final class TooDeepException extends RuntimeException {
        private final int line;

        TooDeepException(int line) {
            this.line = line;
        }
    }

    private Optional<Node> document() {
        Optional<Node> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent && root.isPresent()) {
                mistakes.add(line(event.getStartMark()), "a second document begins; one file holds one experiment");
                return root;
            }
            if (event instanceof DocumentStartEvent) {
                root = Optional.of(node(events.next(), ""));
            }
        }
        return root;
    }

    private Node node(Event event, String path) {
        int line = line(event.getStartMark());
        if (event instanceof AliasEvent) {
            mistakes.add(line, "aliases such as *name are not used here; write the value out");
            return new Node.Scalar(line, "");
        }
        if (event instanceof ScalarEvent scalar) {
            scalar.getTag().ifPresent(tag -> refuseTag(line));
            return scalar(scalar, line);
        }
        if (++depth > MAX_DEPTH) {
            throw new TooDeepException(line);
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        start.getTag().ifPresent(tag -> refuseTag(line));
        Node collection = start instanceof MappingStartEvent ? mapping(line, path) : sequence(line, path);
        depth--;
        return collection;
    }

    private void refuseTag(int line) {
        mistakes.add(line, "tags such as !!name are not used here; write the plain value");
    }

    private Node sequence(int line, String path) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, path));
        }
        return new Node.Sequence(line, items);
    }

    private Node mapping(int line, String path) {
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            int keyLine = line(event.getStartMark());
            if (!(event instanceof ScalarEvent)) {
                mistakes.add(
                        keyLine,
                        "a key must be a word, found " + node(event, path).found());
                node(events.next(), path);
                continue;
            }
            String key = ((ScalarEvent) event).getValue();
            Integer first = lines.putIfAbsent(key, keyLine);
            Node value = node(events.next(), path.isEmpty() ? key : path + "." + key);
            if (first == null) {
                entries.add(new Node.Entry(key, keyLine, value));
            } else {
                mistakes.add(keyLine, "key \"" + key + "\"" + in(path) + " is given twice, first on line " + first);
            }
        }
        return new Node.Mapping(line, entries);
    }

    static String in(String path) {
        return path.isEmpty() ? "" : " in " + path;
    }

    private Node scalar(ScalarEvent event, int line) {
        String text = event.getValue();
        Tag tag = resolver.resolve(text, event.isPlain());
        if (!event.isPlain() || tag.equals(Tag.STR)) {
            return new Node.Scalar(line, text);
        }
        if (tag.equals(Tag.NULL)) {
            return new Node.Nothing(line);
        }
        if (tag.equals(Tag.BOOL)) {
            return new Node.Scalar(line, Boolean.valueOf(text));
        }
        return new Node.Scalar(line, tag.equals(Tag.INT) ? whole(text, line) : number(text, line));
    }

    private Object whole(String text, int line) {
        try {
            return text.startsWith("0x")
                    ? Long.valueOf(text.substring(2), 16)
                    : text.startsWith("0o") ? Long.valueOf(text.substring(2), 8) : Long.valueOf(text);
        } catch (NumberFormatException e) {
            mistakes.add(line, "a whole number must fit into 64 bits, found " + text);
            return 1L;
        }
    }

    private Object number(String text, int line) {
        double value = text.matches("[-+]?\\.[a-zA-Z]+") ? Double.NaN : Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            mistakes.add(line, "a number must be finite, found " + text);
            return 1.0;
        }
        return value;
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(at -> at.getLine() + 1).orElse(1);
    }
}
