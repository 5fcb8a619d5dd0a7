package dev.plateau.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.DataSource.Missing;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake in a data file and the sentence that reports it. */
class DataMistakesTest {

    @TempDir
    Path folder;

    private void assertMistake(String sentence, String text, DataSource source) {
        assertMistake(sentence, Examples.file(folder, text), source);
    }

    private static void assertMistake(String sentence, Path file, DataSource source) {
        assertEquals(
                sentence,
                assertThrows(DataException.class, () -> DataSet.read(file, source))
                        .getMessage());
    }

    private void assertMistake(String sentence, String text) {
        assertMistake(sentence, text, Examples.SOURCE);
    }

    @Test
    void namesLineAndColumnOfACellThatIsNoNumber() {
        assertMistake("data/t.csv line 3, column \"b\": expected a number, found \"abc\"", "a,b,y\n1,2,p\n1,abc,q\n");
        for (String text : new String[] {"Infinity", "-inf", "0x10", "1d", "1,5", "1e99999"}) {
            assertMistake(
                    "data/t.csv line 2, column \"a\": expected a number, found \"" + text + "\"",
                    "a,y\n\"" + text + "\",p\n");
        }
    }

    @Test
    void countsLinesAsAnEditorDoes() {
        assertMistake(
                "data/t.csv line 6, column \"a\": expected a number, found \"x\"", "a,y\n\n1,\"two\nlines\"\n\nx,q\n");
    }

    @Test
    void refusesNumbersThatNoFloatHolds() {
        assertMistake(
                "data/t.csv line 2, column \"a\": expected a number between -3.4e38 and 3.4e38, found \"-1e39\"",
                "a,y\n-1e39,p\n");
    }

    @Test
    void shortensALongCell() {
        assertMistake(
                "data/t.csv line 2, column \"a\": expected a number, found \"" + "x".repeat(40) + "...\"",
                "a,y\n" + "x".repeat(100) + ",p\n");
    }

    @Test
    void saysWhatWouldAllowAGap() {
        assertMistake(
                "data/t.csv line 3, column \"a\": expected a number (data.missing: mean or drop would allow gaps), found"
                        + " an empty cell",
                "a,b,y\n1,2,p\n,2,q\n");
    }

    @Test
    void refusesAMissingLabelGroupOrTimeWhateverMissingSays() {
        String sentence = "data/t.csv line 2, column \"y\": expected a label in every row, found \"NA\"";
        for (Missing missing : Missing.values()) {
            assertMistake(sentence, "a,y\n1,NA\n", Examples.missing(missing));
        }
        assertMistake(
                "data/t.csv line 2, column \"g\": expected a group in every row, found an empty cell",
                "a,g,y\n1,,p\n",
                Examples.grouped("g"));
        assertMistake(
                "data/t.csv line 2, column \"g\": expected a time such as 2026-01-31, 2026-01-31T18:30:00 or a number,"
                        + " found an empty cell",
                "a,g,y\n1,,p\n",
                Examples.timed("g"));
    }

    @Test
    void refusesTimesOfTwoKinds() {
        assertMistake(
                "data/t.csv line 3, column \"t\": expected a number, as in the first row, found \"2026-01-01\"",
                "a,t,y\n1,1,p\n1,2026-01-01,q\n",
                Examples.timed("t"));
    }

    @Test
    void namesTheNearestColumnAndTheColumnsThereAre() {
        assertMistake("data/t.csv has no column \"y\" (data.label). Its columns: a, b, c", "a,b,c\n1,2,3\n");
        assertMistake(
                "data/t.csv has no column \"lable\" (data.ignore); did you mean \"label\"? Its columns: a, b, c, d, label"
                        + " and 2 more",
                "a,b,c,d,label,e,y\n",
                Examples.ignoring("lable"));
        assertMistake(
                "data/t.csv has no column \"person\" (data.group). Its columns: a, y",
                "a,y\n",
                Examples.grouped("person"));
        assertMistake(
                "data/t.csv has no column \"wehn\" (data.time); did you mean \"When\"? Its columns: When, y",
                "When,y\n",
                Examples.timed("wehn"));
        assertMistake(
                "data/t.csv has no column \"identity\" (data.ignore). Its columns: a, y",
                "a,y\n",
                Examples.ignoring("identity"));
    }

