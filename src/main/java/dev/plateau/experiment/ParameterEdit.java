package dev.plateau.experiment;

import dev.plateau.space.Choice;
import dev.plateau.space.Parameter;
import dev.plateau.space.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Puts a logarithmic range into the text of a file in place of what a parameter was, and leaves every other character as it is: only the fields of
 * the entry are exchanged, so that comments, order, style and line ends stay.
 */
final class ParameterEdit {

    private static final String LOG = "log_uniform_values";

    private final String text;
    private final Iterator<Event> events;
    private final List<Change> changes = new ArrayList<>();

    /** A part of the text, in chars, and what comes in its place. */
    private record Change(int from, int to, String with) {}

    /** Where a key and its value are: chars from and up to, and the value's own. */
    private record Place(int from, int valueFrom, int to, boolean flow, Map<String, Place> fields) {}

    private ParameterEdit(String text) {
        this.text = text;
        events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
    }

    /**
     * The text with the range.
     *
     * @param text of a valid experiment
     * @param was the parameter that it has now; empty to add one
     * @throws CannotEditException if it cannot be done without touching something else
     */
    static String apply(String text, Optional<Parameter> was, Experiments.LogRange range) {
        ParameterEdit edit = new ParameterEdit(text);
        Place parameters = edit.parameters();
        Place entry = parameters.fields().get(range.name());
        if (was.isEmpty() || entry == null) {
            edit.add(parameters, range);
        } else if (was.get() instanceof Choice) {
            edit.exchangeValues(entry, range);
        } else {
            edit.exchangeBounds(entry, (Range) was.get(), range);
        }
        return edit.changed();
    }

    /** The entry cannot be changed in place; the message says why. */
    static final class CannotEditException extends RuntimeException {

        CannotEditException(String why) {
            super(why);
        }
    }

    private String changed() {
        StringBuilder changed = new StringBuilder(text);
        changes.stream()
                .sorted(Comparator.comparingInt(Change::from).reversed())
                .forEach(change -> changed.replace(change.from(), change.to(), change.with()));
        return changed.toString();
    }

    /** Before the first parameter, in its style. */
    private void add(Place parameters, Experiments.LogRange range) {
        Place first = parameters.fields().values().iterator().next();
        changes.add(new Change(first.from(), first.from(), entry(range) + separator(parameters, first)));
    }

    /** {@code values} or {@code value} makes room for the fields of a range. */
    private void exchangeValues(Place entry, Experiments.LogRange range) {
        Place values = Optional.ofNullable(entry.fields().get("values"))
                .or(() -> Optional.ofNullable(entry.fields().get("value")))
                .orElseThrow(() -> new CannotEditException("its values are not where they were expected"));
        String removed = text.substring(values.from(), values.to());
        if (removed.contains("#")) {
            throw new CannotEditException("a comment among its values would be lost");
        }
        Place distribution = entry.fields().get("distribution");
        List<String> fields = fields(range);
        if (distribution != null) {
            fields.remove(0);
            changes.add(new Change(distribution.valueFrom(), distribution.to(), LOG));
        }
        changes.add(new Change(values.from(), values.to(), String.join(separator(entry, values), fields)));
    }

    private void exchangeBounds(Place entry, Range was, Experiments.LogRange range) {
        Place min = field(entry, "min");
        Place max = field(entry, "max");
        if (was.step().isPresent()) {
            throw new CannotEditException("its step does not fit the range");
        }
        Place distribution = entry.fields().get("distribution");
        if (distribution == null) {
            changes.add(new Change(min.from(), min.from(), "distribution: " + LOG + separator(entry, min)));
        } else if (was.scale() != Range.Scale.LOG) {
            changes.add(new Change(distribution.valueFrom(), distribution.to(), LOG));
        }
        changes.add(new Change(min.valueFrom(), min.to(), number(range.min())));
        boolean counted = entry.fields().containsKey("count");
        String after = counted || range.count() == 0 ? "" : separator(entry, max) + "count: " + range.count();
        changes.add(new Change(max.valueFrom(), max.to(), number(range.max()) + after));
    }

    private static Place field(Place entry, String name) {
        return Optional.ofNullable(entry.fields().get(name))
                .orElseThrow(() -> new CannotEditException("its " + name + " is not where it was expected"));
    }

    private static List<String> fields(Experiments.LogRange range) {
        List<String> fields = new ArrayList<>(
                List.of("distribution: " + LOG, "min: " + number(range.min()), "max: " + number(range.max())));
        if (range.count() > 0) {
            fields.add("count: " + range.count());
        }
        return fields;
    }

    /** {@code learning_rate: {distribution: log_uniform_values, min: 3e-4, max: 3e-2, count: 4}}. */
    static String entry(Experiments.LogRange range) {
        return range.name() + ": {" + String.join(", ", fields(range)) + "}";
    }

    private static String number(double value) {
        java.math.BigDecimal exact = java.math.BigDecimal.valueOf(value).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        return exponent >= -1 && exponent < 6
                ? exact.toPlainString()
                : exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** What stands between two fields of a mapping: a comma, or a new line with the indentation of this one. */
    private String separator(Place mapping, Place field) {
        if (mapping.flow()) {
            return ", ";
        }
        int line = Math.max(text.lastIndexOf('\n', field.from() - 1), text.lastIndexOf('\r', field.from() - 1)) + 1;
        String indent = text.substring(line, field.from());
        if (!indent.isBlank()) {
            throw new CannotEditException("its fields do not each begin a line");
        }
        return (text.contains("\r\n") ? "\r\n" : "\n") + indent;
    }

    /** The section of the parameters. A valid experiment has one, a mapping with at least one key. */
    private Place parameters() {
        Event event = events.next();
        while (!(event instanceof DocumentStartEvent)) {
            event = events.next();
        }
        Place root = place(0, events.next());
        return Optional.ofNullable(root.fields().get("parameters"))
                .filter(section -> !section.fields().isEmpty())
                .orElseThrow(() -> new CannotEditException("its parameters are not where they were expected"));
    }

    /** Reads a value, whose key began at a place. A block ends where its last content does, not after the comments that follow. */
    private Place place(int from, Event start) {
        int valueFrom = at(start.getStartMark());
        if (!(start instanceof CollectionStartEvent collection)) {
            return new Place(from, valueFrom, at(start.getEndMark()), false, Map.of());
        }
        boolean mapping = start instanceof MappingStartEvent;
        Map<String, Place> fields = new LinkedHashMap<>();
        int end = valueFrom;
        Event event = events.next();
        for (;
                event.getEventId() != Event.ID.MappingEnd && event.getEventId() != Event.ID.SequenceEnd;
                event = events.next()) {
            int begin = at(event.getStartMark());
            String key = event instanceof ScalarEvent scalar ? scalar.getValue() : "";
            if (mapping && !(event instanceof ScalarEvent)) {
                place(begin, event);
            }
            Place place = place(begin, mapping ? events.next() : event);
            fields.put(mapping ? key : String.valueOf(fields.size()), place);
            end = place.to();
        }
        return new Place(
                from, valueFrom, collection.isFlow() ? at(event.getEndMark()) : end, collection.isFlow(), fields);
    }

    /** Marks count code points. */
    private int at(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }
}
