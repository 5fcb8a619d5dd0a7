package dev.plateau.store.track;

import dev.plateau.track.Input;
import dev.plateau.track.Point;
import dev.plateau.track.Query;
import dev.plateau.track.Query.Clause;
import dev.plateau.track.Query.Field;
import dev.plateau.track.Query.Operator;
import dev.plateau.track.Query.Order;
import dev.plateau.track.TrackedRun;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A query for runs that are in memory, as {@link Question} has it in SQL: for the few runs of searches, which stand in other tables. */
final class Sieve {

    private final Query query;

    Sieve(Query query) {
        this.query = query;
    }

    boolean keeps(TrackedRun run) {
        return query.clauses().stream()
                .allMatch(clause -> values(run, clause.field()).anyMatch(value -> holds(clause, value)));
    }

    Comparator<TrackedRun> order() {
        Comparator<TrackedRun> order =
                Comparator.comparingLong(TrackedRun::started).reversed().thenComparing(TrackedRun::id);
        List<Order> fields = query.order();
        for (int i = fields.size() - 1; i >= 0; i--) {
            Order by = fields.get(i);
            Comparator<TrackedRun> first = (one, other) -> compare(by, one, other);
            order = first.thenComparing(order);
        }
        return order;
    }

    /** All that a field of a run has: none, one, or those of each of its data sets. */
    private static Stream<Object> values(TrackedRun run, Field field) {
        return switch (field.kind()) {
            case METRIC -> Stream.ofNullable(run.metrics().get(field.name())).map(Point::value);
            case PARAM -> Stream.ofNullable(run.params().get(field.name()));
            case TAG -> Stream.ofNullable(run.tags().get(field.name()));
            case DATASET -> run.inputs().stream().flatMap(input -> dataset(input, field.name()));
            case ATTRIBUTE -> attribute(run, field.name());
        };
    }

    private static Stream<Object> dataset(Input input, String name) {
        return switch (name) {
            case "name" -> Stream.of(input.name());
            case "digest" -> Stream.of(input.digest());
            case "context" -> Stream.ofNullable(input.tags().get(Running.CONTEXT));
            default -> throw Bounds.refused("a data set has name, digest and context, not " + name);
        };
    }

    private static Stream<Object> attribute(TrackedRun run, String name) {
        String column = Queries.runAttribute(name);
        return switch (column) {
            case "logged_run.id" -> Stream.of(run.id());
            case "logged_run.name" -> Stream.of(run.name());
            case "logged_run.status" -> Stream.of(run.status().name());
            case "logged_run.user_name" -> Stream.of(run.user());
            case "logged_run.started" -> Stream.of((double) run.started());
            case "logged_run.ended" -> run.ended().stream().mapToObj(end -> (double) end);
            case "CAST(logged_run.experiment_id AS TEXT)" -> Stream.of(String.valueOf(run.experiment()));
            default -> Stream.of(run.artifacts());
        };
    }

    private static boolean holds(Clause clause, Object found) {
        Object first = clause.values().isEmpty() ? "" : clause.values().get(0);
        int order = compare(found, first);
        boolean number = !(found instanceof Double value && value.isNaN());
        return switch (clause.operator()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> number && order != 0;
            case LESS -> number && order < 0;
            case AT_MOST -> number && order <= 0;
            case GREATER -> number && order > 0;
            case AT_LEAST -> number && order >= 0;
            case LIKE, ILIKE ->
                like(String.valueOf(first), clause.operator() == Operator.ILIKE)
                        .matcher(String.valueOf(found))
                        .matches();
            case IN -> clause.values().contains(found);
            case NOT_IN -> !clause.values().contains(found);
        };
    }

    private static Pattern like(String pattern, boolean anyCase) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE : 0));
    }

    private static int compare(Object one, Object other) {
        return one instanceof Double number && other instanceof Number bound
                ? Double.compare(number + 0.0, bound.doubleValue() + 0.0)
                : String.valueOf(one).compareTo(String.valueOf(other));
    }

    private static int compare(Order by, TrackedRun one, TrackedRun other) {
        Optional<Object> left = values(one, by.field()).findFirst();
        Optional<Object> right = values(other, by.field()).findFirst();
        int rank = Integer.compare(rank(left), rank(right));
        if (rank != 0 || left.isEmpty() || right.isEmpty()) {
            return rank;
        }
        int order = compare(left.get(), right.get());
        return by.ascending() ? order : -order;
    }

    /** Numbers before NaN before nothing. */
    private static int rank(Optional<Object> value) {
        return value.isEmpty() ? 2 : value.get() instanceof Double number && number.isNaN() ? 1 : 0;
    }
}
