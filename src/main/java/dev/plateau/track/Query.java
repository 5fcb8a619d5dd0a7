package dev.plateau.track;

import java.util.List;

/**
 * What runs, or experiments, are wanted, in which order.
 *
 * @param experiments ids of the experiments whose runs are wanted; not looked at in a query for experiments
 * @param clauses all of them must hold
 * @param order the first counts most; runs without the value come last whatever the direction; ties by start, the latest first, then by id
 * @param offset how many of the first to pass over
 * @param limit most that are returned, from 1
 */
public record Query(
        List<Long> experiments, View view, List<Clause> clauses, List<Order> order, long offset, int limit) {

    public Query {
        experiments = List.copyOf(experiments);
        clauses = List.copyOf(clauses);
        order = List.copyOf(order);
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("expected offset >= 0, limit >= 1, got " + offset + ", " + limit);
        }
    }

    /** Which stages of life are wanted. */
    public enum View {
        ACTIVE,
        DELETED,
        ALL
    }

    /** What a field is one of. */
    public enum Kind {
        METRIC,
        PARAM,
        TAG,
        /** A property of the run or experiment itself, such as {@code start_time}. */
        ATTRIBUTE,
        /** A property of a data set that a run has read: name, digest or context. */
        DATASET
    }

    /** @param name the key of a metric, param or tag, or MLflow's name of an attribute */
    public record Field(Kind kind, String name) {}

    /** How values are compared. */
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        /** {@code %} stands for any text, {@code _} for any character. */
        LIKE,
        /** The same whatever the case. */
        ILIKE,
        IN,
        NOT_IN
    }

    /**
     * One condition. Metrics and times are compared as numbers, all else as text.
     *
     * @param values one, or any number for IN and NOT_IN: Double for numbers, String for texts
     */
    public record Clause(Field field, Operator operator, List<Object> values) {

        public Clause {
            values = List.copyOf(values);
        }
    }

    /** @param ascending least first */
    public record Order(Field field, boolean ascending) {}
}
