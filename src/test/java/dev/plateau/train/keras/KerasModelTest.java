package dev.plateau.train.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.train.Trainer.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KerasModelTest {

    private static final Shape DIGITS = new Shape(64, 10, true, 1437);

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(KerasModelTest.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A model of the layers, as Keras 2 writes it. */
    private static String sequential(String... layers) {
        return "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": [" + input("[null, 64]")
                + String.join("", List.of(layers).stream().map(", "::concat).toList()) + "]}}";
    }

    private static String input(String shape) {
        return layer("InputLayer", "\"batch_input_shape\": " + shape);
    }

    private static String layer(String kind, String config) {
        return "{\"class_name\": \"" + kind + "\", \"config\": {" + config + "}}";
    }

    private static final String OUTPUT = layer("Dense", "\"units\": 10, \"activation\": \"softmax\"");

    private static String refusal(String json) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> KerasModel.parse(json))
                .getMessage());
    }

    @Test
    void keras2AndKeras3WriteTheSameNetwork() throws IOException {
        KerasModel model = KerasModel.parse(resource("keras3.json"));
        assertEquals(KerasModel.parse(resource("keras2.json")), model);
        Layer.Weights relu = new Layer.Weights(Layer.Activation.RELU, true, Layer.Initial.GLOROT_UNIFORM);
        assertEquals(
                List.of(
                        new Layer.Dense(64, relu),
                        new Layer.Dropout(0.2),
                        new Layer.Dense(10, relu.with(Layer.Activation.SOFTMAX))),
                model.layers());
        assertEquals(List.of(64), model.input());
        assertEquals(64 * 64 + 64 + 64 * 10 + 10, model.parameters());
        model.check(DIGITS);
    }

    @Test
    void theSameNetworkIsReadFromItsSettings() throws IOException {
        for (String name : List.of("keras2.json", "convolution.json")) {
            KerasModel model = KerasModel.parse(resource(name));
            assertEquals(model, KerasModel.from("model.keras", model.settings()));
        }
    }

    @Test
    void anOlderFileHasItsShapeInTheFirstLayerAndNoNameAroundTheLayers() {
        String json = "{\"class_name\": \"Sequential\", \"config\": ["
                + layer(
                        "Dense",
                        "\"units\": 10, \"batch_input_shape\": [null, 64], \"kernel_initializer\": \"he_normal\"")
                + "]}";
        KerasModel model = KerasModel.parse(json);
        assertEquals(List.of(64), model.input());
        assertEquals(Layer.Initial.HE_NORMAL, model.output().weights().initial());
    }

    @Test
    void anActivationBehindALinearLayerIsThatLayersAndWhatDoesNothingIsLeftOut() {
        String parts = sequential(
                layer("Dense", "\"units\": 8"),
                layer("Activation", "\"activation\": \"tanh\""),
                layer("Dropout", "\"rate\": 0.0"),
                layer("Dense", "\"units\": 10"),
                layer("Softmax", "\"axis\": -1"));
        String whole = sequential(layer("Dense", "\"units\": 8, \"activation\": \"tanh\""), OUTPUT);
        assertEquals(KerasModel.parse(whole), KerasModel.parse(parts));
    }

    /** As model.summary() of Keras counts them: 72 + 32 + 128 x 32 + 128 + 32 x 10 + 10. */
    @Test
    void aConvolutionalNetworkHasAsManyParametersAsInKeras() throws IOException {
        KerasModel model = KerasModel.parse(resource("convolution.json"));
        assertEquals(3 * 3 * 8 + 4 * 8 + 128 * 32 + 4 * 32 + 32 * 10 + 10, model.parameters());
        assertEquals(8 * 8 * 8, model.widest());
        model.check(DIGITS);
    }

    /** Keras: ceil(n / stride) with same padding, ceil((n - size + 1) / stride) without. */
    @ParameterizedTest
    @CsvSource({"8, 3, 1, true, 8", "7, 2, 2, true, 4", "8, 3, 1, false, 6", "7, 2, 2, false, 3", "8, 5, 3, false, 2"})
    void windowsAreCountedAsKerasDoes(int length, int size, int stride, boolean same, int count) {
        assertEquals(count, new Window(List.of(size, size), List.of(stride, stride), same).count(0, length));
    }

    @Test
    void whatDoesNotFitTheDataIsToldInOneSentence() throws IOException {
        KerasModel model = KerasModel.parse(resource("keras2.json"));
        assertMisfit(
                model,
                new Shape(30, 10, true, 100),
                "the input of model.keras has 64 values, but the data has 30 features");
        assertMisfit(
                model,
                new Shape(64, 2, true, 100),
                "the last layer of model.keras must have 2 units, one for each class, or 1 unit with sigmoid for both, found 10");
        assertMisfit(model, new Shape(64, 1, false, 100), "the last layer of model.keras must have 1 unit, found 10");
        KerasModel relu = KerasModel.parse(sequential(layer("Dense", "\"units\": 10, \"activation\": \"relu\"")));
        assertMisfit(
                relu,
                DIGITS,
                "the last layer of model.keras must be softmax or linear (the loss is taken of its softmax), found relu");
    }

    private static KerasModel last(int units, String activation) {
        return KerasModel.parse(
                sequential(layer("Dense", "\"units\": " + units + ", \"activation\": \"" + activation + "\"")));
    }

    @Test
    void oneUnitWithSigmoidTellsTwoClassesApartAndNothingElse() {
        Shape two = new Shape(64, 2, true, 100);
        last(1, "sigmoid").check(two);
        last(1, "linear").check(two);
        last(2, "softmax").check(two);
        KerasModel.parse(sequential(layer("Dense", "\"units\": 1"), layer("Activation", "\"activation\": \"sigmoid\"")))
                .check(two);
        String start = "the last layer of model.keras must ";
        assertMisfit(
                last(1, "softmax"),
                two,
                start + "be sigmoid or linear (the loss is taken of its sigmoid) where it has 1 unit, found softmax, "
                        + "which is always 1 for 1 unit");
        assertMisfit(
                last(1, "tanh"),
                two,
                start + "be sigmoid or linear (the loss is taken of its sigmoid) where it has 1 unit, found tanh");
        assertMisfit(
                last(2, "sigmoid"),
                two,
                start
                        + "be softmax or linear (the loss is taken of its softmax), or 1 unit with sigmoid, found sigmoid");
        assertMisfit(
                last(1, "sigmoid"),
                DIGITS,
                start + "have 10 units, one for each class, found 1; 1 unit is enough for two classes alone");
        assertMisfit(last(1, "sigmoid"), new Shape(64, 1, false, 100), start + "be linear, found sigmoid");
    }

    private static void assertMisfit(KerasModel model, Shape data, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> model.check(data))
                        .getMessage());
    }

    @Test
    void aDropoutOfTheExperimentTakesThePlaceOfTheFiles() throws IOException {
        KerasModel model = KerasModel.parse(resource("keras2.json"));
        assertEquals(new Layer.Dropout(0.5), model.withDropout(0.5).layers().get(1));
        assertEquals(2, model.withDropout(0).layers().size());
        KerasModel without = KerasModel.parse(sequential(OUTPUT));
        assertEquals(
                "model.dropout has no say, as model.keras has no Dropout layer whose rate it could be",
                assertThrows(IllegalArgumentException.class, () -> without.withDropout(0.5))
                        .getMessage());
    }

    @Test
    void whatHasNoCounterpartIsRefusedByName() {
        assertEquals(
                "layer 2 (Lambda) is a program in the file, and programs are never loaded",
                refusal(sequential(layer("Lambda", "\"function\": [\"4wEAAAA=\", null, null]"), OUTPUT)));
        assertEquals(
                "layer 2 (LSTM) is not known; known are Dense, Dropout, Flatten, Activation, ReLU, Softmax, BatchNormalization, "
                        + "Conv2D, MaxPooling2D, AveragePooling2D, InputLayer and, at the beginning, Reshape",
                refusal(sequential(layer("LSTM", "\"units\": 3"), OUTPUT)));
        assertEquals(
                "layer 2 (Dense) has a kernel_regularizer; leave it out and give model.l1 or model.l2 in the experiment",
                refusal(sequential(
                        layer("Dense", "\"units\": 3, \"kernel_regularizer\": {\"class_name\": \"L2\"}"), OUTPUT)));
        assertEquals(
                "layer 2 (Dense) has the activation hard_sigmoid, which is not known; known are linear, relu, elu, selu, gelu, "
                        + "tanh, sigmoid, softplus, silu, softmax",
                refusal(sequential(layer("Dense", "\"units\": 3, \"activation\": \"hard_sigmoid\""), OUTPUT)));
        assertEquals(
                "layer 2 (Dense).trainable must be true, found false",
                refusal(sequential(layer("Dense", "\"units\": 3, \"trainable\": false"), OUTPUT)));
        assertEquals(
                "layer 2 (Conv2D).dilation_rate must be 1, found [2, 2]",
                refusal(sequential(
                        layer("Conv2D", "\"filters\": 3, \"kernel_size\": [3, 3], \"dilation_rate\": [2, 2]"),
                        OUTPUT)));
        assertTrue(refusal(sequential(layer("Dense", "\"units\": 3, \"spin\": 1"), OUTPUT))
                .startsWith("layer 2 (Dense).spin is not known here; known: activation,"));
        assertEquals(
                "class_name must be Sequential, a chain of layers, found Functional",
                refusal("{\"class_name\": \"Functional\", \"config\": {}}"));
    }

    @Test
    void aClassOfTheUsersIsNeverLoadedWhateverItIsCalled() {
        String own = "{\"module\": \"os\", \"class_name\": \"Dense\", \"config\": {\"units\": 3}}";
        assertEquals(
                "layer 2 (Dense) is no layer of Keras's own, and programs are never loaded", refusal(sequential(own)));
        String registered =
                "{\"module\": \"keras.layers\", \"class_name\": \"Dense\", \"registered_name\": \"Custom>Dense\", \"config\": {}}";
        assertEquals(
                "layer 2 (Dense) is no layer of Keras's own, and programs are never loaded",
                refusal(sequential(registered)));
    }

    @Test
    void aNetworkThatIsTooLargeIsRefusedBeforeAnythingIsBuilt() {
        String wide = layer("Dense", "\"units\": 65536");
        assertEquals(
                "the network is too large: at most 20000000 weights and 1048576 values between two layers",
                refusal(sequential(wide, wide, OUTPUT)));
        assertEquals(
                "layer 2 (Dense).units must be at most 65536, found 65537",
                refusal(sequential(layer("Dense", "\"units\": 65537"), OUTPUT)));
        assertEquals(
                "layer 2 (Dense).units must be a whole number of at least 1, found 1.0E99",
                refusal(sequential(layer("Dense", "\"units\": 1e99"), OUTPUT)));
        String[] many = new String[101];
        java.util.Arrays.fill(many, layer("Flatten", ""));
        assertEquals("config.layers must be a list of 1 to 100 layers, found 102", refusal(sequential(many)));
        String image = sequential(
                layer("Reshape", "\"target_shape\": [8, 8, 1]"),
                layer("Conv2D", "\"filters\": 65536, \"kernel_size\": [3, 3], \"padding\": \"same\""),
                layer("Flatten", ""),
                OUTPUT);
        assertEquals(
                "the network is too large: at most 20000000 weights and 1048576 values between two layers",
                refusal(image));
    }

    @Test
    void shapesThatDoNotMeetAreToldWithTheLayer() {
        String reshape = layer("Reshape", "\"target_shape\": [8, 8, 1]");
        assertEquals(
                "layer 1 (dense) gets an image; Flatten must come before it", refusal(sequential(reshape, OUTPUT)));
        assertEquals(
                "layer 1 (convolution) needs an image of rows, columns and channels, and gets 64 plain values; Reshape gives it one",
                refusal(sequential(layer("Conv2D", "\"filters\": 3, \"kernel_size\": 3"), OUTPUT)));
        assertEquals(
                "layer 1 (max_pooling) its window of [9, 9] does not fit on 8 x 8 values",
                refusal(sequential(
                        reshape, layer("MaxPooling2D", "\"pool_size\": [9, 9]"), layer("Flatten", ""), OUTPUT)));
        assertEquals(
                "the last layer must be Dense, found dropout",
                refusal(sequential(OUTPUT, layer("Dropout", "\"rate\": 0.5"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PK\u0003\u0004",
                "null",
                "[]",
                "3",
                "{\"class_name\": \"Sequential\"}",
                "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [3]}}",
                "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"Dense\"}]}}",
                "{\"class_name\": \"Sequential\", \"class_name\": \"Sequential\", \"config\": []}",
                "{\"class_name\": \"Sequential\", \"config\": {\"build_input_shape\": [null, -3], \"layers\": [1]}}"
            })
    void whatIsNoDefinitionIsToldInOneSentence(String json) {
        String sentence = refusal(json);
        assertTrue(sentence.length() < 320 && !sentence.contains("\n"), sentence);
    }

    @Test
    void aBombOfBracketsIsRefused() {
        assertTrue(refusal("[".repeat(100_000)).startsWith("is not the JSON that Keras's model.to_json() writes"));
    }

    @Test
    void settingsThatAStrangerMadeUpAreCheckedLikeAFile() {
        Map<String, Object> dense = Map.of("layer", "dense", "units", 10L);
        assertEquals(
                10,
                KerasModel.from("k", Map.of("input", List.of(3L), "layers", List.of(dense)))
                        .output()
                        .units());
        for (Object wrong : List.of(
                "text",
                Map.of("input", List.of(3L)),
                Map.of("input", List.of(1L << 30), "layers", List.of(dense)),
                Map.of("input", List.of(3L), "layers", List.of(Map.of("layer", "java.lang.Runtime"))),
                Map.of("input", List.of(3L), "layers", List.of(Map.of("layer", "dense", "units", 1L << 40))),
                Map.of("input", List.of(3L), "layers", List.of(dense), "more", 1L))) {
            assertThrows(IllegalArgumentException.class, () -> KerasModel.from("k", wrong), wrong.toString());
        }
    }
}
