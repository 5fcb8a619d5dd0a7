package dev.plateau.experiment;

import dev.plateau.space.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a YAML file and the line it starts on, from 1. Immutable. */
sealed interface Node {

    int line();

    /** The value as a message names it. */
    String found();

    /** The value as Long, Double, Boolean, String, List or Map; nothing is the empty string. */
    Object plain();

    /** A Long, Double, Boolean or String. */
    record Scalar(int line, Object value) implements Node {

        @Override
        public String found() {
            return value instanceof String text ? "text \"" + shortened(text) + "\"" : Configuration.exact(value);
        }

        @Override
        public Object plain() {
            return value;
        }

        private static String shortened(String text) {
            return text.length() <= 80 ? text : text.substring(0, 80) + "...";
        }
    }

    /** A key with nothing behind it, or null. */
    record Nothing(int line) implements Node {

        @Override
        public String found() {
            return "nothing";
        }

        @Override
        public Object plain() {
            return "";
        }
    }

    /** A list; in one that mixes whole and other numbers all become Double, as they are values of one thing. */
    record Sequence(int line, List<Node> items) implements Node {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return "a list";
        }

        @Override
        public List<Object> plain() {
            List<Object> values = items.stream().map(Node::plain).toList();
            boolean numbers = values.stream().allMatch(Number.class::isInstance);
            boolean mixed = numbers && values.stream().anyMatch(Double.class::isInstance);
            return mixed
                    ? values.stream()
                            .<Object>map(value -> ((Number) value).doubleValue())
                            .toList()
                    : values;
        }
    }

    /** A mapping, its keys in the order of the file. */
    record Mapping(int line, List<Entry> entries) implements Node {

        public Mapping {
            entries = List.copyOf(entries);
        }

        Map<String, Entry> byKey() {
            Map<String, Entry> byKey = new LinkedHashMap<>();
            entries.forEach(entry -> byKey.put(entry.key(), entry));
            return byKey;
        }

        @Override
        public String found() {
            return "a mapping";
        }

        @Override
        public Map<String, Object> plain() {
            Map<String, Object> values = new LinkedHashMap<>();
            entries.forEach(entry -> values.put(entry.key(), entry.value().plain()));
            return values;
        }
    }

    /** A key of a mapping, the line of the key, and its value. */
    record Entry(String key, int line, Node value) {}

    /** Whether it holds nothing, or has something in it that does. */
    default boolean hollow() {
        if (this instanceof Sequence sequence) {
            return sequence.items().stream().anyMatch(Node::hollow);
        }
        return this instanceof Mapping mapping
                ? mapping.entries().stream().anyMatch(entry -> entry.value().hollow())
                : this instanceof Nothing;
    }
}
