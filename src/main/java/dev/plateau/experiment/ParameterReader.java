package dev.plateau.experiment;

import dev.plateau.experiment.Experiment.Method;
import dev.plateau.space.Choice;
import dev.plateau.space.Condition;
import dev.plateau.space.Configuration;
import dev.plateau.space.Parameter;
import dev.plateau.space.Range;
import dev.plateau.space.Range.Scale;
import dev.plateau.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads one parameter, in the terms of W&B's sweep files. */
final class ParameterReader {

    private static final List<String> FIELDS =
            List.of("values", "value", "distribution", "min", "max", "count", "step", "when");

    private static final String LATER = "is not available yet; leave it out";

    private static final Map<String, String> REFUSALS = Map.of(
            "parameters", "(nested parameters) is not available yet; use when for a conditional parameter",
            "probabilities", LATER,
            "mu", LATER,
            "sigma", LATER,
            "q", "is called step here");

    /** What each distribution takes, and needs but for count and step. */
    private static final Map<String, List<String>> TAKES = Map.of(
            "categorical", List.of("values"),
            "constant", List.of("value"),
            "uniform", List.of("min", "max", "count", "step"),
            "int_uniform", List.of("min", "max", "count", "step"),
            "log_uniform_values", List.of("min", "max", "count", "step"));

    private static final List<String> DISTRIBUTIONS =
            List.of("uniform", "int_uniform", "log_uniform_values", "constant", "categorical");

    private static final List<String> LATER_DISTRIBUTIONS = List.of(
            "normal", "log_normal", "categorical_w_probabilities", "inv_log_uniform", "inv_log_uniform_values", "beta");

    /** A billion epochs or rows a step is a slip; this keeps both in an int. */
    static final long MAX_COUNT = 1_000_000;

    private final Section parent;
    private final String name;
    private final Node node;
    private final Section section;
    private final Map<String, Parameter> earlier;
    private final Assumed assumed;

    /** @param earlier the parameters above this one by name, which conditions may hang on */
    ParameterReader(Section parent, Node.Entry entry, Map<String, Parameter> earlier, Assumed assumed) {
        this.parent = parent;
        this.name = entry.key();
        this.node = entry.value();
        this.section = parent.section(name, example(entry.value()));
        this.earlier = earlier;
        this.assumed = assumed;
    }

    private static String example(Node given) {
        return given instanceof Node.Scalar scalar
                ? "{value: " + Configuration.exact(scalar.value()) + "}"
                : "{values: [1, 2]}";
    }

    /** The parameter; empty if it is wrong, which is then among the mistakes. */
    Optional<Parameter> read(Method method) {
        if (!(node instanceof Node.Mapping)) {
            return Optional.empty();
        }
        section.knows(FIELDS, REFUSALS);
        Optional<Condition> when = new ConditionReader(parent, section, earlier).read();
        Optional<String> distribution = distribution();
        if (distribution.isEmpty() || !complete(distribution.get())) {
            return Optional.empty();
        }
        try {
            Optional<Parameter> parameter =
                    TAKES.getOrDefault(distribution.get(), List.of()).contains("min")
                            ? range(distribution.get(), when)
                            : choice(when);
            if (method == Method.GRID) {
                parameter.ifPresent(Parameter::grid);
            }
            return parameter;
        } catch (IllegalArgumentException e) {
            section.refuse("parameters.", e);
            return Optional.empty();
        }
    }

    private Optional<String> distribution() {
        if (section.has("distribution")) {
            String given = section.node("distribution")
                    .map(Node::plain)
                    .map(String::valueOf)
                    .orElse("");
            if (given.equals("log_uniform") || given.startsWith("q_log_uniform")) {
                section.refuse(
                        "distribution",
                        "must be log_uniform_values, whose min and max are the values themselves and not exponents, found "
                                + given);
                return Optional.empty();
            }
            if (given.startsWith("q_")) {
                section.refuse("distribution", "must be uniform or int_uniform with a step, found " + given);
                return Optional.empty();
            }
            return section.word("distribution", DISTRIBUTIONS, LATER_DISTRIBUTIONS);
        }
        Optional<String> usual = usualDistribution();
        usual.ifPresentOrElse(
                word -> assumed.put(section.path("distribution"), word),
                () -> parent.refuse(name, "must have values, or value, or min and max"));
        return usual;
    }

    /** As W&B decides it; a learning rate is never of whole numbers. */
    private Optional<String> usualDistribution() {
        if (section.has("values")) {
            return Optional.of("categorical");
        }
        if (section.has("value")) {
            return Optional.of("constant");
        }
        if (!section.has("min") && !section.has("max")) {
            return Optional.empty();
        }
        return Optional.of(wholeBounds() && !isRate() ? "int_uniform" : "uniform");
    }

