package dev.plateau.run;

import static dev.plateau.run.TestSearch.choice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.plan.Forest;
import dev.plateau.rates.Ramp;
import dev.plateau.space.Parameter;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenTrainerTest {

    private static final String TEXT = """
            name: kept
            data: {path: experiments/data/iris.csv, label: label, task: classification}
            model: {hidden: [4]}
            parameters: {epochs: {value: 2}}
            """;

    private static final Parameter EPOCHS = choice("epochs", 2L);

    @TempDir
    Path folder;

    private static Prepared auto(Map<String, Object> model, Parameter... more) {
        List<Parameter> parameters = new java.util.ArrayList<>(List.of(more));
        parameters.add(EPOCHS);
        Experiment experiment = TestSearch.dl4j("digits", model, parameters.toArray(Parameter[]::new))
                .experiment()
                .withTrainer("auto");
        return Prepared.of(experiment, Prepared.Size.MODEST, Forest.Sharing.SHARED);
    }

    private static Prepared prepared(String text) {
        return Prepared.of(Experiments.parse(text, Path.of("kept.yaml")), Prepared.Size.MODEST, Forest.Sharing.SHARED);
    }

    /** What a search told of itself before there was a trainer to choose. */
    private static Map<String, String> older(Prepared prepared) {
        Map<String, String> facts = new HashMap<>(Provenance.of(prepared, "plateau run", Path.of("kept.yaml")));
        facts.remove("trainer_name");
        return facts;
    }

    @Test
    void denseNetworksAreCompiled() {
        Prepared prepared = auto(Map.of("hidden", List.of(4L)));
        assertEquals("compiled", prepared.trainer().name());
        assertEquals("compiled", prepared.setup().trainer(), "what workers are told");
        assertEquals("compiled", prepared.experiment().trainer());
        assertEquals(Optional.of("every setting can be compiled"), prepared.because());
    }

    @Test
    void oneTrainingThatCannotBeCompiledIsReasonForAllToBeDeeplearning4js() {
        Prepared prepared = auto(Map.of(), choice("type", "mlp", "cnn"));
        assertEquals("dl4j", prepared.trainer().name());
        assertEquals("dl4j", prepared.setup().trainer());
        assertEquals(Optional.of("model.type cnn is not compiled"), prepared.because());
    }

    @Test
    void aTrainerThatIsNamedIsTaken() {
        Prepared named = TestSearch.dl4j("iris", Map.of(), EPOCHS).prepared(Forest.Sharing.SHARED);
        assertEquals("dl4j", named.trainer().name());
        assertEquals(Optional.empty(), named.because());
    }

    @Test
    void thePlanIsTheSameWhoeverTrains() {
        Prepared compiled = prepared(TEXT);
        Prepared named = prepared(TEXT + "trainer: dl4j\n");
        assertEquals("compiled", compiled.trainer().name());
        assertEquals(named.forest(), compiled.forest());
    }

    @Test
    void theProvenanceNamesWhoReallyTrained() {
        Map<String, String> facts = Provenance.of(prepared(TEXT), "plateau run", Path.of("kept.yaml"));
        assertEquals("compiled", facts.get("trainer_name"));
        assertTrue(
                String.valueOf(facts.get("trainer")).matches("compiled \\d+, parity with Deeplearning4j .+"),
                facts.toString());
    }

    @Test
    void aSearchFromBeforeGoesOnWithDeeplearning4j() {
        try (Store store = Stores.sqlite(folder.resolve("kept.db"))) {
            Prepared before = prepared(TEXT + "trainer: dl4j\n");
            Experiment silent = Experiments.parse(TEXT, Path.of("kept.yaml")).settled("dl4j");
            Prepared old = Prepared.of(silent, Prepared.Size.MODEST, Forest.Sharing.SHARED);
            Engine.register(old, store, older(old));
            assertEquals(
                    before.experiment().definition(),
                    store.experiment("kept").orElseThrow().definition(),
                    "the definition that it had then");

            Prepared now = prepared(TEXT);
            assertEquals("compiled", now.trainer().name());
            assertEquals(
                    "the database already has an experiment kept from a different file (trainer: was dl4j, is compiled); give the"
                            + " changed search another name",
                    assertThrows(SearchException.class, () -> Engine.register(now, store, Map.of()))
                            .getMessage(),
                    "what would mix results is refused");
            Prepared resumed = now.resuming(store);
            assertEquals("dl4j", resumed.trainer().name());
            assertEquals("dl4j", resumed.setup().trainer());
            assertEquals(Optional.of("the search was begun with it"), resumed.because());
            assertEquals("kept", Engine.register(resumed, store, Map.of()).name());
            assertEquals("kept", Engine.register(before, store, Map.of()).name(), "also if the file names it now");
        }
    }

    @Test
    void aSearchKeepsTheTrainerThatItWasBegunWith() {
        try (Store store = Stores.sqlite(folder.resolve("kept.db"))) {
            Prepared begun = prepared(TEXT);
            assertSame(begun, begun.resuming(store), "there is none yet");
            Engine.register(begun, store, Provenance.of(begun, "plateau run", Path.of("kept.yaml")));
            Prepared again = prepared(TEXT);
            assertSame(again, again.resuming(store));
            assertEquals("kept", Engine.register(again, store, Map.of()).name());
            assertEquals(
                    "kept",
                    Engine.register(prepared(TEXT + "trainer: compiled\n"), store, Map.of())
                            .name(),
                    "the same under its name");
            Prepared other = prepared(TEXT + "trainer: dl4j\n");
            assertSame(other, other.resuming(store), "a file that names one means it");
            assertEquals(
                    "the database already has an experiment kept from a different file (trainer: was compiled, is dl4j); give the"
                            + " changed search another name",
                    assertThrows(SearchException.class, () -> Engine.register(other, store, Map.of()))
                            .getMessage());
        }
    }

    @Test
    void aRangeTestChoosesLikewise() {
        RangeTests.Options options = new RangeTests.Options(new Ramp(1e-4, 1, 20), 1, Map.of());
        Experiment dense = Experiments.parse(TEXT, Path.of("kept.yaml"));
        assertEquals("compiled", RangeTests.prepare(dense, options).trainer());
        assertEquals(
                "dl4j", RangeTests.prepare(dense.withTrainer("dl4j"), options).trainer());
        Experiment images = Experiments.parse(
                TEXT.replace("iris", "digits").replace("hidden: [4]", "type: cnn"), Path.of("kept.yaml"));
        assertEquals("dl4j", RangeTests.prepare(images, options).trainer());
        assertEquals(
                "trainer: compiled cannot train this search, as model.type cnn is not compiled; leave the trainer out or say auto,"
                        + " and one is chosen that can",
                assertThrows(SearchException.class, () -> RangeTests.prepare(images.withTrainer("compiled"), options))
                        .getMessage());
    }
}
