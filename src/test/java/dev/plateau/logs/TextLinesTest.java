package dev.plateau.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {

    private static Seen seen(String line) {
        return new TextLines()
                .feed(line)
                .orElseThrow(() -> new AssertionError("nothing was seen in a line of " + line.length() + ": "
                        + line.substring(0, Math.min(80, line.length()))));
    }

    private static Map<String, Double> metrics(String line) {
        return seen(line).metrics();
    }

    @Test
    void readsAJsonLineWithEpochStepAndSamples() {
        Seen seen = seen("{\"epoch\":3,\"loss\":0.5,\"val_loss\":1e-05,\"step\":12,\"samples\":384}");
        assertEquals(
                new Seen(
                        OptionalLong.of(3),
                        OptionalLong.of(12),
                        OptionalLong.of(384),
                        Map.of("loss", 0.5, "val_loss", 1e-5),
                        true),
                seen);
    }

    @Test
    void readsWhatIsNoNumberInJsonAsPythonWritesIt() {
        assertEquals(
                Map.of("a", Double.NaN, "b", Double.POSITIVE_INFINITY, "c", Double.NEGATIVE_INFINITY, "d", Double.NaN),
                metrics("{\"a\": NaN, \"b\": Infinity, \"c\": \"-inf\", \"d\": \"nan\"}"));
    }

    @Test
    void passesOverNestedAndOtherFieldsOfJson() {
        assertEquals(
                Map.of("loss", 2.0),
                metrics(
                        "{\"time\":{\"loss\":1},\"list\":[1,2],\"name\":\"loss=7\",\"on\":true,\"off\":null,\"loss\":2}"));
    }

    @Test
    void readsAPythonDictionary() {
        Seen seen = seen("{'loss': 0.25, 'learning_rate': 5e-05, 'epoch': 1.0}");
        assertEquals(OptionalLong.of(1), seen.epoch());
        assertEquals(Map.of("loss", 0.25, "learning_rate", 5e-5), seen.metrics());
    }

    @Test
    void aFractionOfAnEpochIsOnItsWayToTheNext() {
        assertEquals(OptionalLong.of(2), seen("{'loss': 0.25, 'epoch': 1.33}").epoch());
    }

    @Test
    void readsSeveralPairsOnALine() {
        Seen seen = seen("epoch=3 loss=1e-05, val_loss: nan; best = -inf top = +.5 count=7.");
        assertEquals(OptionalLong.of(3), seen.epoch());
        assertEquals(
                Map.of(
                        "loss",
                        1e-5,
                        "val_loss",
                        Double.NaN,
                        "best",
                        Double.NEGATIVE_INFINITY,
                        "top",
                        0.5,
                        "count",
                        7.0),
                seen.metrics());
        assertFalse(seen.whole());
    }

    @Test
    void readsWhatKerasPrintsWithItsColoursAndItsProgressBar() {
        assertEquals(
                new Seen(OptionalLong.of(3), OptionalLong.empty(), OptionalLong.empty(), Map.of(), false),
                seen("Epoch 3/10"));
        assertEquals(
                Map.of("accuracy", 0.5, "loss", 1.25),
                metrics("\u001B[1m1/5\u001B[0m loss: 9\r\u001B[1m5/5\u001B[0m \u001B[32m━━\u001B[0m\u001B[37m\u001B[0m"
                        + " \u001B[1m0s\u001B[0m 2ms/step - accuracy: 0.5 - loss: 1.25"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Traceback (most recent call last):",
                "at 12:30:05 all is well",
                "started: 2024-01-02",
                "time=12:30",
                "version=1.2.3",
                "took: 3ms",
                "http://example.org:8080/a=b",
                "hash=0x1f",
                "name=value",
                "infinite: information",
                "{\"a\":",
                "{}",
                "[1,2]"
            })
    void seesNothingWhereThereIsNoNumber(String line) {
        assertEquals(Optional.empty(), new TextLines().feed(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Epoch 7:",
                "epoch [7/10]",
                "EPOCH: 7",
                "Epoch #7",
                "Epoch 00007: val_loss improved",
                "epoch=7/10"
            })
    void readsTheEpochHoweverItIsWritten(String line) {
        assertEquals(OptionalLong.of(7), seen(line).epoch());
    }

    @Test
    void hasBounds() {
        assertEquals(Optional.empty(), new TextLines().feed("loss=1 " + "x".repeat(TextLines.MAX_LINE)));
        assertEquals(Optional.empty(), new TextLines().feed("n".repeat(251) + "=1"));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            many.append("m").append(i).append("=1 ");
        }
        assertEquals(Seen.MAX_METRICS, metrics(many.toString()).size());
        assertEquals(Map.of("loss", Double.POSITIVE_INFINITY), metrics("{\"loss\":1e999}"));
    }

    /** Each would take a regular expression that goes back longer than the age of the world, or a parser that nests all its memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "a ", "a =", "1", "a=1", "-", "a=-", "a.", "'a':", "{\"a\":", "[", "\u001B[", "epoch ", "a=1e",
                "a=1."
            })
    void survivesRepetition(String piece) {
        String line = piece.repeat(TextLines.MAX_LINE / piece.length());
        Optional<Seen> seen = new TextLines().feed(line);
        assertTrue(seen.isEmpty() || seen.get().metrics().size() <= 1, () -> "unexpected: " + seen);
    }
}
