package dev.plateau.experiment;

import dev.plateau.space.Configuration;
import dev.plateau.spelling.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A mapping of the file under its path, whose fields are asked for by name and kind. A field of the wrong kind becomes a
 * mistake and is empty, so that reading goes on and finds the next one.
 */
final class Section {

    private final String path;
    private final int line;
    private final Map<String, Node.Entry> entries;
    private final Mistakes mistakes;

    Section(String path, int line, Node.Mapping mapping, Mistakes mistakes) {
        this.path = path;
        this.line = line;
        this.entries = mapping.byKey();
        this.mistakes = mistakes;
    }

    /** A section without fields, for one that the file leaves out. */
    private static Section absent(String path, Mistakes mistakes) {
        return new Section(path, 1, new Node.Mapping(1, List.of()), mistakes);
    }

    List<Node.Entry> entries() {
        return List.copyOf(entries.values());
    }

    String path() {
        return path;
    }

    /** The path of a field. */
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Every key must be one of the known ones or one that has a sentence of its own. */
    Section knows(List<String> known, Map<String, String> refusals) {
        for (Node.Entry entry : entries.values()) {
            String refusal = refusals.get(entry.key());
            if (refusal != null) {
                mistakes.add(entry.line(), path(entry.key()) + " " + refusal);
            } else if (!known.contains(entry.key())) {
                unknown(entry, known);
            }
        }
        return this;
    }

    void unknown(Node.Entry entry, List<String> known) {
        unknown(entry, entry.key(), known);
    }

    /** @param meant the part of the key that is compared with the known ones */
    void unknown(Node.Entry entry, String meant, List<String> known) {
        mistakes.add(
                entry.line(), "unknown key \"" + entry.key() + "\"" + YamlText.in(path) + Spelling.hint(meant, known));
    }

    /** A mistake of a field, on its line; without the field, on the section's. */
    void refuse(String key, String rule) {
        mistakes.add(line(key), path(key) + " " + rule);
    }

    /**
     * A mistake of a rule that names its own field, such as {@code epochs.min must ...}, on that field's line.
     *
     * @param prefix the path that the rule does not know, with its dot
     */
    void refuse(String prefix, IllegalArgumentException rule) {
        String sentence = String.valueOf(rule.getMessage());
        String field = sentence.substring(0, Math.max(0, sentence.indexOf(' ')));
        mistakes.add(line(field.substring(field.lastIndexOf('.') + 1)), prefix + sentence);
    }

    /** The line of a field; without it, the section's. */
    private int line(String key) {
        Node.Entry entry = entries.get(key);
        return entry == null ? line : entry.line();
    }

    void missing(String key, String hint) {
        mistakes.add(line, path(key) + " is missing; " + hint);
    }

    /** The field itself; its node counts as given even when it holds nothing. */
    Optional<Node> node(String key) {
        return Optional.ofNullable(entries.get(key)).map(Node.Entry::value);
    }

    /** The fields of a section; an empty one when it is left out or no mapping. */
    Section section(String key, String example) {
        Node.Entry entry = entries.get(key);
        if (entry == null) {
            return absent(path(key), mistakes);
        }
        if (entry.value() instanceof Node.Mapping mapping) {
            return new Section(path(key), entry.line(), mapping, mistakes);
        }
        refuse(
                key,
                "must be a mapping such as " + example + ", found "
                        + entry.value().found());
        return absent(path(key), mistakes);
    }

    Optional<String> text(String key) {
        return scalar(key, "text", value -> value instanceof String).map(String.class::cast);
    }

    /** Text that matches a pattern as a whole. */
    Optional<String> text(String key, String pattern, String rule) {
        return scalar(key, rule, value -> value instanceof String text && text.matches(pattern))
                .map(String.class::cast);
    }

    Optional<Boolean> flag(String key) {
        return scalar(key, "true or false", value -> value instanceof Boolean).map(Boolean.class::cast);
    }

    /** A whole number within bounds, both included. */
    Optional<Long> whole(String key, long least, long most) {
        String rule = "a whole number from " + least + " to " + most;
        return scalar(key, rule, value -> value instanceof Long number && number >= least && number <= most)
                .map(Long.class::cast);
    }

    Optional<Long> whole(String key) {
        return scalar(key, "a whole number", value -> value instanceof Long).map(Long.class::cast);
    }

    Optional<Double> number(String key, String rule, Predicate<Double> holds) {
        return scalar(key, rule, value -> value instanceof Number number && holds.test(number.doubleValue()))
                .map(value -> ((Number) value).doubleValue());
    }

    private Optional<Object> scalar(String key, String rule, Predicate<Object> holds) {
        Optional<Node> node = node(key);
        if (node.isPresent() && !(node.get() instanceof Node.Scalar scalar && holds.test(scalar.value()))) {
            refuse(key, "must be " + rule + ", found " + node.get().found());
            return Optional.empty();
        }
        return node.map(Node::plain);
    }

    /** One of an enum's constants, written in lower case. */
    <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            byName.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return word(key, List.copyOf(byName.keySet()), List.of()).map(byName::get);
    }

    /** One of some words. The later ones are known, but not available yet. */
    Optional<String> word(String key, List<String> words, List<String> later) {
        Optional<String> given = node(key).map(Node::plain).map(String::valueOf);
        if (given.isPresent() && later.contains(given.get())) {
            mistakes.add(
                    line(key),
                    path(key) + ": " + given.get() + " is not available yet; available: " + String.join(", ", words));
            return Optional.empty();
        }
        return scalar(key, oneOf(words), words::contains).map(String.class::cast);
    }

    private static String oneOf(List<String> words) {
        return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
    }

    /** A list of texts; empty if it is left out. */
    List<String> texts(String key) {
        Optional<Node> node = node(key);
        List<String> texts = new ArrayList<>();
        if (node.isPresent() && node.get() instanceof Node.Sequence sequence) {
            for (Node item : sequence.items()) {
                if (item instanceof Node.Scalar scalar) {
                    texts.add(Configuration.exact(scalar.value()));
                } else {
                    mistakes.add(item.line(), path(key) + " must be a list of texts, found in it " + item.found());
                }
            }
        } else if (node.isPresent()) {
            refuse(key, "must be a list of texts, found " + node.get().found());
        }
        return texts;
    }

    /** A field as a section without fields of its own. */
    Section without(String key) {
        return absent(path(key), mistakes);
    }

    /** The fields as plain values. */
    Map<String, Object> plain() {
        return new Node.Mapping(line, entries()).plain();
    }

    Mistakes mistakes() {
        return mistakes;
    }
}
