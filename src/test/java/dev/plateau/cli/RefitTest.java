package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plateau.model.Model;
import dev.plateau.model.ModelFile;
import dev.plateau.store.Artifact;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From a finished search to predictions, with real workers and real networks. */
@SuppressWarnings("NullAway.Init")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefitTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SEARCH = """
            name: %s
            data: {path: %s, label: %s, task: %s, missing: mean}
            model: {hidden: [6], activation: tanh, exact_train_metrics: true%s}
            parameters:
              learning_rate: {value: 0.03}
              batch_size: {value: 25}
              epochs: {values: [3, 6]}
            cross_validation: {folds: 3, strategy: %s}
            """;

    @TempDir
    static Path folder;

    private final Path iris = Path.of("experiments/data/iris.csv").toAbsolutePath();
    private String db;
    private Path model;
    private Console refit;

    /** One search and one refit that most tests ask. */
    @BeforeAll
    void searchAndRefit() throws IOException {
        db = folder.resolve("t.db").toString();
        search("flowers", SEARCH.formatted("flowers", iris, "label", "classification", "", "stratified"));
        refit = console("refit", "flowers", "--json");
        assertEquals(0, refit.code(), refit.err());
        model = Path.of(JSON.readTree(refit.out()).get("model").asText());
    }

    private void search(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), text);
        Console run = console("run", file.toString(), "--workers", "2", "--no-dashboard");
        assertEquals(0, run.code(), run.err());
    }

    private Console console(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--db", db));
        return Console.run(all.toArray(String[]::new));
    }

    /** A file of this folder. */
    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Console predict(Path model, Path data, String... more) {
        List<String> all = new ArrayList<>(List.of("predict", model.toString(), data.toString()));
        all.addAll(List.of(more));
        return Console.run(all.toArray(String[]::new));
    }

    private void refused(String sentence, Console console) {
        assertEquals(1, console.code(), console.err());
        assertEquals(List.of("plateau: " + sentence), console.errLines());
        assertEquals("", console.out());
    }

    @Test
    void theModelIsWhereItIsSaidToBeAndKnowsWhereItComesFrom() throws IOException {
        JsonNode said = JSON.readTree(refit.out());
        assertEquals("flowers-t02-e6.plateau", String.valueOf(model.getFileName()));
        assertEquals(folder.resolve("t.db.files").resolve("artifacts"), model.getParent());
        Map<String, Object> provenance = ModelFile.read(model).description().provenance();
        assertEquals("flowers", provenance.get("experiment"));
        assertEquals(2, provenance.get("trial"));
        assertEquals(Map.of("learning_rate", 0.03, "batch_size", 25, "epochs", 6), provenance.get("configuration"));
        assertEquals(150, provenance.get("data_rows"));
        JsonNode facts = JSON.valueToTree(provenance);
        assertTrue(facts.get("cross_validated").get("optimistic").asBoolean());
        assertEquals(3, facts.get("cross_validated").get("folds").asInt());
        assertEquals(6, facts.get("advice").get("epoch").asInt());
        try (Store store = Stores.readOnly(Path.of(db))) {
            long experiment = store.experiment("flowers").orElseThrow().id();
            Artifact kept = store.artifacts(experiment).get(0).artifact();
            assertEquals("artifacts/flowers-t02-e6.plateau", kept.path());
            assertEquals(said.get("sha256").asText(), kept.sha256());
            assertEquals(Files.size(model), kept.bytes());
            assertEquals(
                    "flowers",
                    JSON.readTree(kept.provenance()).get("experiment").asText());
            // The score is the mean over the folds at that epoch that the leaderboard has.
            assertEquals(
                    store.trials(experiment).get(1).score().orElseThrow(),
                    said.get("crossValidated").get("mean").asDouble(),
                    1e-15);
        }
    }

    @Test
    void aScoreThatStillImprovesIsWarnedOf() {
        assertTrue(refit.err().contains("""
                note: val_loss of t02 was still improving at its last epoch (6), so more epochs may well give a better model:\
                 search with larger epochs
                """), refit.err());
    }

    @Test
    void predictingTheTrainingFileGivesWhatTheTrainingMeasured() throws IOException {
        JsonNode trained = JSON.readTree(refit.out()).get("training");
        JsonNode predicted = JSON.readTree(predict(model, iris, "--json").out());
        assertEquals(150, predicted.get("predictions").size());
        assertEquals(150, predicted.get("labelled").asInt());
        // The same rows in another order, in floats, by the compiled trainer there and Deeplearning4j here: counts are
        // equal, losses up to rounding.
        assertEquals(trained.get("accuracy"), predicted.get("metrics").get("accuracy"));
        assertEquals(trained.get("f1"), predicted.get("metrics").get("f1"));
        assertEquals(
                trained.get("loss").asDouble(),
                predicted.get("metrics").get("loss").asDouble(),
                1e-7);
        assertTrue(trained.get("accuracy").asDouble() > 0.8, () -> "" + trained);
    }

    @Test
    void predictionsAreALineARow() {
        Console console = predict(model, iris);
        assertEquals(0, console.code(), console.err());
        assertEquals(
                "prediction,probability_0,probability_1,probability_2",
                console.outLines().get(0));
        assertEquals(151, console.outLines().size());
        String[] first = console.outLines().get(1).split(",", -1);
        assertEquals("0", first[0]);
        assertEquals(
                1, Double.parseDouble(first[1]) + Double.parseDouble(first[2]) + Double.parseDouble(first[3]), 1e-6);
        assertTrue(console.err().contains(" on 150 rows with a label"), console.err());
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        Path again = folder.resolve("again.plateau");
        Path other = folder.resolve("other.plateau");
        assertEquals(0, console("refit", "flowers", "--out", again.toString()).code());
        assertEquals(
                0,
                console("refit", "flowers", "--out", other.toString(), "--seed", "7")
                        .code());
        Model first = ModelFile.read(model);
        assertArrayEquals(first.weights(), ModelFile.read(again).weights());
        assertFalse(
                java.util.Arrays.equals(first.weights(), ModelFile.read(other).weights()));
        assertEquals(7, ModelFile.read(other).description().seed());
        assertEquals(predict(model, iris).out(), predict(again, iris).out());
        assertNotEquals(predict(model, iris).out(), predict(other, iris).out());
    }

    @Test
    void columnsMayStandInAnyOrderAndShiftedOnesGiveOtherPredictions() throws IOException {
        List<String> rows = Files.readAllLines(iris);
        List<String> turned = rows.stream()
                .map(row -> row.split(",", -1))
                .map(cells -> cells[4] + ",extra," + cells[3] + "," + cells[2] + "," + cells[1] + "," + cells[0])
                .toList();
        Console straight = predict(model, iris);
        Console reversed =
                predict(model, file("turned.csv", String.join("\n", turned).replaceFirst("extra", "id") + "\n"));
        assertEquals(straight.out(), reversed.out());
        assertTrue(reversed.err().startsWith("note: columns that the model does not use: id\n"), reversed.err());

        StringBuilder shifted = new StringBuilder(rows.get(0)).append('\n');
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            cells[2] = String.format(Locale.ROOT, "%.1f", Double.parseDouble(cells[2]) + 2);
            shifted.append(String.join(",", cells)).append('\n');
        }
        assertNotEquals(
                straight.out(),
                predict(model, file("shifted.csv", shifted.toString())).out());
    }

    @Test
    void equalRowsHaveEqualPredictionsAndGapsAreFilledWithTheMean() throws IOException {
        String header = Files.readAllLines(iris).get(0).replace(",label", "");
        String row = "5.1,3.5,1.4,0.2\n";
        // 3.057333333333334 is the mean of the second column (numpy); the standardised mean is 0 up to the last bit.
        Console console = predict(
                model,
                file(
                        "few.csv",
                        header + "\n" + row + row + "5.1,,1.4,0.2\n" + "5.1,3.057333333333334,1.4,0.2\n" + row));
        List<String> lines = console.outLines();
        assertEquals(6, lines.size());
        assertEquals(lines.get(1), lines.get(2));
        assertEquals(lines.get(1), lines.get(5));
        assertEquals(lines.get(3), lines.get(4));
        assertNotEquals(lines.get(1), lines.get(3));
        assertEquals("", console.err(), "no label: nothing to score");
    }

    @Test
    void predictionsGoToAFileThatWasNotThere() throws IOException {
        Path out = folder.resolve("predictions.csv");
        Console console = predict(model, iris, "--out", out.toString());
        assertEquals("", console.out());
        assertTrue(console.err().startsWith("150 rows predicted, written to " + out + "\nloss "), console.err());
        assertEquals(predict(model, iris).out(), Files.readString(out).replace("\r", ""));
        refused(
                out + " is there already; give another name, or move it away",
                predict(model, iris, "--out", out.toString()));
    }

    @Test
    void aWrongCellLeavesNoFile() throws IOException {
        Path bad = file("bad.csv", Files.readString(iris).replaceFirst("\n5.1,", "\nfive,"));
        Path out = folder.resolve("none.csv");
        refused(
                bad + " line 2, column \"sepal length (cm)\": expected a number, found \"five\"",
                predict(model, bad, "--out", out.toString()));
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(folder.resolve("none.csv.part")));
    }

    @Test
    void aModelWorksWithoutTheDatabaseAndTheData() throws IOException {
        Path moved = Files.copy(
                model, Files.createDirectories(folder.resolve("elsewhere")).resolve("m.plateau"));
        Console console = Console.run("predict", moved.toString(), iris.toString(), "--db", "/nowhere/at/all.db");
        assertEquals(0, console.code(), console.err());
        assertEquals(predict(model, iris).out(), console.out());
    }

    @Test
    void regressionIsPredictedInItsOwnUnit() throws IOException {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("a,b,price\n");
        for (int i = 0; i < 120; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            csv.append(a)
                    .append(',')
                    .append(b)
                    .append(',')
                    .append(5000 + 300 * a - 200 * b)
                    .append('\n');
        }
        Path data = file("prices.csv", csv.toString());
        search("prices", SEARCH.formatted("prices", data, "price", "regression", "", "kfold"));
        Path prices = folder.resolve("prices.plateau");
        Console trained = console("refit", "prices", "--epochs", "40", "--out", prices.toString(), "--json");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(
                trained.err()
                        .contains("note: 40 epochs are beyond the 6 that were cross-validated, so nothing is known of"
                                + " what the last 34 do\n"),
                trained.err());
        JsonNode training = JSON.readTree(trained.out()).get("training");
        JsonNode predicted = JSON.readTree(predict(prices, data, "--json").out());
        JsonNode metrics = predicted.get("metrics");
        // One trainer has measured them and another one predicts: sums of floats in another order.
        for (String name : List.of("mae", "loss")) {
            double trainedTo = training.get(name).asDouble();
            assertEquals(trainedTo, metrics.get(name).asDouble(), 1e-5 * trainedTo, name);
        }
        assertTrue(metrics.get("mae").asDouble() < 50, () -> "in the unit of the price: " + metrics);
        // Computed here from the predictions themselves; targets pass through floats of the network: 1e-3 of 5,000.
        double squares = 0;
        List<String> rows = csv.toString().lines().skip(1).toList();
        for (int i = 0; i < rows.size(); i++) {
            double error = predicted.get("predictions").get(i).get("prediction").asDouble()
                    - Double.parseDouble(rows.get(i).split(",", -1)[2]);
            squares += error * error;
        }
        assertEquals(Math.sqrt(squares / rows.size()), metrics.get("rmse").asDouble(), 1e-3);
        assertEquals("prediction", predict(prices, data).outLines().get(0));
    }

    @Test
    void aScheduleOverTheWholeTrainingKeepsItsSpanAndSaysSo() throws IOException {
        search(
                "cosine",
                SEARCH.formatted("cosine", iris, "label", "classification", ", schedule: cosine", "stratified"));
        Path out = folder.resolve("cosine.plateau");
        Console made = console("refit", "cosine", "--trial", "2", "--epochs", "4", "--out", out.toString());
        assertEquals(0, made.code(), made.err());
        assertTrue(
                made.err()
                        .contains(
                                "note: the schedule spans 6 epochs as in the search, whose curves the epochs were chosen"
                                        + " on; the model is what it gives after 4\n"),
                made.err());
        assertEquals(
                6L, ModelFile.read(out).description().settings().value("epochs").orElseThrow());
        assertEquals(4, ModelFile.read(out).description().epochs());
    }

    @Test
    void refitEndsWithTheCommandThatPredicts() {
        Path out = folder.resolve("my model.plateau");
        Console made = console("refit", "flowers", "--out", out.toString(), "--epochs", "2");
        List<String> lines = made.outLines();
        assertEquals("next:", lines.get(lines.size() - 2));
        assertEquals("  ./plateau predict '" + out + "' experiments/data/iris.csv", lines.get(lines.size() - 1));
        assertTrue(
                made.out().contains("t02 of flowers, trained for 2 epochs on all 150 rows with seed 42"), made.out());
        assertTrue(made.err().contains("refit flowers: epoch 2/2  loss "), made.err());
    }

    @Test
    void aRefitThatIsInterruptedLeavesNothing() throws IOException {
        Path out = folder.resolve("interrupted.plateau");
        StringWriter err = new StringWriter() {
            @Override
            public void write(String text, int from, int length) {
                super.write(text, from, length);
                if (text.contains("epoch 1/2")) {
                    Thread.currentThread().interrupt(); // what Ctrl-C does, in the middle of the training
                }
            }
        };
        String[] arguments = {"refit", "flowers", "--epochs", "2", "--out", out.toString(), "--db", db};
        int code = Main.run(arguments, new PrintWriter(new StringWriter()), new PrintWriter(err));
        assertFalse(Thread.interrupted());
        assertEquals(130, code, err.toString());
        assertTrue(
                err.toString().endsWith("interrupted: no model was written; the same command starts again\n"),
                err.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.getFileName().toString().startsWith("interrupted"))
                            .toList());
        }
    }

    @Test
    void whatRefitCannotDoIsSaidBeforeItTrains() throws IOException {
        refused(
                model + " is there already; give another name, or move it away",
                console("refit", "flowers", "--trial", "2"));
        refused("flowers has the trials 1 to 2, not 3", console("refit", "flowers", "--trial", "3"));
        refused("--epochs must be from 1 to 1,000,000, found 0", console("refit", "flowers", "--epochs", "0"));
        refused(
                "--out must be a file in a folder that exists, found " + folder,
                console("refit", "flowers", "--out", folder.toString()));
        assertTrue(console("refit", "flower").err().contains("has no experiment flower; did you mean flowers?"));
        Path nowhere = folder.resolve("nowhere.db");
        Console none = Console.run("refit", "flowers", "--db", nowhere.toString());
        assertTrue(none.err().contains("nowhere.db does not exist; "), none.err());
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void dataThatHasChangedIsNotTrainedOn() throws IOException {
        Path data = file("mine.csv", Files.readString(iris));
        search("mine", SEARCH.formatted("mine", data, "label", "classification", "", "stratified"));
        Files.writeString(data, Files.readString(iris) + "5.1,3.5,1.4,0.2,0\n");
        refused(
                data
                        + " has changed since the experiment mine began, so its epochs and scores say nothing of it; bring the"
                        + " old file back, or search again under another name",
                console("refit", "mine"));
    }

    @Test
    void whatPredictCannotDoIsSaid() throws IOException {
        refused("nothing.plateau does not exist", Console.run("predict", "nothing.plateau", iris.toString()));
        Console swapped = predict(iris, iris);
        assertEquals(1, swapped.code());
        assertTrue(
                swapped.err()
                        .startsWith(
                                "plateau: " + iris + " is not a model: expected a zip of model.json and weights.bin"),
                swapped.err());
        Path narrow = file("narrow.csv", "sepal length (cm),sepal width (cm),petal lenght (cm)\n1,2,3\n");
        refused(
                narrow
                        + " lacks 2 of the 4 feature columns of the model: \"petal length (cm)\" (is it \"petal lenght (cm)\"?),"
                        + " \"petal width (cm)\" (is it \"petal lenght (cm)\"?). Its columns: sepal length (cm), sepal width"
                        + " (cm), petal lenght (cm)",
                predict(model, narrow));
        Path empty = file("empty.csv", "");
        refused(empty + " is empty; its first line must name the columns", predict(model, empty));
        Path header = file("header.csv", Files.readAllLines(iris).get(0) + "\n");
        refused(header + " has no rows below its first line", predict(model, header));
        refused(
                "iris.csv does not exist (looked for " + Path.of("iris.csv").toAbsolutePath() + ")",
                predict(model, Path.of("iris.csv")));
    }
}