    @Test
    void refusesColumnsWithoutNameOrWithTheSameName() {
        assertMistake("data/t.csv: column 2 has no name in the first line", "a,,y\n");
        assertMistake("data/t.csv has two columns named \"a\"", "a,y, a\n");
    }

    @Test
    void refusesALabelWithASecondUseAndDataWithoutFeatures() {
        assertMistake(
                "data/t.csv: column \"y\" is the label and cannot be ignore, group or time as well",
                "a,y\n1,p\n",
                Examples.grouped("y"));
        assertMistake(
                "data/t.csv has no feature column: its columns (a, y) are all label, ignore, group or time",
                "a,y\n1,p\n",
                Examples.ignoring("a"));
    }

    @Test
    void refusesARaggedRow() {
        assertMistake("data/t.csv line 3: expected 2 cells as in the first line, found 3", "a,y\n1,p\n1,2,q\n");
        assertMistake("data/t.csv line 2: expected 2 cells as in the first line, found 1", "a,y\n1\n");
    }

    @Test
    void refusesFilesWithoutContent() {
        assertMistake("data/t.csv is empty; its first line must name the columns", "");
        assertMistake("data/t.csv is empty; its first line must name the columns", "\uFEFF\n\n");
        assertMistake("data/t.csv has no rows below its first line", "a,y\n");
        assertMistake(
                "data/t.csv: all 1 rows lack a value, so data.missing: drop leaves none; use mean instead",
                "a,y\n,p\n",
                Examples.missing(Missing.DROP));
        assertMistake(
                "data/t.csv, column \"a\" has no value in any row; list it in data.ignore",
                "a,y\n,p\n?,q\n",
                Examples.missing(Missing.MEAN));
    }

    @Test
    void refusesOneClassAndLabelsThatAreMeasurements() {
        assertMistake(
                "data/t.csv, column \"y\" has only one class, \"p\"; classification needs at least 2",
                "a,y\n1,p\n2,p\n");
        StringBuilder text = new StringBuilder("a,y\n");
        IntStream.rangeClosed(0, 1000)
                .forEach(i -> text.append("1,").append(i / 7.0).append('\n'));
        assertMistake(
                "data/t.csv, column \"y\" has more than 1000 different labels; if it is a measurement, set data.task to"
                        + " regression",
                text.toString());
    }

    @Test
    void refusesOtherSeparators() {
        assertMistake("data/t.csv must separate its cells by commas; its first line has none", "a;y\n1;p\n");
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        Path file =
                Files.write(folder.resolve("latin.csv"), new byte[] {'a', ',', 'y', '\n', '1', ',', (byte) 0xE4, '\n'});
        assertMistake("data/t.csv is not UTF-8 text; save it as UTF-8", file, Examples.SOURCE);
    }

    @Test
    void refusesAQuoteThatIsNeverClosed() {
        String message = assertThrows(
                        DataException.class, () -> Examples.read(folder, "a,y\n1,\"p\n2,q\n", Examples.SOURCE))
                .toString();
        assertTrue(message.contains("data/t.csv is not a well-formed CSV file: "), message);
    }

    @Test
    void refusesAFileThatIsMissingAFolderOrTooLarge() throws IOException {
        Path none = folder.resolve("none.csv");
        assertMistake("data/t.csv does not exist (looked for " + none + ")", none, Examples.SOURCE);
        assertMistake("data/t.csv is not a file", folder, Examples.SOURCE);
        Path large = folder.resolve("large.csv");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(CsvFile.MAX_BYTES + (1 << 20));
        }
        assertMistake("data/t.csv has 257 MB; at most 256 MB can be read", large, Examples.SOURCE);
    }
}
