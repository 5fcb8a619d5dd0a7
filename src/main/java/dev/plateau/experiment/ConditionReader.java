package dev.plateau.experiment;

import dev.plateau.space.Choice;
import dev.plateau.space.Condition;
import dev.plateau.space.Configuration;
import dev.plateau.space.Parameter;
import dev.plateau.space.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code when: {parameter: value or [values]}}. */
final class ConditionReader {

    private final Section parameters;
    private final Section parameter;
    private final Map<String, Parameter> earlier;

    ConditionReader(Section parameters, Section parameter, Map<String, Parameter> earlier) {
        this.parameters = parameters;
        this.parameter = parameter;
        this.earlier = earlier;
    }

    /** The condition; empty if there is none or it is wrong, which is then among the mistakes. */
    Optional<Condition> read() {
        if (!parameter.has("when")) {
            return Optional.empty();
        }
        if (parameter.path().equals("parameters.epochs")) {
            parameter.refuse("when", "is not possible, as every configuration needs its epochs");
            return Optional.empty();
        }
        Section when = parameter.section("when", "{updater: nesterovs}");
        List<Node.Entry> entries = when.entries();
        if (entries.size() != 1) {
            parameter.refuse("when", "must name exactly one parameter, found " + entries.size());
            return Optional.empty();
        }
        Node.Entry entry = entries.get(0);
        Parameter on = earlier.get(entry.key());
        if (on == null) {
            unknown(when, entry);
            return Optional.empty();
        }
        return condition(when, entry, on);
    }

    private void unknown(Section when, Node.Entry entry) {
        if (!parameters.has(entry.key())) {
            when.unknown(entry, List.copyOf(earlier.keySet()));
        } else if (parameters.entries().indexOf(entryOf(entry.key()))
                >= parameters.entries().indexOf(own())) {
            when.refuse(entry.key(), "must be a parameter that comes before this one");
        }
    }

    private Node.Entry own() {
        return entryOf(parameter.path().substring(parameters.path().length() + 1));
    }

    private Node.Entry entryOf(String name) {
        return parameters.entries().stream()
                .filter(entry -> entry.key().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Condition> condition(Section when, Node.Entry entry, Parameter on) {
        List<Node> given = entry.value() instanceof Node.Sequence sequence ? sequence.items() : List.of(entry.value());
        if (given.isEmpty()) {
            when.refuse(entry.key(), "must list at least one value, found an empty list");
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        for (Node node : given) {
            Optional<Object> value = possible(on, node.plain());
            if (value.isEmpty()) {
                when.refuse(entry.key(), "must be " + possible(on) + ", found " + node.found());
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(new Condition(on.name(), values));
    }

    /** The value as the parameter gives it, so that 1 finds 1.0; empty if it never does. */
    private static Optional<Object> possible(Parameter on, Object value) {
        if (on instanceof Choice choice) {
            Object same = value instanceof Long number ? (Object) number.doubleValue() : value;
            return choice.values().stream()
                    .filter(one -> one.equals(value) || one.equals(same))
                    .findFirst();
        }
        return on instanceof Range range
                        && range.integral()
                        && value instanceof Long number
                        && number >= range.min()
                        && number <= range.max()
                ? Optional.of(value)
                : Optional.empty();
    }

    private static String possible(Parameter on) {
        if (on instanceof Range range && !range.integral()) {
            return "a parameter with values or of whole numbers, and " + on.name() + " is neither";
        }
        return on instanceof Range range
                ? "a whole number from " + Configuration.exact(range.min()) + " to " + Configuration.exact(range.max())
                : "one of " + Configuration.exact(((Choice) on).values());
    }
}
