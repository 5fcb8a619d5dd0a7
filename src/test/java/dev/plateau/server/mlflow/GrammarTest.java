package dev.plateau.server.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.track.Query.Clause;
import dev.plateau.track.Query.Field;
import dev.plateau.track.Query.Kind;
import dev.plateau.track.Query.Operator;
import dev.plateau.track.Query.Order;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of filters, with the examples of MLflow's documentation. */
class GrammarTest {

    private static Clause clause(Kind kind, String name, Operator operator, Object... values) {
        return new Clause(new Field(kind, name), operator, List.of(values));
    }

    private static List<Clause> runs(String filter) {
        return Grammar.filter(Vocabulary.RUNS, filter);
    }

    @Test
    void everyKindOfFieldCanBeCompared() {
        assertEquals(
                List.of(
                        clause(Kind.METRIC, "acc", Operator.AT_LEAST, 0.9),
                        clause(Kind.METRIC, "loss", Operator.LESS, -1e-3),
                        clause(Kind.PARAM, "model", Operator.EQUAL, "tree"),
                        clause(Kind.TAG, "mlflow.parentRunId", Operator.NOT_EQUAL, "x"),
                        clause(Kind.ATTRIBUTE, "status", Operator.EQUAL, "FINISHED"),
                        clause(Kind.ATTRIBUTE, "start_time", Operator.GREATER, 1.66459e12),
                        clause(Kind.DATASET, "name", Operator.LIKE, "custom%")),
                runs(
                        "metrics.acc >= 0.9 and metric.loss<-1e-3 AND params.model = \"tree\" AND tags.mlflow.parentRunId != 'x'"
                                + " AND attributes.status='FINISHED' And created > 1664590000000 AND datasets.name LIKE 'custom%'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.\"val loss\" < 1",
                "metrics.`val loss` < 1",
                "`metrics`.`val loss`<1",
                " metric.\"val loss\"  <1.0 "
            })
    void keysWithBlanksStandInQuotesOrBackticks(String filter) {
        assertEquals(List.of(clause(Kind.METRIC, "val loss", Operator.LESS, 1.0)), runs(filter));
    }

    @Test
    void listsAndPatternsAreForTexts() {
        assertEquals(List.of(clause(Kind.ATTRIBUTE, "run_id", Operator.IN, "a", "b")), runs("run_id IN ('a', \"b\")"));
        assertEquals(
                List.of(clause(Kind.ATTRIBUTE, "run_name", Operator.NOT_IN, "it's")),
                runs("attributes.`Run name` not in ('it''s')"));
        assertEquals(List.of(clause(Kind.TAG, "a/b", Operator.ILIKE, "%x_")), runs("tag.a/b ILIKE '%x_'"));
    }

    @Test
    void noFilterIsNoClause() {
        assertEquals(List.of(), runs(""));
        assertEquals(List.of(), runs("  "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "metrics.a > 'x'; a number for metric 'a'",
                "metrics.a LIKE 'x'; Invalid comparator 'LIKE' for metric 'a'",
                "params.a > 'x'; Invalid comparator 'GREATER' for param 'a'",
                "params.a = 0.1; a quoted string value",
                "params.a = x; a quoted string value",
                "thing.a = 'x'; Invalid entity type 'thing'",
                "attributes.nothing = 'x'; Invalid attribute key 'nothing'",
                "dataset.size = 'x'; Invalid dataset key 'size'",
                "metrics.a; a comparison",
                "metrics.a > 1 OR metrics.b > 1; expected AND, found 'OR metrics.b > 1'",
                "metrics.a > 1 metrics.b > 1; expected AND",
                "metrics.a > 1 AND; expected a field",
                "params.a = 'x; an end of the text",
                "run_id IN (1); a quoted string value in the list",
                "run_id IN ('a'; a closing parenthesis",
                "metrics.a > 1e; a number",
                "metrics. > 1; expected a field"
            })
    void mistakeIsSaidWithItsPlace(String filter, String part) {
        Refusal refusal = assertThrows(Refusal.class, () -> runs(filter));
        assertEquals(Refusal.Code.INVALID_PARAMETER_VALUE, refusal.code());
        assertTrue(String.valueOf(refusal.getMessage()).contains(part), refusal.getMessage());
    }

    @Test
    void endlessFilterIsRefused() {
        assertThrows(Refusal.class, () -> runs("metrics.a > 1 AND ".repeat(2000) + "metrics.a > 1"));
        assertThrows(Refusal.class, () -> runs("a>1 AND ".repeat(150) + "a>1"));
    }

    @Test
    void orderIsAFieldAndADirection() {
        assertEquals(
                List.of(
                        new Order(new Field(Kind.METRIC, "m a"), false),
                        new Order(new Field(Kind.PARAM, "x"), true),
                        new Order(new Field(Kind.ATTRIBUTE, "start_time"), true),
                        new Order(new Field(Kind.ATTRIBUTE, "end_time"), false)),
                Grammar.orders(
                        Vocabulary.RUNS,
                        List.of("metrics.`m a` DESC", "params.x", "attributes.start_time asc", "end_time  desc")));
        for (String wrong : List.of("metrics.a DOWN", "metrics.a DESC DESC", "", "nothing", "a.b ASC")) {
            assertThrows(Refusal.class, () -> Grammar.orders(Vocabulary.RUNS, List.of(wrong)), wrong);
        }
    }

    @Test
    void experimentsHaveAttributesAndTagsOnly() {
        assertEquals(
                List.of(
                        clause(Kind.ATTRIBUTE, "name", Operator.ILIKE, "a%"),
                        clause(Kind.TAG, "team", Operator.EQUAL, "x"),
                        clause(Kind.ATTRIBUTE, "creation_time", Operator.GREATER, 5.0)),
                Grammar.filter(
                        Vocabulary.EXPERIMENTS, "name ILIKE 'a%' AND tags.team = 'x' AND attribute.creation_time > 5"));
        assertThrows(Refusal.class, () -> Grammar.filter(Vocabulary.EXPERIMENTS, "metrics.a > 1"));
    }
}
