package dev.plateau.server.mlflow;

import dev.plateau.track.Query.Clause;
import dev.plateau.track.Query.Field;
import dev.plateau.track.Query.Operator;
import dev.plateau.track.Query.Order;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The language of {@code filter} and {@code order_by}: {@code clause (AND clause)*} and {@code field [ASC|DESC]}. A key that has
 * blanks stands in double quotes or backticks, a text in single or double quotes.
 */
final class Grammar {

    /** Longer than anybody writes. */
    private static final int MAX_CHARACTERS = 20_000;

    private static final int MAX_CLAUSES = 100;

    private static final Set<Operator> FOR_NUMBERS = EnumSet.of(
            Operator.EQUAL, Operator.NOT_EQUAL, Operator.LESS, Operator.AT_MOST, Operator.GREATER, Operator.AT_LEAST);

    private static final Set<Operator> FOR_TEXTS =
            EnumSet.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.LIKE, Operator.ILIKE, Operator.IN, Operator.NOT_IN);

    private final Vocabulary words;
    private final String text;
    private int at;

    private Grammar(Vocabulary words, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw Refusal.invalid("A filter or order_by must be at most " + MAX_CHARACTERS + " characters");
        }
        this.words = words;
        this.text = text;
    }

    /** Throws {@link Refusal} in one sentence that repeats the filter from where it is wrong. */
    static List<Clause> filter(Vocabulary words, String text) {
        Grammar grammar = new Grammar(words, text);
        List<Clause> clauses = new ArrayList<>();
        while (!grammar.isAtEnd()) {
            if (!clauses.isEmpty() && !grammar.word("AND")) {
                throw grammar.wrong("AND");
            }
            clauses.add(grammar.clause());
            if (clauses.size() > MAX_CLAUSES) {
                throw Refusal.invalid("A filter can have at most " + MAX_CLAUSES + " clauses");
            }
        }
        return clauses;
    }

    static List<Order> orders(Vocabulary words, List<String> texts) {
        if (texts.size() > MAX_CLAUSES) {
            throw Refusal.invalid("order_by can have at most " + MAX_CLAUSES + " fields");
        }
        return texts.stream().map(text -> new Grammar(words, text).order()).toList();
    }

    private Order order() {
        Field field = field();
        boolean descending = word("DESC");
        if (!descending) {
            word("ASC");
        }
        if (!isAtEnd()) {
            throw Refusal.invalid("Invalid order_by clause '" + text + "'. Expected a field, then ASC or DESC.");
        }
        return new Order(field, !descending);
    }

    private Clause clause() {
        Field field = field();
        Operator operator = operator();
        boolean number = words.isNumber(field);
        if (!(number ? FOR_NUMBERS : FOR_TEXTS).contains(operator)) {
            throw Refusal.invalid("Invalid comparator '" + operator + "' for " + named(field) + ": expected one of "
                    + (number ? FOR_NUMBERS : FOR_TEXTS));
        }
        if (operator == Operator.IN || operator == Operator.NOT_IN) {
            return new Clause(field, operator, list());
        }
        return new Clause(field, operator, List.of(number ? number(field) : quoted(field)));
    }

    private static String named(Field field) {
        return field.kind().name().toLowerCase(Locale.ROOT) + " '" + field.name() + "'";
    }

    private Field field() {
        String first = part(true);
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            return words.field(first, part(false));
        }
        return words.attribute(first);
    }

    /** @param isKind whether a dot ends it */
    private String part(boolean isKind) {
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '`' || text.charAt(at) == '"')) {
            return quotedBy(text.charAt(at));
        }
        int begin = at;
        while (at < text.length() && isBare(text.charAt(at)) && !(isKind && text.charAt(at) == '.')) {
            at++;
        }
        if (begin == at) {
            throw wrong("a field, such as metrics.loss or params.\"batch size\"");
        }
        return text.substring(begin, at);
    }

    private static boolean isBare(char c) {
        return !Character.isWhitespace(c) && "=<>!,()'\"`".indexOf(c) < 0;
    }

    /** The text up to the next of the same quotes; two of them stand for one. */
    private String quotedBy(char quote) {
        StringBuilder content = new StringBuilder();
        int next = at + 1;
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c != quote) {
                content.append(c);
            } else if (next < text.length() && text.charAt(next) == quote) {
                content.append(quote);
                next++;
            } else {
                at = next;
                return content.toString();
            }
        }
        throw wrong("an end of the text that begins here");
    }

    private Operator operator() {
        skipBlanks();
        for (Symbol symbol : Symbol.values()) {
            if (text.startsWith(symbol.text, at)) {
                at += symbol.text.length();
                return symbol.operator;
            }
        }
        if (word("LIKE")) {
            return Operator.LIKE;
        }
        if (word("ILIKE")) {
            return Operator.ILIKE;
        }
        boolean not = word("NOT");
        if (word("IN")) {
            return not ? Operator.NOT_IN : Operator.IN;
        }
        throw wrong("a comparison: =, !=, <, <=, >, >=, LIKE, ILIKE, IN or NOT IN");
    }

    /** The longer ones first. */
    private enum Symbol {
        NOT_EQUAL("!=", Operator.NOT_EQUAL),
        AT_MOST("<=", Operator.AT_MOST),
        AT_LEAST(">=", Operator.AT_LEAST),
        EQUAL("=", Operator.EQUAL),
        LESS("<", Operator.LESS),
        GREATER(">", Operator.GREATER);

        private final String text;
        private final Operator operator;

        Symbol(String text, Operator operator) {
            this.text = text;
            this.operator = operator;
        }
    }

    private Double number(Field field) {
        skipBlanks();
        int begin = at;
        while (at < text.length() && isBare(text.charAt(at))) {
            at++;
        }
        String found = text.substring(begin, at);
        try {
            return Scalars.number(found, field.name());
        } catch (Refusal e) {
            at = begin;
            throw wrong("a number for " + named(field));
        }
    }

    private String quoted(Field field) {
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            return quotedBy(text.charAt(at));
        }
        throw wrong("a quoted string value (e.g. 'my-value') for " + named(field));
    }

    private List<Object> list() {
        List<Object> values = new ArrayList<>();
        if (!symbol('(')) {
            throw wrong("a list, such as ('a', 'b')");
        }
        do {
            skipBlanks();
            if (at >= text.length() || (text.charAt(at) != '\'' && text.charAt(at) != '"')) {
                throw wrong("a quoted string value in the list");
            }
            values.add(quotedBy(text.charAt(at)));
        } while (symbol(','));
        if (!symbol(')')) {
            throw wrong("a closing parenthesis");
        }
        return values;
    }

    private boolean symbol(char symbol) {
        skipBlanks();
        boolean found = at < text.length() && text.charAt(at) == symbol;
        at += found ? 1 : 0;
        return found;
    }

    /** Passes over a word, whatever its case, if it is the next one. */
    private boolean word(String word) {
        skipBlanks();
        int end = at + word.length();
        boolean found = text.regionMatches(true, at, word, 0, word.length())
                && (end >= text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
        at = found ? end : at;
        return found;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean isAtEnd() {
        skipBlanks();
        return at >= text.length();
    }

    private Refusal wrong(String expected) {
        String found = at >= text.length() ? "its end" : "'" + text.substring(at) + "'";
        return Refusal.invalid("Invalid clause(s) in filter string: expected " + expected + ", found " + found);
    }
}
