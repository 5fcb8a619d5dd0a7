package dev.plateau.server.mlflow;

import dev.plateau.track.LoggedModel;
import dev.plateau.track.Query.Clause;
import dev.plateau.track.Query.Field;
import dev.plateau.track.Query.Kind;
import dev.plateau.track.Query.Order;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which models are wanted. There are few of them, so that they are looked at one by one. */
record ModelFilter(List<Clause> clauses) {

    private static final String CREATED = "creation_timestamp";
    private static final String UPDATED = "last_updated_timestamp";

    private static final Vocabulary WORDS = new Vocabulary(
            Set.of(Kind.ATTRIBUTE, Kind.PARAM, Kind.TAG),
            Set.of(CREATED, UPDATED),
            Set.of("name", "model_id", "model_type", "status", "source_run_id"));

    ModelFilter {
        clauses = List.copyOf(clauses);
    }

    static ModelFilter of(String text) {
        return new ModelFilter(Grammar.filter(WORDS, text));
    }

    List<LoggedModel> kept(List<LoggedModel> models) {
        return models.stream()
                .filter(model -> clauses.stream().allMatch(clause -> holds(clause, model)))
                .toList();
    }

    private static boolean holds(Clause clause, LoggedModel model) {
        Object wanted = clause.values().get(0);
        if (wanted instanceof Double number) {
            int order = Double.compare((double) time(model, clause.field().name()), number);
            return switch (clause.operator()) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                default -> order >= 0;
            };
        }
        Optional<String> found = value(model, clause.field());
        return found.isPresent() && holds(clause, found.get(), String.valueOf(wanted));
    }

    private static boolean holds(Clause clause, String found, String wanted) {
        return switch (clause.operator()) {
            case EQUAL -> found.equals(wanted);
            case NOT_EQUAL -> !found.equals(wanted);
            case IN -> clause.values().contains(found);
            case NOT_IN -> !clause.values().contains(found);
            case ILIKE -> like(wanted, Pattern.CASE_INSENSITIVE).matcher(found).matches();
            default -> like(wanted, 0).matcher(found).matches();
        };
    }

    private static Pattern like(String pattern, int flags) {
        StringBuilder expression = new StringBuilder();
        pattern.chars().forEach(c -> {
            switch (c) {
                case '%' -> expression.append(".*");
                case '_' -> expression.append('.');
                default -> expression.append(Pattern.quote(String.valueOf((char) c)));
            }
        });
        return Pattern.compile(expression.toString(), flags | Pattern.DOTALL);
    }

    private static Optional<String> value(LoggedModel model, Field field) {
        Map<String, String> pairs = field.kind() == Kind.PARAM ? model.params() : model.tags();
        return field.kind() == Kind.ATTRIBUTE
                ? Optional.of(text(model, field.name()))
                : Optional.ofNullable(pairs.get(field.name()));
    }

    private static String text(LoggedModel model, String name) {
        return switch (name) {
            case "model_id" -> model.id();
            case "model_type" -> model.type();
            case "status" -> model.status();
            case "source_run_id" -> model.run();
            default -> model.name();
        };
    }

    private static long time(LoggedModel model, String name) {
        return name.equals(UPDATED) ? model.updated() : model.created();
    }

    /** @param message with a field_name, and perhaps ascending */
    static Order order(Message message) {
        boolean ascending = !Boolean.FALSE.equals(message.members().get("ascending"));
        return new Order(WORDS.attribute(message.required("field_name")), ascending);
    }

    static Comparator<LoggedModel> comparator(String name) {
        return name.equals(CREATED) || name.equals(UPDATED)
                ? Comparator.comparingLong(model -> time(model, name))
                : Comparator.comparing(model -> text(model, name));
    }
}
