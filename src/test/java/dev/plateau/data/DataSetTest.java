package dev.plateau.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.data.DataSource.Missing;
import dev.plateau.data.DataSource.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetTest {

    @TempDir
    Path folder;

    private DataSet read(String text, DataSource source) {
        return Examples.read(folder, text, source);
    }

    private static List<Double> labels(DataSet data) {
        return IntStream.range(0, data.rows()).mapToObj(data::label).toList();
    }

    @Test
    void readsFeaturesAndLabelsInFileOrder() {
        DataSet data = read("a,y,b\n1,red,-2.5e1\n.5,blue,+3.\n", Examples.SOURCE);
        assertEquals(2, data.rows());
        assertEquals(List.of("a", "b"), data.features());
        assertEquals(List.of("blue", "red"), data.classes());
        assertEquals(List.of(1.0, 0.0), labels(data));
        assertEquals(-25, data.value(0, 1));
        assertEquals(0.5, data.value(1, 0));
        assertEquals(3, data.value(1, 1));
        assertEquals(2, data.outputs());
    }

    @Test
    void readsQuotesAByteOrderMarkWindowsLinesAndSpaces() {
        DataSet data = read(
                "\uFEFF\"a, \"\"x\"\"\", y \r\n\" 1\",\"l\u00E4ng, \n lang\"\r\n\r\n 2 , kurz \r\n", Examples.SOURCE);
        assertEquals(List.of("a, \"x\""), data.features());
        assertEquals(List.of("kurz", "l\u00E4ng, \n lang"), data.classes());
        assertEquals(2, data.value(1, 0));
    }

    @Test
    void sortsClassesByNumberIfAllAreNumbersElseByAlphabet() {
        assertEquals(
                List.of("-1", "2", "10"),
                read("a,y\n1,10\n1,2\n1,-1\n", Examples.SOURCE).classes());
        assertEquals(
                List.of("10", "2", "b"),
                read("a,y\n1,b\n1,2\n1,10\n", Examples.SOURCE).classes());
    }

    @Test
    void readsTargetsOfARegression() {
        DataSet data = read("a,y\n1,1.5\n2,-4\n", Examples.regression(true));
        assertEquals(List.of(1.5, -4.0), labels(data));
        assertEquals(List.of(), data.classes());
        assertEquals(1, data.outputs());
    }

    @ParameterizedTest
    @CsvSource({"''", "NA", "NaN", "?", "' '"})
    void knowsWhatAMissingCellLooksLike(String gap) {
        String text = "a,b,y\n1,5,p\n2," + gap + ",q\n3,7,q\n";
        assertEquals(Double.NaN, read(text, Examples.missing(Missing.MEAN)).value(1, 1));
        DataSet dropped = read(text, Examples.missing(Missing.DROP));
        assertEquals(2, dropped.rows());
        assertEquals(1, dropped.dropped());
        assertEquals(3, dropped.value(1, 0));
    }

    @Test
    void forgetsAClassWhoseRowsWereAllDropped() {
        String text = "a,y\n1,p\n,only here\n3,q\n";
        assertEquals(
                List.of("p", "q"), read(text, Examples.missing(Missing.DROP)).classes());
    }

    @Test
    void leavesLabelIgnoreGroupAndTimeOutOfTheFeatures() {
        DataSource source = new DataSource(
                "t.csv",
                "y",
                Task.CLASSIFICATION,
                true,
                Missing.ERROR,
                List.of("id"),
                Optional.of("g"),
                Optional.of("t"));
        DataSet data = read("id,a,g,t,y\nx,1,u,3,p\ny,2,v,1,q\nz,3,u,2,q\n", source);
        assertEquals(List.of("a"), data.features());
        assertEquals(data.group(0), data.group(2));
        assertEquals(List.of(1, 2, 0), data.timeOrder());
    }

    @ParameterizedTest
    @CsvSource({
        "10, 9, 9.5",
        "2026-10-01, 2026-09-01, 2026-09-30",
        "2026-01-02 00:00, 2026-01-01 23:59:59, 2026-01-01 23:59:59.5",
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00+02:00, 2025-12-31T23:00:00"
    })
    void ordersRowsByNumberOrIsoTime(String last, String first, String middle) {
        String text = "t,a,y\n" + last + ",1,p\n" + first + ",1,q\n" + middle + ",1,q\n";
        assertEquals(List.of(1, 2, 0), read(text, Examples.timed("t")).timeOrder());
    }

    /** {@code printf 'a,y\n1,p\n2,q\n' | sha256sum}. */
    @Test
    void hashesTheBytesOfTheFile() {
        assertEquals(
                "cbb3a2166a1933ee8fbd7584a9f82a9140efaddc8c7e60f5e89a89eaa05dc271",
                read("a,y\n1,p\n2,q\n", Examples.SOURCE).sha256());
    }

    /** Counts by awk over the files. */
    @ParameterizedTest
    @CsvSource({"digits,1797,64,10", "wine,178,13,3", "iris,150,4,3", "breast_cancer,569,30,2"})
    void readsTheDataSetsThatComeWithPlateau(String name, int rows, int features, int classes) {
        String path = "experiments/data/" + name + ".csv";
        DataSource source = new DataSource(
                path, "label", Task.CLASSIFICATION, true, Missing.ERROR, List.of(), Optional.empty(), Optional.empty());
        DataSet data = DataSet.read(Path.of(path), source);
        assertEquals(rows, data.rows());
        assertEquals(features, data.features().size());
        assertEquals(IntStream.range(0, classes).mapToObj(String::valueOf).toList(), data.classes());
    }

    @Test
    void readsAColumnOfAThousandClasses() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        IntStream.range(0, 1000).forEach(i -> text.append("1,c").append(i).append('\n'));
        Path file = Files.writeString(folder.resolve("many.csv"), text);
        assertEquals(1000, DataSet.read(file, Examples.SOURCE).outputs());
    }
}
