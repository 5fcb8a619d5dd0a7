package dev.plateau.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.data.DataSource.Missing;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldDataTest {

    /** One unit in the last place of a float near 1. */
    private static final float FLOAT = 1.2e-7f;

    /** A few roundings of a double near 10. */
    private static final double DOUBLE = 1e-14;

    private static final Fold LAST_ROW = new Fold(0, 0, List.of(0, 1, 2, 3, 4), List.of(5));

    @TempDir
    Path folder;

    private FoldData of(String text, DataSource source, Fold fold) {
        return FoldData.of(Examples.read(folder, text, source), fold);
    }

    /** NumPy 2.4 on [3, 1, 4, 1, 5]: mean 2.8, std 1.6, (x - mean) / std; the last row is 9. */
    @Test
    void standardisesWithMeanAndPopulationDeviationOfTheTrainingRows() {
        FoldData data = of("a,y\n3,p\n1,q\n4,p\n1,q\n5,p\n9,q\n", Examples.SOURCE, LAST_ROW);
        assertArrayEquals(new float[] {0.125f, -1.125f, 0.75f, -1.125f, 1.375f}, data.trainingFeatures(), FLOAT);
        assertArrayEquals(new float[] {3.875f}, data.validationFeatures(), FLOAT * 4);
        assertArrayEquals(new float[] {0, 1, 0, 1, 0}, data.trainingLabels());
        assertArrayEquals(new float[] {1}, data.validationLabels());
        assertEquals(0, data.targetMean());
        assertEquals(1, data.targetDeviation());
        assertEquals(2, data.outputs());
        assertEquals(1, data.features());
    }

    /** NumPy 2.4 on [10, 20, 40, 10, 0]: mean 16, std 13.564659966250536. */
    @Test
    void standardisesARegressionTargetAndKeepsWhatUndoesIt() {
        String text = "a,y\n1,10\n2,20\n3,40\n4,10\n5,0\n6,70\n";
        FoldData data = of(text, Examples.regression(true), LAST_ROW);
        assertEquals(16, data.targetMean(), DOUBLE);
        assertEquals(13.564659966250536, data.targetDeviation(), DOUBLE);
        assertEquals((70 - 16) / 13.564659966250536, data.validationLabels()[0], FLOAT * 4);
        assertEquals(1, data.outputs());
    }

    /** By hand: b has 5 and 7 in training, so the mean that fills is 6 whatever the validation row says. */
    @Test
    void leavesValuesAsTheyAreUnlessAskedAndFillsGapsWithTheTrainingMean() {
        String text = "a,b,y\n1,5,10\n2,?,20\n6,7,30\n4,100,40\n5,NA,50\n";
        Fold fold = new Fold(0, 0, List.of(0, 1, 2), List.of(3, 4));
        FoldData data = of(text, Examples.regression(false), fold);
        assertArrayEquals(new float[] {1, 5, 2, 6, 6, 7}, data.trainingFeatures());
        assertArrayEquals(new float[] {4, 100, 5, 6}, data.validationFeatures());
        assertArrayEquals(new float[] {10, 20, 30}, data.trainingLabels());
        assertEquals(0, data.targetMean());
        assertEquals(1, data.targetDeviation());
    }

    @Test
    void makesAFilledGapZeroWhereColumnsAreStandardised() {
        String text = "a,y\n5,p\n?,q\n7,q\n?,p\n";
        FoldData data = of(text, Examples.missing(Missing.MEAN), new Fold(0, 0, List.of(0, 1, 2), List.of(3)));
        assertArrayEquals(new float[] {-1, 0, 1}, data.trainingFeatures());
        assertArrayEquals(new float[] {0}, data.validationFeatures());
    }

    /** Ten times 0.1 do not sum to 1 in binary: the mean of a constant column must be the constant all the same. */
    @Test
    void givesAConstantColumnDeviationOne() {
        String text = "a,y\n" + "0.1,p\n".repeat(9) + "0.1,q\n" + "0.6,q\n";
        FoldData data = of(text, Examples.SOURCE, new Fold(0, 0, List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), List.of(10)));
        assertArrayEquals(new float[10], data.trainingFeatures());
        assertArrayEquals(new float[] {0.5f}, data.validationFeatures());
    }

    @Test
    void refusesAColumnWithoutAValueInTraining() {
        DataSet data = Examples.read(folder, "a,b,y\n1,?,p\n2,?,q\n3,4,q\n", Examples.missing(Missing.MEAN));
        Fold fold = new Fold(1, 0, List.of(0, 1), List.of(2));
        assertEquals(
                "data/t.csv, column \"b\" has no value in the training rows of repeat 2, fold 1; list it in data.ignore",
                assertThrows(DataException.class, () -> FoldData.of(data, fold)).getMessage());
    }

    @Test
    void followsTheOrderOfTheRowsInTheFold() {
        String text = "a,y\n1,p\n2,q\n3,q\n";
        FoldData data = of(text, Examples.SOURCE, new Fold(0, 0, List.of(2, 0), List.of(1)));
        assertArrayEquals(new float[] {1, -1}, data.trainingFeatures());
        assertArrayEquals(new float[] {1, 0}, data.trainingLabels());
    }

    @Test
    void copiesSoThatTwoTrainingsShareNothing() {
        DataSet data = Examples.read(folder, "a,y\n1,p\n2,q\n3,q\n", Examples.SOURCE);
        Fold fold = new Fold(0, 0, List.of(0, 1), List.of(2));
        FoldData.of(data, fold).trainingFeatures()[0] = 99;
        assertArrayEquals(new float[] {-1, 1}, FoldData.of(data, fold).trainingFeatures());
    }
}
