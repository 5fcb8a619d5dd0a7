package dev.plateau.cli.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Goal;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them: each is read right or refused in a sentence that names it. */
class CurveFilesTest {

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("a.csv"), text);
    }

    private FileCurves read(String text) throws IOException {
        return CurveFiles.read(file(text), CurveOptions.USUAL);
    }

    private FileCurves read(String text, String metric) throws IOException {
        return CurveFiles.read(
                file(text), new CurveOptions(Optional.of(metric), Optional.of(Goal.MINIMIZE), Optional.empty()));
    }

    private void refused(String sentence, String text) throws IOException {
        Path file = file(text);
        String said = assertThrows(CurvesException.class, () -> CurveFiles.read(file, CurveOptions.USUAL))
                .getMessage();
        assertEquals(sentence, String.valueOf(said).replace(file.toString(), "a.csv"));
    }

    private static List<List<Double>> values(List<Curve> curves) {
        return curves.stream().map(Curve::values).toList();
    }

    @Test
    void wideFormWithFolds() throws IOException {
        FileCurves read = read("""
                fold,epoch,loss,val_loss
                1,1,0.5,0.9
                1,2,0.4,0.8
                2,1,0.6,1e-1
                2,2,0.3,+.7
                """);
        assertEquals(
                List.of(List.of(0.9, 0.8), List.of(0.1, 0.7)),
                values(read.curves().validation()));
        assertEquals(
                List.of(List.of(0.5, 0.4), List.of(0.6, 0.3)),
                values(read.curves().training()));
        assertEquals(Optional.of("loss"), read.training());
        assertEquals(Goal.MINIMIZE, read.curves().goal());
        assertEquals(List.of(), read.notes());
    }

    @Test
    void longFormWithTextForFoldsAndARepeat() throws IOException {
        FileCurves read = read("""
                repeat,seed,epoch,name,value
                1,a,1,val_loss,0.9
                1,a,1,loss,0.5
                1,b,1,val_loss,0.8
                2,a,1,val_loss,0.7
                2,a,1,other,text that nobody reads
                """);
        assertEquals(
                List.of(new Curve(0, 0, List.of(0.9)), new Curve(0, 1, List.of(0.8)), new Curve(1, 0, List.of(0.7))),
                read.curves().validation());
        assertEquals(List.of(List.of(0.5)), values(read.curves().training()));
    }

    @Test
    void aKerasLogCountsFromZeroAndItsLearningRateIsNoObjective() throws IOException {
        String log = "epoch,accuracy,learning_rate,loss,val_accuracy,val_loss\n0,.5,.1,2,.6,3\n1,.7,.1,1,.8,2\n";
        FileCurves read = read(log);
        assertEquals(List.of(List.of(3.0, 2.0)), values(read.curves().validation()));
        assertEquals(List.of("the file counts epochs from 0; here its epoch 0 is epoch 1"), read.notes());
        Path file = file(log);
        CurveOptions rate = new CurveOptions(Optional.of("learning_rate"), Optional.empty(), Optional.empty());
        String said = assertThrows(CurvesException.class, () -> CurveFiles.read(file, rate))
                .getMessage();
        assertEquals(file + " has no metric \"learning_rate\". Known: accuracy, loss, val_accuracy, val_loss", said);
    }

    @Test
    void aLightningLogHasSeveralLinesAnEpoch() throws IOException {
        FileCurves read = read("epoch,step,train_loss,val_loss\n0,9,1.5,\n0,9,,2.5\n1,19,,2\n1,19,1.2,\n");
        assertEquals(List.of(List.of(2.5, 2.0)), values(read.curves().validation()));
        assertEquals(List.of(List.of(1.5, 1.2)), values(read.curves().training()));
    }

    @Test
    void aPandasFrameHasItsEpochsAsIndex() throws IOException {
        assertEquals(
                List.of(List.of(3.0, 2.0)),
                values(read(",loss,val_loss\n0,1,3\n1,1,2\n").curves().validation()));
        refused("a.csv has no column \"epoch\"; its columns are \"\", fold, val_loss", ",fold,val_loss\n0,1,3\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid_loss", "validation_loss", "val/loss", "test_loss", "Val Loss", "VAL_LOSS"})
    void otherNamesOfTheSame(String name) throws IOException {
        assertEquals(name, read("epoch,accuracy," + name + "\n1,.5,2\n").metric());
        assertEquals("val_loss", read("epoch," + name + "x,val_loss\n1,.5,2\n").metric());
    }

    @ParameterizedTest
    @CsvSource({
        "val_accuracy, MAXIMIZE",
        "val_auc, MAXIMIZE",
        "val_acc, MAXIMIZE",
        "macro_f1, MAXIMIZE",
        "r2, MAXIMIZE",
        "f1_loss, MINIMIZE",
        "val_mean_absolute_error, MINIMIZE",
        "RMSE, MINIMIZE"
    })
    void theGoalIsToldByTheName(String metric, Goal goal) throws IOException {
        Path file = file("epoch," + metric + "\n1,1\n");
        CurveOptions options = new CurveOptions(Optional.of(metric), Optional.empty(), Optional.empty());
        assertEquals(goal, CurveFiles.read(file, options).curves().goal());
    }

    @Test
    void aNameThatDoesNotTellItsGoal() throws IOException {
        Path file = file("epoch,accolade\n1,1\n");
        CurveOptions options = new CurveOptions(Optional.of("accolade"), Optional.empty(), Optional.empty());
        assertEquals(
                file + ": the name accolade does not tell whether less is better; say --goal minimize or maximize",
                assertThrows(CurvesException.class, () -> CurveFiles.read(file, options))
                        .getMessage());
    }

    @Test
    void anExportOfPlateauWantsATrialIfItHasSeveral() throws IOException {
        String export = """
                trial,stage,repeat,fold,epoch,step,samples,elapsed_seconds,loss,val_loss
                1,1,1,1,1,10,320,0.25,0.8,0.9
                1,1,1,2,1,10,320,0.25,0.8,0.7
                12,2,1,1,1,10,320,0.25,0.8,0.5
                """;
        refused("a.csv has several trials; --trial names one of 1, 12", export);
        CurveOptions second = new CurveOptions(Optional.empty(), Optional.empty(), Optional.of(12));
        FileCurves read = CurveFiles.read(file(export), second);
        assertEquals(List.of(List.of(0.5)), values(read.curves().validation()));
        assertEquals("val_loss", read.metric());
        CurveOptions none = new CurveOptions(Optional.empty(), Optional.empty(), Optional.of(2));
        Path file = file(export);
        assertEquals(
                file + " has no trial 2. There is: 1, 12",
                assertThrows(CurvesException.class, () -> CurveFiles.read(file, none))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void otherSeparatorsAndAByteOrderMark(String separator) throws IOException {
        String text = "\uFEFFepoch,val_loss\r\n1,0.5\r\n\r\n2,0.25\r\n";
        assertEquals(
                List.of(List.of(0.5, 0.25)),
                values(read(text.replace(",", separator)).curves().validation()));
    }

    @ParameterizedTest
    @CsvSource({
        "nan, NaN",
        "NaN, NaN",
        "NA, NaN",
        "null, NaN",
        "inf, Infinity",
        "-inf, -Infinity",
        "Infinity, Infinity",
        "1e999, Infinity"
    })
    void whatIsNoNumberStaysNone(String text, double value) throws IOException {
        assertEquals(
                List.of(List.of(1.0, value, 3.0), List.of(1.0, 2.0, 3.0)),
                values(read("fold,epoch,val_loss\n1,1,1\n1,2," + text + "\n1,3,3\n2,1,1\n2,2,2\n2,3,3\n")
                        .curves()
                        .validation()));
    }

    @Test
    void emptyCellsAtTheEndAreATrainingThatDiverged() throws IOException {
        FileCurves read = read("fold,epoch,val_loss\n1,1,1\n1,2,2\n1,3,3\n2,1,1\n2,2,\n2,3,\n");
        assertEquals(
                List.of(List.of(1.0, 2.0, 3.0), List.of(1.0, Double.NaN, Double.NaN)),
                values(read.curves().validation()));
        assertEquals(List.of(), read.notes());
    }

    @Test
    void anEpochThatOneFoldDoesNotHaveCountsForNone() throws IOException {
        String rest = "2,1,5\n2,2,6\n2,3,7\n2,4,8\n";
        for (String hole : List.of("", "1,2,\n")) {
            FileCurves read = read("fold,epoch,val_loss\n1,1,1\n" + hole + "1,3,3\n1,4,4\n" + rest);
            assertEquals(
                    List.of(List.of(1.0, Double.NaN, 3.0, 4.0), List.of(5.0, Double.NaN, 7.0, 8.0)),
                    values(read.curves().validation()));
            assertEquals(
                    List.of("val_loss is not in every fold at epoch 2, which therefore counts for none"), read.notes());
        }
        refused(
                "a.csv: val_loss is not in every fold at epochs 1, 2, 3, which is more than half of the epochs; the folds cannot be compared",
                "fold,epoch,val_loss\n1,1,1\n1,3,3\n1,4,3\n2,2,1\n2,4,1\n");
    }

    @Test
    void aMetricThatIsMeasuredEveryOtherEpoch() throws IOException {
        FileCurves read = read("fold,epoch,val_loss\n1,2,1\n1,4,3\n2,2,1\n2,4,3\n");
        assertEquals(
                List.of(Double.NaN, 1.0, Double.NaN, 3.0),
                read.curves().validation().get(1).values());
        assertEquals(
                List.of("the first value of val_loss is at epoch 2; epochs are counted as they are written"),
                read.notes());
    }

    @Test
    void foldsOfDifferentLengths() throws IOException {
        FileCurves read = read("fold,epoch,val_loss\n1,1,1\n1,2,3\n1,3,3\n2,1,1\n2,2,3\n");
        assertEquals(
                List.of(List.of(1.0, 3.0, 3.0), List.of(1.0, 3.0)),
                values(read.curves().validation()));
        assertEquals(
                List.of("the folds end between epoch 2 and 3; epochs after 2 do not count, as not all folds have them"),
                read.notes());
    }

    @Test
    void epochsOutOfOrderArePutInOrder() throws IOException {
        FileCurves read = read("epoch,val_loss\n3,0.3\n1.0,0.1\n2,0.2\n");
        assertEquals(List.of(List.of(0.1, 0.2, 0.3)), values(read.curves().validation()));
        assertEquals(List.of("the lines are not in order of epochs; they were put in order"), read.notes());
    }

    @Test
    void anEpochTwiceIsOneIfTheValuesAreEqual() throws IOException {
        assertEquals(
                List.of(List.of(0.1, 0.2)),
                values(read("epoch,val_loss\n1,0.1\n1,0.10\n2,0.2\n").curves().validation()));
        refused(
                "a.csv: fold x has two values of val_loss at epoch 1, in line 2 and line 4; a column fold or trial would tell them apart",
                "fold,epoch,val_loss\nx,1,0.1\nx,2,0.2\nx,1,0.3\n");
    }

    @Test
    void aTrainingMetricThatContradictsItselfIsLeftOut() throws IOException {
        FileCurves read = read("epoch,loss,val_loss\n1,5,\n1,4,1\n");
        assertEquals(List.of(List.of(1.0)), values(read.curves().validation()));
        assertEquals(List.of(), read.curves().training());
        assertEquals(List.of("loss has several values at one epoch of one fold and was left out"), read.notes());
    }

    @ParameterizedTest
    @CsvSource({"1.5, \"1.5\"", "-1, \"-1\"", "nan, \"nan\"", "'', an empty cell", "1000001, \"1000001\"", "x, \"x\""})
    void anEpochThatIsNone(String epoch, String found) throws IOException {
        refused(
                "a.csv line 3, column \"epoch\": expected a whole number from 0 to 1,000,000, found " + found,
                "epoch,val_loss\n1,1\n" + epoch + ",1\n");
    }

    @Test
    void aValueThatIsNone() throws IOException {
        refused(
                "a.csv line 3, column \"val_loss\": expected a number, nan or inf, found \"0,5\"",
                "epoch;val_loss\n1;1\n2;0,5\n");
    }

    @Test
    void foldsThatBeginAtZeroAndAtOne() throws IOException {
        refused(
                "a.csv: fold 1 begins at epoch 0 and fold 2 at epoch 1; let all folds count from 0 or all from 1",
                "fold,epoch,val_loss\n1,0,1\n1,1,1\n2,1,1\n2,2,1\n");
    }

    @Test
    void filesOfAnotherKind() throws IOException {
        refused("a.csv is empty; its first line must name the columns", "");
        refused("a.csv has no line below the names of its columns", "epoch,val_loss\n");
        refused("a.csv has no line below the names of its columns", "epoch,metric,value\n");
        refused("a.csv is not a CSV file: it has zero bytes in it", "epoch,val_loss\n\0\0");
        refused("a.csv has no column \"epoch\"; its columns are {\"epoch\": 1}", "{\"epoch\": 1}\n");
        refused("a.csv has no column of a metric; its columns are fold, epoch", "fold,epoch\n1,1\n");
        refused("a.csv has two columns named \"val_loss\"", "epoch,val_loss,val_loss\n1,1,2\n");
        refused("a.csv line 3: expected 2 cells as in the first line, found 1", "epoch,val_loss\n1,1\n2\n");
        refused("a.csv line 3: expected 2 cells as in the first line, found 3", "epoch,val_loss\n1,1\n2,3,4\n");
        refused("a.csv: val_loss has no finite value", "epoch,val_loss\n1,nan\n2,inf\n3,\n");
        refused(
                "a.csv has no metric val_loss; --metric names the one to choose by: loss, val_accuracy",
                "epoch,loss,val_accuracy\n1,1,1\n");
        refused("a.csv is not a CSV file: its first line has no end", "x".repeat(200_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16"})
    void textInAnotherEncoding(String charset) throws IOException {
        Path file = folder.resolve("b.csv");
        Files.write(file, "fold,epoch,val_loss\nä,1,2\n".getBytes(Charset.forName(charset)));
        String said = assertThrows(CurvesException.class, () -> CurveFiles.read(file, CurveOptions.USUAL))
                .getMessage();
        assertEquals(file + " is not UTF-8 text; save it as CSV in UTF-8", said);
    }

    @Test
    void filesThatAreNone() {
        Path missing = folder.resolve("no.csv");
        assertEquals(
                missing + " does not exist",
                assertThrows(CurvesException.class, () -> CurveFiles.read(missing, CurveOptions.USUAL))
                        .getMessage());
        assertEquals(
                folder + " is a folder, not a file",
                assertThrows(CurvesException.class, () -> CurveFiles.read(folder, CurveOptions.USUAL))
                        .getMessage());
    }

    @Test
    void aMetricThatIsNotThereIsAnsweredWithTheNearest() {
        String said = assertThrows(CurvesException.class, () -> read("epoch,loss,val_accuracy\n1,1,1\n", "val_acuracy"))
                .getMessage();
        assertTrue(
                String.valueOf(said)
                        .endsWith(
                                "has no metric \"val_acuracy\"; did you mean \"val_accuracy\"? Known: loss, val_accuracy"),
                said);
    }

    @Test
    void aMillionEpochsAreRead() throws IOException {
        StringBuilder text = new StringBuilder("epoch,val_loss\n");
        for (int epoch = 1; epoch <= Cells.MAX_EPOCH; epoch++) {
            text.append(epoch).append(",0.5\n");
        }
        assertEquals(
                Cells.MAX_EPOCH,
                read(text.toString()).curves().validation().get(0).epochs());
    }

    @Test
    void aHundredThousandFoldsAreRefused() throws IOException {
        String lines =
                IntStream.range(0, 100_000).mapToObj(fold -> fold + ",1,2\n").collect(Collectors.joining());
        refused(
                "a.csv has more than 1,000 folds, as many as column fold has different values; at most these can be read",
                "fold,epoch,val_loss\n" + lines);
    }

    @Test
    void aFewFoldsThatSpreadOverAMillionEpochsAreRefused() throws IOException {
        refused(
                "a.csv has 3 folds and epochs up to 1,000,000; folds times epochs must be at most 2,000,000",
                "fold,epoch,val_loss\n1,1,1\n2,1,1\n3,1,1\n1,1000000,1\n2,1000000,1\n3,1000000,1\n");
    }

    @Test
    void aPlaceOfTextIsReadAsBytesSayIt() throws IOException {
        Path file = folder.resolve("c.csv");
        Files.write(file, "fold,epoch,val_loss\n\"a,\u00e4\",1,2\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                1,
                CurveFiles.read(file, CurveOptions.USUAL).curves().validation().size());
    }
}
