package dev.plateau.server.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.track.Metric;
import dev.plateau.track.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as clients write them. */
class LenientTest {

    private static ByteArrayInputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static LogReader.Logged metric(String json) {
        return Lenient.read(body(json), LogReader::single);
    }

    private static LogReader.Logged batch(String json) {
        return Lenient.read(body(json), LogReader::batch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Python
                "{\"run_uuid\": \"r\", \"run_id\": \"r\", \"key\": \"a\", \"value\": 0.5, \"timestamp\": 7, \"step\": 3}",
                // Java: protobuf writes int64 as texts
                "{\"run_id\":\"r\",\"key\":\"a\",\"value\":0.5,\"timestamp\":\"7\",\"step\":\"3\"}",
                // R: every value as a text
                "{\"run_uuid\":\"r\",\"run_id\":\"r\",\"key\":\"a\",\"value\":\"0.5\",\"timestamp\":7,\"step\":3.0}",
                // The first clients of R: JSON inside of a text
                "\"{\\\"run_id\\\":\\\"r\\\",\\\"key\\\":\\\"a\\\",\\\"value\\\":5e-1,\\\"timestamp\\\":7,\\\"step\\\":3}\"",
                // Somebody newer: names that nobody here knows
                "{\"model_id\": null, \"new\": {\"x\": [1, {}]}, \"step\": 3e0, \"timestamp\": 7.0, \"value\": 0.5, \"key\": \"a\", \"run_id\": \"r\"}"
            })
    void metricIsReadHoweverItIsWritten(String json) {
        LogReader.Logged logged = metric(json);
        assertEquals("r", logged.run());
        assertEquals(
                List.of(new Metric("a", new Point(3, 7, 0.5))), logged.batch().metrics());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "\"NaN\"", "Infinity", "\"Infinity\"", "-Infinity", "\"-Infinity\"", "-INF", "1e999"})
    void numbersThatAreNotFiniteAreNumbers(String value) {
        double read = metric("{\"run_id\":\"r\",\"key\":\"a\",\"timestamp\":1,\"value\":" + value + "}")
                .batch()
                .metrics()
                .get(0)
                .point()
                .value();
        double expected = value.contains("NaN")
                ? Double.NaN
                : value.contains("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        assertEquals(expected, read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":\"a\",\"value\":1,\"timestamp\":1}",
                "{\"run_id\":\"r\",\"value\":1,\"timestamp\":1}",
                "{\"run_id\":\"r\",\"key\":\"a\",\"timestamp\":1}",
                "{\"run_id\":\"r\",\"key\":\"a\",\"value\":1}",
                "{\"run_id\":\"r\",\"key\":\"a\",\"value\":true,\"timestamp\":1}",
                "{\"run_id\":\"r\",\"key\":\"a\",\"value\":\"high\",\"timestamp\":1}",
                "{\"run_id\":\"r\",\"key\":\"a\",\"value\":\"0x10\",\"timestamp\":1}",
                "{\"run_id\":\"r\",\"key\":\"a\",\"value\":1,\"timestamp\":-1}",
                "{\"run_id\":\"r\",\"key\":\"a\",\"value\":1,\"timestamp\":1,\"step\":1.5}",
                "{\"run_id\":\"r\",\"key\":\"a\",\"value\":1,\"timestamp\":1,\"step\":99999999999999999999}",
                "{\"run_id\":\"r\",\"key\":\"a?\",\"value\":1,\"timestamp\":1}",
                "{\"run_id\":\"r\",\"key\":\"../a\",\"value\":1,\"timestamp\":1}",
                "{\"run_id\":5,\"key\":\"a\",\"value\":1,\"timestamp\":1}",
                "{\"run_id\":\"r\",\"key\":\"a\",\"value\":1,\"timestamp\":1",
                "[]",
                "nonsense",
                ""
            })
    void wrongMetricIsRefused(String json) {
        Refusal refusal = assertThrows(Refusal.class, () -> metric(json));
        assertEquals(400, refusal.code().status().getCode());
    }

    @Test
    void deepBodyIsRefused() {
        assertThrows(Refusal.class, () -> metric("{\"x\":" + "[".repeat(100_000)));
    }

    @Test
    void batchHasMetricsParamsAndTags() {
        LogReader.Logged logged = batch("{\"metrics\":[{\"key\":\"a\",\"value\":1,\"timestamp\":2}],"
                + "\"params\":[{\"key\":\"p\",\"value\":\"1\"},{\"key\":\"q\"}],\"tags\":[{\"key\":\"t\",\"value\":\"é\"}],"
                + "\"run_id\":\"r\"}");
        assertEquals(
                List.of(new Metric("a", new Point(0, 2, 1))), logged.batch().metrics());
        assertEquals(Map.of("p", "1", "q", ""), logged.batch().params());
        assertEquals(Map.of("t", "é"), logged.batch().tags());
    }

    @Test
    void batchHasLimits() {
        assertEquals(1000, batch(metrics(1000)).batch().metrics().size());
        String refused = String.valueOf(
                assertThrows(Refusal.class, () -> batch(metrics(1001))).getMessage());
        assertTrue(refused.startsWith("A batch logging request can contain at most 1000 metrics. Got 1001"), refused);
        assertThrows(Refusal.class, () -> batch(pairs("params", 101)));
        assertThrows(Refusal.class, () -> batch(pairs("tags", 101)));
        assertEquals(100, batch(pairs("params", 100)).batch().params().size());
        String both = metrics(950).replaceFirst("}$", "," + pairs("tags", 51).substring(1));
        assertTrue(String.valueOf(assertThrows(Refusal.class, () -> batch(both)).getMessage())
                .contains("Got 1001 metrics, params, and tags"));
    }

    private static String metrics(int count) {
        return "{\"run_id\":\"r\",\"metrics\":["
                + String.join(",", java.util.Collections.nCopies(count, "{\"key\":\"a\",\"value\":1,\"timestamp\":1}"))
                + "]}";
    }

    private static String pairs(String kind, int count) {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < count; i++) {
            items.append(i == 0 ? "" : ",").append("{\"key\":\"k").append(i).append("\",\"value\":\"v\"}");
        }
        return "{\"run_id\":\"r\",\"" + kind + "\":[" + items + "]}";
    }

    @Test
    void sameParamTwiceInABatchIsRefused() {
        String refused = String.valueOf(assertThrows(
                        Refusal.class,
                        () -> batch("{\"run_id\":\"r\",\"params\":[{\"key\":\"p\",\"value\":\"1\"},"
                                + "{\"key\":\"p\",\"value\":\"1\"}]}"))
                .getMessage());
        assertTrue(refused.startsWith("Duplicate parameter keys have been submitted: ['p']"), refused);
    }

    @Test
    void longValuesAreShortenedAndLongKeysRefused() {
        String long7000 = "\uD83D\uDE00".repeat(7000);
        String value = batch("{\"run_id\":\"r\",\"params\":[{\"key\":\"p\",\"value\":\"" + long7000 + "\"}]}")
                .batch()
                .params()
                .getOrDefault("p", "");
        assertEquals(6000, value.codePointCount(0, value.length()));
        String tag = batch("{\"run_id\":\"r\",\"tags\":[{\"key\":\"p\",\"value\":\"" + "x".repeat(9000) + "\"}]}")
                .batch()
                .tags()
                .getOrDefault("p", "");
        assertEquals(8000, tag.length());
        assertEquals("k".repeat(250), Rules.name("metric", "k".repeat(250)));
        assertThrows(Refusal.class, () -> Rules.name("metric", "k".repeat(251)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss", "val/loss", "a.b-c_d e:f", "größe", "a..b", ".hidden", "a/.b"})
    void nameOfLettersDigitsAndSomeSignsIsFine(String name) {
        assertEquals(name, Rules.name("metric", name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "/a", "a/", "a//b", "a/./b", "a/../b", "..a", "a?b", "a%b", "a\\b", "a\nb", "a'b"
            })
    void nameThatIsAnotherPathIsNot(String name) {
        assertThrows(Refusal.class, () -> Rules.name("metric", name));
    }

    @Test
    void messageReadsNumbersAndTexts() {
        Message message = Lenient.read(
                body("{\"n\":\"12\",\"d\":3.0,\"id\":7,\"list\":[\"a\"],\"one\":\"b\",\"nothing\":null}"),
                Lenient::message);
        assertEquals(OptionalLong.of(12), message.whole("n"));
        assertEquals(OptionalLong.of(3), message.whole("d"));
        assertEquals("7", message.id("id"));
        assertEquals(List.of("a"), message.texts("list"));
        assertEquals(List.of("b"), message.texts("one"));
        assertEquals("", message.text("nothing"));
        assertThrows(Refusal.class, () -> message.required("nothing"));
        assertThrows(Refusal.class, () -> message.text("d"));
    }

    @Test
    void pageTokenIsAnOffset() {
        assertEquals(
                "{\"offset\": 12}", new String(Base64.getDecoder().decode(Pages.token(12)), StandardCharsets.UTF_8));
        assertEquals(
                new Pages(12, 5), Pages.of(new Message(Map.of("page_token", Pages.token(12), "max_results", 5L)), 9));
        assertEquals(new Pages(0, 9), Pages.of(new Message(Map.of("page_token", "")), 9));
        for (String wrong : List.of(
                "?",
                "e30=",
                "eyJvZmZzZXQiOi0xfQ==",
                Base64.getEncoder().encodeToString("x".getBytes(StandardCharsets.UTF_8)))) {
            assertThrows(Refusal.class, () -> Pages.of(new Message(Map.of("page_token", wrong)), 9), wrong);
        }
        assertThrows(Refusal.class, () -> Pages.of(new Message(Map.of("max_results", 50_001L)), 9));
        assertThrows(Refusal.class, () -> Pages.of(new Message(Map.of("max_results", 0L)), 9));
    }
}
