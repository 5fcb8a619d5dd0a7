package dev.plateau.store.track;

import dev.plateau.track.Query;
import dev.plateau.track.Query.Clause;
import dev.plateau.track.Query.Field;
import dev.plateau.track.Query.Kind;
import dev.plateau.track.Query.Operator;
import dev.plateau.track.Query.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query as SQL that is being written: names of columns come from a list of ours, all that a client wrote is bound. Joins stand before conditions and
 * conditions before the order, and so do their values.
 */
final class Question {

    private static final Map<Operator, String> COMPARED = Map.of(
            Operator.EQUAL, "=",
            Operator.NOT_EQUAL, "<>",
            Operator.LESS, "<",
            Operator.AT_MOST, "<=",
            Operator.GREATER, ">",
            Operator.AT_LEAST, ">=");

    private final StringBuilder joins = new StringBuilder();
    private final StringBuilder conditions = new StringBuilder();
    private final StringBuilder order = new StringBuilder();
    private final List<@Nullable Object> joined = new ArrayList<>();
    private final List<@Nullable Object> asked = new ArrayList<>();

    private final Map<Kind, String> tables;
    private final Map<String, String> attributes;
    private final String subject;

    /**
     * @param subject the column with the number of the run or experiment
     * @param tables where metrics, params and tags are looked up, by the column in which they name the subject
     * @param attributes columns by name
     */
    Question(String subject, Map<Kind, String> tables, Map<String, String> attributes) {
        this.subject = subject;
        this.tables = tables;
        this.attributes = attributes;
    }

    void where(String condition, @Nullable Object... values) {
        conditions.append(conditions.length() == 0 ? "WHERE " : " AND ").append(condition);
        Collections.addAll(asked, values);
    }

    void where(Query query) {
        query.clauses().forEach(this::where);
        query.order().forEach(this::order);
    }

    private void where(Clause clause) {
        Field field = clause.field();
        if (field.kind() == Kind.ATTRIBUTE) {
            where(compared(attribute(field), clause));
            bind(clause);
        } else if (field.kind() == Kind.DATASET) {
            if (!List.of("name", "digest", "context").contains(field.name())) {
                throw Bounds.refused("a data set has name, digest and context, not " + field.name());
            }
            table(field.kind());
            where("EXISTS (SELECT 1 FROM input WHERE input.subject = " + subject + " AND "
                    + compared("input." + field.name(), clause) + ")");
            bind(clause);
        } else {
            where("EXISTS (SELECT 1 FROM " + lookup(field.kind()) + " AND " + compared(value(field.kind()), clause)
                    + ")");
            asked.add(field.name());
            bind(clause);
        }
    }

    private void bind(Clause clause) {
        for (Object value : clause.values()) {
            boolean glob = clause.operator() == Operator.LIKE;
            asked.add(glob ? glob(String.valueOf(value)) : value);
        }
    }

    /** SQLite's LIKE does not tell cases apart; GLOB does. */
    private static String glob(String pattern) {
        StringBuilder glob = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            glob.append(c == '%' ? "*" : c == '_' ? "?" : "*?[".indexOf(c) >= 0 ? "[" + c + "]" : String.valueOf(c));
        }
        return glob.toString();
    }

    private static String compared(String column, Clause clause) {
        String comparison = COMPARED.get(clause.operator());
        if (comparison != null) {
            return column + " " + comparison + " ?";
        }
        return switch (clause.operator()) {
            case LIKE -> column + " GLOB ?";
            case ILIKE -> column + " LIKE ?";
            default ->
                column + (clause.operator() == Operator.IN ? " IN (" : " NOT IN (")
                        + String.join(", ", Collections.nCopies(clause.values().size(), "?")) + ")";
        };
    }

    private String table(Kind kind) {
        String table = tables.get(kind);
        if (table == null) {
            throw Bounds.refused("this cannot be asked by " + kind.name().toLowerCase(Locale.ROOT));
        }
        return table;
    }

    private String lookup(Kind kind) {
        return table(kind) + " WHERE " + column(kind) + " = " + subject + " AND name = ?"
                + (kind == Kind.METRIC ? " AND points > 0" : "");
    }

    private String column(Kind kind) {
        return kind == Kind.METRIC ? "run_id" : table(kind).equals("experiment_tag") ? "experiment_id" : "subject";
    }

    private static String value(Kind kind) {
        return kind == Kind.METRIC ? "latest_value" : "value";
    }

    private String attribute(Field field) {
        return attribute(attributes, field.name());
    }

    static String attribute(Map<String, String> attributes, String name) {
        String column = attributes.get(name);
        if (column == null) {
            throw Bounds.refused("there is no attribute " + name + "; known are "
                    + String.join(", ", attributes.keySet().stream().sorted().toList()));
        }
        return column;
    }

    private void order(Order by) {
        Kind kind = by.field().kind();
        String direction = by.ascending() ? "" : " DESC";
        if (kind == Kind.ATTRIBUTE) {
            String column = attribute(by.field());
            orderBy(column + " IS NULL").orderBy(column + direction);
        } else if (kind == Kind.DATASET) {
            throw Bounds.refused("runs cannot be ordered by data sets");
        } else {
            String alias = "by" + joined.size();
            joins.append(" LEFT JOIN ").append(table(kind)).append(" AS ").append(alias);
            joins.append(" ON ")
                    .append(alias)
                    .append('.')
                    .append(column(kind))
                    .append(" = ")
                    .append(subject);
            joins.append(" AND ").append(alias).append(".name = ?");
            joined.add(by.field().name());
            String column = alias + "." + value(kind);
            if (kind == Kind.METRIC) { // one without a value counts less than one that is NaN
                orderBy("COALESCE(" + alias + ".points, 0) = 0");
            }
            orderBy(column + " IS NULL").orderBy(column + direction);
        }
    }

    Question orderBy(String column) {
        order.append(order.length() == 0 ? "ORDER BY " : ", ").append(column);
        return this;
    }

    /** What follows FROM and its table, without OFFSET and LIMIT. */
    String sql() {
        return joins + " " + conditions + " " + order;
    }

    /** The values, and others behind them. */
    @Nullable
    Object[] values(Object... last) {
        List<@Nullable Object> values = new ArrayList<>(joined);
        values.addAll(asked);
        Collections.addAll(values, last);
        return values.toArray();
    }
}
