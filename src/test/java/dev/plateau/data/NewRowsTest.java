package dev.plateau.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.DataSource.Missing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows to predict are prepared as training rows were. */
@SuppressWarnings("NullAway.Init")
class NewRowsTest {

    private static final String TRAINING = "a,b,y\n1,10,no\n2,20,yes\n3,60,no\n";

    @TempDir
    Path folder;

    private Preparation learned(String text, DataSource source) {
        DataSet data = Examples.read(folder, text, source);
        return Preparation.of(data, Fold.all(data.rows()));
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("new.csv"), text);
    }

    private NewRows open(String text, Preparation preparation) throws IOException {
        return NewRows.open(csv(text), "new.csv", preparation);
    }

    private String refused(String text, Preparation preparation) throws IOException {
        Path file = csv(text);
        return String.valueOf(assertThrows(DataException.class, () -> {
                    try (NewRows rows = NewRows.open(file, "new.csv", preparation)) {
                        rows.next(1000);
                    }
                })
                .getMessage());
    }

    @Test
    void theTrainingFileGivesTheTrainingRows() throws IOException {
        for (Missing missing : List.of(Missing.ERROR, Missing.MEAN)) {
            String text = missing == Missing.MEAN ? TRAINING + "NA,5,yes\n" : TRAINING;
            DataSet data = Examples.read(folder, text, Examples.missing(missing));
            FoldData trained = FoldData.of(data, Fold.all(data.rows()));
            try (NewRows rows = open(text, Preparation.of(data, Fold.all(data.rows())))) {
                NewRows.Block block = rows.next(1000).orElseThrow();
                assertArrayEquals(trained.trainingFeatures(), block.features());
                assertArrayEquals(trained.trainingLabels(), block.labels());
                assertTrue(rows.next(1000).isEmpty());
            }
        }
    }

    @Test
    void standardisesWithTheStatisticsOfTheTrainingRows() throws IOException {
        // numpy: a = [1, 2, 3], b = [10, 20, 60]; (4 - a.mean()) / a.std(), (0 - b.mean()) / b.std()
        try (NewRows rows = open("b,a\n0,4\n", learned(TRAINING, Examples.SOURCE))) {
            assertArrayEquals(
                    new float[] {(float) 2.449489742783178, (float) -1.3887301496588271},
                    rows.next(1).orElseThrow().features(),
                    1e-6f);
        }
    }

    @Test
    void columnsAreFoundByNameInAnyOrderAndOthersAreLeftAlone() throws IOException {
        Preparation preparation = learned(TRAINING, Examples.SOURCE);
        float[] expected;
        try (NewRows rows = open("a,b\n1,10\n", preparation)) {
            expected = rows.next(9).orElseThrow().features();
            assertEquals(List.of(), rows.ignored());
            assertTrue(!rows.labelled());
        }
        try (NewRows rows = open("\ufeffid, b ,note,a\nx,10,\"1,2\",1\n", preparation)) {
            NewRows.Block block = rows.next(9).orElseThrow();
            assertArrayEquals(expected, block.features());
            assertArrayEquals(new float[] {Float.NaN}, block.labels());
            assertEquals(List.of("id", "note"), rows.ignored());
        }
    }

    @Test
    void blocksHoldAllRowsInOrder() throws IOException {
        Preparation preparation = learned(TRAINING, Examples.SOURCE);
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 25; i++) {
            text.append(i).append(",0\n");
        }
        List<Integer> sizes = new ArrayList<>();
        List<Float> firsts = new ArrayList<>();
        try (NewRows rows = open(text.toString(), preparation)) {
            for (Optional<NewRows.Block> next = rows.next(10); next.isPresent(); next = rows.next(10)) {
                sizes.add(next.get().rows());
                firsts.add(next.get().features()[0]);
            }
        }
        assertEquals(List.of(10, 10, 5), sizes);
        assertTrue(firsts.get(0) < firsts.get(1) && firsts.get(1) < firsts.get(2), () -> "" + firsts);
    }

    @Test
    void aTargetIsScaledAsInTraining() throws IOException {
        Preparation preparation = learned("a,y\n1,100\n2,200\n3,600\n", Examples.regression(true));
        // numpy: [100, 200, 600] has mean 300 and std 216.0246899469287
        assertEquals(300, preparation.target().mean(), 1e-12);
        assertEquals(216.0246899469287, preparation.target().deviation(), 1e-12);
        try (NewRows rows = open("y,a\n,1\n516.0246899469287,1\n", preparation)) {
            assertArrayEquals(
                    new float[] {Float.NaN, 1}, rows.next(2).orElseThrow().labels(), 1e-6f);
        }
        assertEquals(516.0246899469287, preparation.target().undo(1), 1e-9);
    }

    @Test
    void missingColumnsAreListedWithTheNearestName() throws IOException {
        Preparation preparation = learned("length,width,y\n1,1,no\n2,2,yes\n", Examples.SOURCE);
        assertEquals(
                "new.csv lacks 2 of the 2 feature columns of the model: \"length\" (is it \"lenght\"?), \"width\"."
                        + " Its columns: lenght, y",
                refused("lenght,y\n1,no\n", preparation));
    }

    @Test
    void aGapIsFilledOnlyIfTrainingFilledGaps() throws IOException {
        assertEquals(
                "new.csv line 3, column \"b\": expected a number (the model was trained without data.missing: mean, so it has"
                        + " no value for a gap), found an empty cell",
                refused("a,b\n1,2\n1,\n", learned(TRAINING, Examples.SOURCE)));
        assertEquals(
                "new.csv line 2, column \"a\": expected a number (the model was trained without data.missing: mean, so it has"
                        + " no value for a gap), found \"NA\"",
                refused("a,b\nNA,2\n", learned(TRAINING + ",5,yes\n", Examples.missing(Missing.DROP))));
    }

    @Test
    void cellsThatAreNoNumbersAndUnknownClassesAreNamed() throws IOException {
        Preparation preparation = learned(TRAINING, Examples.SOURCE);
        assertEquals(
                "new.csv line 3, column \"b\": expected a number, found \"red\"",
                refused("a,b\n1,2\n1,red\n", preparation));
        assertEquals(
                "new.csv line 2, column \"y\": expected one of the classes of the model (no, yes) or nothing, found"
                        + " \"maybe\"",
                refused("a,b,y\n1,2,maybe\n", preparation));
        assertEquals(
                "new.csv line 2: expected 2 cells as in the first line, found 3", refused("a,b\n1,2,3\n", preparation));
    }

    @Test
    void filesWithoutRowsAndFilesThatAreNoTextAreRefused() throws IOException {
        Preparation preparation = learned(TRAINING, Examples.SOURCE);
        assertEquals("new.csv is empty; its first line must name the columns", refused("", preparation));
        assertEquals("new.csv has no rows below its first line", refused("a,b\n", preparation));
        Path binary = folder.resolve("binary.csv");
        Files.write(binary, "a,b\n1,\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "binary.csv is not UTF-8 text; save it as UTF-8",
                assertThrows(DataException.class, () -> NewRows.open(binary, "binary.csv", preparation))
                        .getMessage());
        Path nowhere = folder.resolve("nowhere.csv");
        assertEquals(
                "nowhere.csv does not exist (looked for " + nowhere.toAbsolutePath() + ")",
                assertThrows(DataException.class, () -> NewRows.open(nowhere, "nowhere.csv", preparation))
                        .getMessage());
    }
}
