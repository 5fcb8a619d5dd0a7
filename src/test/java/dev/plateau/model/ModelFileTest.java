package dev.plateau.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.DataSource;
import dev.plateau.data.Preparation;
import dev.plateau.data.Scale;
import dev.plateau.train.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model on disk, and everything that can be wrong with one that a stranger gave. */
@SuppressWarnings("NullAway.Init")
class ModelFileTest {

    private static final byte[] WEIGHTS = {0, 0, -128, 63, 1, 2, 3, 4};

    @TempDir
    Path folder;

    private Path file;
    private String manifest;

    private static Model model() {
        Preparation preparation = new Preparation(
                DataSource.Task.CLASSIFICATION,
                "kind",
                List.of("no \"é\"", "yes"),
                List.of(
                        new Preparation.Feature("a", new Scale(0.1, 1.0 / 3, 0.1)),
                        new Preparation.Feature("b", Scale.NONE)),
                Scale.NONE,
                DataSource.Missing.MEAN);
        Settings settings = new Settings(Map.of("learning_rate", 1e-3, "model", Map.of("hidden", List.of(4L))));
        Map<String, Object> provenance = new LinkedHashMap<>(Map.of("experiment", "flowers"));
        return new Model(
                new Description(
                        "dl4j", "DL4J 1", settings, preparation, 150, 34, Long.MIN_VALUE, "val_loss", provenance),
                WEIGHTS);
    }

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("flowers.plateau");
        ModelFile.write(model(), file);
        manifest = new String(
                Manifest.write(model().description(), WEIGHTS.length, ModelFile.hash(WEIGHTS)), StandardCharsets.UTF_8);
    }

    private void zip(Map<String, byte[]> entries) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    private void zip(String text, byte[] weights) throws IOException {
        zip(Map.of(ModelFile.MANIFEST, text.getBytes(StandardCharsets.UTF_8), ModelFile.WEIGHTS, weights));
    }

    /** What is said of the file, without its name. */
    private String refusal() {
        String message = String.valueOf(
                assertThrows(ModelException.class, () -> ModelFile.read(file)).getMessage());
        assertTrue(message.startsWith(file + " "), message);
        return message.substring(file.toString().length() + 1);
    }

    @Test
    void isReadAsItWasWritten() {
        Model read = ModelFile.read(file);
        assertEquals(model().description(), read.description());
        assertArrayEquals(WEIGHTS, read.weights());
    }

    @Test
    void equalModelsAreEqualFilesAndNothingElseIsLeft() throws IOException {
        Path other = folder.resolve("other.plateau");
        ModelFile.Written written = ModelFile.write(model(), other);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
        assertEquals(Files.size(other), written.bytes());
        assertEquals(ModelFile.hash(Files.readAllBytes(other)), written.sha256());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Files.writeString(file, "mine");
        assertEquals(
                file + " is there already; give another name, or move it away",
                assertThrows(ModelException.class, () -> ModelFile.write(model(), file))
                        .getMessage());
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path nowhere = folder.resolve("nowhere").resolve("x.plateau");
        String message = String.valueOf(assertThrows(ModelException.class, () -> ModelFile.write(model(), nowhere))
                .getMessage());
        assertTrue(message.startsWith("cannot write " + nowhere + " ("), message);
    }

    @Test
    void whatIsNoFileAndNoZipIsRefused() throws IOException {
        Files.writeString(file, "a,b\n1,2\n");
        assertTrue(refusal().startsWith("is not a model: expected a zip of model.json and weights.bin ("), refusal());
        Files.delete(file);
        assertEquals("does not exist", refusal());
        Files.createDirectory(file);
        assertEquals("is not a file", refusal());
    }

    @Test
    void aZipThatWasCutOffIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertTrue(refusal().startsWith("is not a model: expected a zip"), refusal());
        }
    }

    @Test
    void anyByteThatIsChangedIsNoticedOrMakesNoDifference() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int noticed = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x10;
            Files.write(file, changed);
            try {
                Model read = ModelFile.read(file);
                assertArrayEquals(WEIGHTS, read.weights(), "byte " + i);
            } catch (ModelException e) {
                noticed++;
            }
        }
        assertTrue(noticed > bytes.length / 2, noticed + " of " + bytes.length);
    }

    @Test
    void aZipWithoutTheEntriesOrWithTooManyIsRefused() throws IOException {
        zip(Map.of("readme.txt", new byte[3]));
        assertEquals("is not a model: it holds no model.json", refusal());
        zip(Map.of(ModelFile.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8)));
        assertEquals("is not a model: it holds no weights.bin", refusal());
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            many.put("f" + i, new byte[1]);
        }
        zip(many);
        assertEquals("is not a model: it holds 9 files, a model at most 8", refusal());
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        zip(Map.of(ModelFile.MANIFEST, new byte[ModelFile.MOST_MANIFEST + 1]));
        assertTrue(Files.size(file) < 100_000, "16 MB of zeros are a small zip");
        assertEquals("is not a model: its model.json has more than 16 MB", refusal());
    }

    @Test
    void weightsThatAreNotTheOnesThatWereWrittenAreRefused() throws IOException {
        zip(manifest, Arrays.copyOf(WEIGHTS, 7));
        assertEquals("is damaged: its weights.bin has 7 bytes, expected 8", refusal());
        byte[] changed = WEIGHTS.clone();
        changed[4]++;
        zip(manifest, changed);
        assertEquals("is damaged: its weights.bin is not what was written (SHA-256 differs)", refusal());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "plateau model"         | "zebra"             | is not a model: its model.json has no "format": "plateau model"
            "version" : 1           | "version" : 2       | is a model of version 2 and this Plateau reads version 1; use the Plateau that wrote it, or refit
            "version" : 1           | "version" : "1"     | is not a model: in its model.json version must be a whole number, found "1"
            "epochs" : 34           | "epochs" : 0        | is not a model: in its model.json rows and epochs must be at least 1, found 150 and 0
            "rows" : 150            | "row" : 150         | is not a model: in its model.json rows must be a whole number, found nothing
            "seed" : -9223372036854775808 | "seed" : 1e99 | is not a model: in its model.json seed must be a whole number, found 1.0E99
            "classification"        | "ranking"           | is not a model: in its model.json task must be one of classification, regression, found "ranking"
            "classification"        | "regression"        | is not a model: in its model.json a classification has at least 2 classes and a regression none, found 2
            "deviation" : 0.3333333333333333 | "deviation" : 0    | is not a model: in its model.json deviation must be above 0 and finite, got 0.0
            "deviation" : 0.3333333333333333 | "deviation" : 1e999 | is not a model: in its model.json deviation must be above 0 and finite, got Infinity
            "mean" : 0.1            | "mean" : null       | is not a model: in its model.json mean must be a number, found null
            "name" : "b"            | "name" : "a"        | is not a model: in its model.json the column "a" is there twice
            "name" : "b"            | "name" : "kind"     | is not a model: in its model.json the column "kind" is there twice
            "name" : "b"            | "name" : ""         | is not a model: in its model.json a feature has no name
            "yes"                   | 7                   | is not a model: in its model.json classes must be a list of names, found 7
            "provenance" : {        | "provenance" : 3, "x" : { | is not a model: in its model.json provenance must be an object, found 3
            """)
    void everyFieldIsChecked(String right, String wrong, String said) throws IOException {
        String changed = manifest.replace(right, wrong);
        assertFalse(changed.equals(manifest), right);
        zip(changed, WEIGHTS);
        assertEquals(said, refusal());
    }

    @Test
    void whatIsNoJsonIsRefused() throws IOException {
        zip(manifest.substring(0, manifest.length() / 2), WEIGHTS);
        assertTrue(refusal().startsWith("is not a model: its model.json is no JSON ("), refusal());
        zip("[".repeat(100_000), WEIGHTS);
        assertTrue(refusal().startsWith("is not a model: its model.json is no JSON ("), "too deep");
        zip(manifest + "{}", WEIGHTS);
        assertTrue(refusal().startsWith("is not a model: its model.json is no JSON ("), "more than one");
        zip("", WEIGHTS);
        assertTrue(refusal().startsWith("is not a model: "), "nothing");
    }

    @Test
    void aTrainerThatIsNotHereIsNamed() throws IOException {
        zip(manifest.replace("\"name\" : \"dl4j\"", "\"name\" : \"torch\""), WEIGHTS);
        Model model = ModelFile.read(file);
        assertEquals(
                "m was trained by \"torch\", which is not here; there is: compiled, dl4j, faulty, script",
                assertThrows(ModelException.class, () -> Predictions.of(model, "m"))
                        .getMessage());
    }

    @Test
    void weightsAndSettingsThatDoNotFitAreRefused() {
        assertEquals(
                "m is not a model: the weights do not fit the network: 8 bytes, but its settings ask for 88 (22 floats)",
                assertThrows(ModelException.class, () -> Predictions.of(ModelFile.read(file), "m"))
                        .getMessage());
    }
}