    private boolean wholeBounds() {
        return isWhole("min") && isWhole("max");
    }

    private boolean isWhole(String key) {
        return section.node(key).map(Node::plain).filter(Long.class::isInstance).isPresent();
    }

    private boolean isRate() {
        return name.equals("learning_rate");
    }

    private boolean isCount() {
        return name.equals("epochs") || name.equals("batch_size");
    }

    /** Every field that the distribution needs is there, and none that it would not use. */
    private boolean complete(String distribution) {
        List<String> takes = TAKES.getOrDefault(distribution, List.of());
        for (String field : List.of("values", "value", "min", "max", "count", "step")) {
            if (section.has(field) && !takes.contains(field)) {
                section.refuse(field, "is not used by distribution: " + distribution);
            }
            if (!section.has(field)
                    && takes.contains(field)
                    && !List.of("count", "step").contains(field)) {
                section.missing(field, "distribution: " + distribution + " needs it");
            }
        }
        return takes.stream()
                .allMatch(
                        field -> section.has(field) || List.of("count", "step").contains(field));
    }

    private Optional<Parameter> choice(Optional<Condition> when) {
        Node given = section.node("values").or(() -> section.node("value")).orElseThrow();
        if (section.has("value")) {
            return domain("value", List.of(given))
                    ? Optional.of(new Choice(name, typed(List.of(given.plain())), when))
                    : Optional.empty();
        }
        if (!(given instanceof Node.Sequence sequence)) {
            section.refuse("values", "must be a list such as [1, 2], found " + given.found());
            return Optional.empty();
        }
        return domain("values", sequence.items())
                ? Optional.of(new Choice(name, typed(sequence.plain()), when))
                : Optional.empty();
    }

    private List<Object> typed(List<Object> values) {
        List<Object> typed = new ArrayList<>(values);
        if (isRate()) {
            typed.replaceAll(value -> value instanceof Number number ? (Object) number.doubleValue() : value);
        }
        return typed;
    }

    /** Whether the values are what the parameter stands for; the first that is not becomes a mistake. */
    private boolean domain(String key, List<Node> items) {
        for (Node item : items) {
            if (item.hollow()) {
                section.mistakes().add(item.line(), section.path(key) + " must be filled in, found nothing");
                return false;
            }
            Object value = item.plain();
            boolean fits = !isCount() || (value instanceof Long count && count >= 1 && count <= MAX_COUNT);
            boolean positive = !isRate() || (value instanceof Number rate && rate.doubleValue() > 0);
            if (!fits || !positive) {
                String rule = isRate() ? "a number above 0" : "a whole number from 1 to " + MAX_COUNT;
                section.mistakes().add(item.line(), section.path(key) + " must be " + rule + ", found " + item.found());
                return false;
            }
        }
        return true;
    }

    private Optional<Parameter> range(String distribution, Optional<Condition> when) {
        Optional<Double> min = section.number("min", "a number", value -> true);
        Optional<Double> max = section.number("max", "a number", value -> true);
        Optional<Double> step = section.number("step", "a number above 0", value -> value > 0);
        Optional<Long> count = section.whole("count", 2, Space.MAX_COUNT);
        if (isRate() && distribution.equals("int_uniform")) {
            section.refuse("distribution", "must be uniform or log_uniform_values, found int_uniform");
            return Optional.empty();
        }
        boolean wrong = (section.has("step") && step.isEmpty()) || (section.has("count") && count.isEmpty());
        if (min.isEmpty() || max.isEmpty() || wrong) {
            return Optional.empty();
        }
        boolean log = distribution.equals("log_uniform_values");
        boolean integral = distribution.equals("int_uniform") || (log && wholeBounds() && isWhole("step") && !isRate());
        Range range = new Range(
                name,
                min.get(),
                max.get(),
                log ? Scale.LOG : Scale.LINEAR,
                integral,
                step.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                count.map(points -> OptionalInt.of(points.intValue())).orElse(OptionalInt.empty()),
                when);
        return domain(range) ? Optional.of(range) : Optional.empty();
    }

    private boolean domain(Range range) {
        if (isRate() && !(range.min() > 0)) {
            section.refuse("min", "must be above 0, found " + Configuration.exact(range.min()));
            return false;
        }
        if (isCount() && !range.integral()) {
            parent.refuse(
                    name,
                    "must be of whole numbers: use distribution: int_uniform, or log_uniform_values with whole bounds and step: 1");
            return false;
        }
        if (isCount() && !(range.min() >= 1 && range.max() <= MAX_COUNT)) {
            String bound = range.min() >= 1 ? "max" : "min";
            section.refuse(
                    bound,
                    "must be a whole number from 1 to " + MAX_COUNT + ", found "
                            + Configuration.exact(range.min() >= 1 ? range.max() : range.min()));
            return false;
        }
        return true;
    }
}
