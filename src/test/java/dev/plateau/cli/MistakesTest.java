package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake is one sentence and exit code 1, without a stack trace, and leaves nothing behind. */
class MistakesTest {

    private static final String GOOD = """
            name: flowers
            data: {path: flowers.csv, label: kind, task: classification}
            model: {hidden: [4]}
            parameters:
              learning_rate: {distribution: log_uniform_values, min: 1e-3, max: 1e-1, count: 2}
              batch_size: {values: [4]}
              epochs: {values: [2, 4]}
            cross_validation: {folds: 3}
            """;

    private static final String ROWS = """
            length,width,kind
            1.0,2.0,a
            1.1,2.1,a
            1.2,2.2,a
            3.0,0.1,b
            3.1,0.2,b
            3.2,0.3,b
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("flowers.yaml");
        Files.writeString(file, GOOD);
        Files.writeString(folder.resolve("flowers.csv"), ROWS);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Runs the file and checks that this is refused in one sentence. */
    private void refused(String sentence) throws IOException {
        refused(sentence, folder.resolve("plateau.db"));
    }

    private void refused(String sentence, Path db) throws IOException {
        Set<String> before = files();
        Console run = Console.run("run", file.toString(), "--db", db.toString(), "--workers", "1", "--no-dashboard");
        assertEquals(1, run.code(), run.err());
        assertTrue(run.errLines().stream().allMatch(line -> line.startsWith("plateau: ")), run.err());
        assertTrue(run.err().contains(sentence), run.err());
        assertEquals("", run.out());
        assertEquals(before, files());
    }

    @Test
    void theFileWithoutAMistakeCanBePlanned() {
        Console plan = Console.run("plan", file.toString());
        assertEquals(0, plan.code(), plan.err());
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            learning_rate:      | learning_rat:       | learning_rat
            values: [2, 4]      | values: [0, 4]      | epochs
            values: [2, 4]      | values: []          | epochs
            values: [2, 4]      | auto: {limit: 4}    | limit must be a whole number from 5 to 1000000, found 4
            min: 1e-3           | min: 1              | learning_rate
            min: 1e-3           | min: 0              | learning_rate
            label: kind         | label: species      | flowers.csv has no column "species"
            folds: 3            | folds: 7            | flowers.csv
            folds: 3            | folds: 4            | flowers.csv
            folds: 3            | folds: 3, nested: yes | cross_validation.nested must be true, false or a mapping such as {folds: 3}, found text "yes"
            folds: 3            | folds: 3, nested: true | flowers.csv has only 2 rows of class "a" in the training rows of repeat 1, fold 1, too few for 3 inner folds; use at most as many inner folds, strategy: kfold, or more rows of the class
            values: [4]         | values: [5]         | batch_size must be at most 4
            name: flowers       | nam: flowers        | did you mean "name"
            count: 2            | count: 2000000      | learning_rate
            model: {hidden: [4] | model: {hiden: [4]  | hiden
            """)
    void aWrongWordInTheFile(String good, String bad, String sentence) throws IOException {
        String text = GOOD.replace(good, bad);
        assertFalse(text.equals(GOOD), good);
        if (bad.contains("2000000")) {
            text = text.replace("values: [4]", "{distribution: int_uniform, min: 1, max: 4, count: 4}")
                    .replace("{{", "{")
                    .replace("}}", "}");
        }
        Files.writeString(file, text);
        refused(sentence);
    }

    @Test
    void aFileThatIsNotThere() throws IOException {
        file = folder.resolve("flwers.yaml");
        refused("flwers.yaml: there is no such file");
    }

    @Test
    void aFileThatIsNoYaml() throws IOException {
        Files.writeString(file, "name: [flowers\n");
        refused("flowers.yaml:");
    }

    @Test
    void aParameterThatIsGivenTwice() throws IOException {
        Files.writeString(file, GOOD.replace("  epochs", "  batch_size: {values: [2]}\n  epochs"));
        refused("batch_size");
    }

    @Test
    void aCellThatIsNoNumber() throws IOException {
        Files.writeString(folder.resolve("flowers.csv"), ROWS.replace("3.1", "long"));
        refused("flowers.csv line 6, column \"length\": expected a number, found \"long\"");
    }

    @Test
    void severalMistakesAreASentenceEach() throws IOException {
        Files.writeString(file, GOOD.replace("label: kind", "lable: kind").replace("folds: 3", "folds: none"));
        Console run = Console.run(
                "run", file.toString(), "--db", folder.resolve("x.db").toString());
        assertEquals(1, run.code());
        assertTrue(run.errLines().size() >= 2, run.err());
        assertTrue(run.errLines().stream().allMatch(line -> line.startsWith("plateau: ")), run.err());
    }

    @Test
    void aGridOfMillions() throws IOException {
        String thousand = "{distribution: log_uniform_values, min: 1e-3, max: 1e-1, count: 1000}";
        Files.writeString(
                file,
                GOOD.replace("count: 2}", "count: 1000}")
                        .replace("  epochs", "  l2: " + thousand + "\n  l1: " + thousand + "\n  epochs"));
        refused("the grid has 2,000,000,000 points");
        Files.writeString(
                file,
                GOOD.replace("count: 2}", "count: 1000}").replace("  epochs", "  l2: " + thousand + "\n  epochs"));
        refused("the grid has 2,000,000 configurations; give --yes to run them all, or max_trials, or fewer values");
    }

    @Test
    void aDatabaseInAFolderThatIsNotThere() throws IOException {
        refused("is not a folder", folder.resolve("nowhere").resolve("plateau.db"));
    }

    @Test
    void aDatabaseThatIsAFolder() throws IOException {
        refused("is a folder", folder);
    }

    @Test
    void aDatabaseOfAnotherProgram() throws IOException {
        refused("flowers.csv", folder.resolve("flowers.csv"));
        assertEquals(ROWS, Files.readString(folder.resolve("flowers.csv")));
    }

    @Test
    void aDatabaseOfANewerVersion() throws IOException, SQLException {
        Path db = folder.resolve("newer.db");
        Stores.sqlite(db).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE flyway_schema_history SET version = '99'");
        }
        byte[] before = Files.readAllBytes(db);
        refused("newer.db was written by a newer Plateau", db);
        assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(db)));
        Console ls = Console.run("ls", "--db", db.toString());
        assertEquals(1, ls.code());
        assertTrue(ls.err().contains("was written by a newer Plateau"), ls.err());
    }

    @Test
    void aDatabaseThatAnotherProcessWrites() throws IOException {
        Path db = folder.resolve("busy.db");
        try (Store store = Stores.sqlite(db)) {
            assertEquals(0, store.experiments().size());
            refused("busy.db is in use by", db);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNotMadeByReading() throws IOException {
        Path db = folder.resolve("plateau.db");
        Set<String> before = files();
        Console ls = Console.run("ls", "--db", db.toString());
        assertEquals(1, ls.code());
        assertEquals(
                "plateau: " + db + " does not exist; ./plateau run experiments/digits.yaml --db " + db + " makes one\n",
                ls.err());
        assertEquals(before, files());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rum x.yaml        | unknown command rum, did you mean run? (./plateau --help lists what there is)
            frobnicate        | unknown command frobnicate
            run               | Missing required parameter: 'FILE' (./plateau run --help lists what there is)
            run x --worker 2  | unknown option --worker, did you mean --workers?
            run x --workers 0 | there is no such file
            show a b          | unknown argument b
            compare           | Missing required parameter: 'EXP T' (./plateau compare --help lists what there is)
            compare a --at    | Missing required parameter for option '--at'
            show a --top many | Invalid value for option '--top'
            """)
    void anArgumentThatIsNotUnderstood(String arguments, String sentence) {
        Console run = Console.run(arguments.split(" "));
        assertEquals(1, run.code());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().contains(sentence), run.err());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --min 0                  | --min must be above 0, found 0
            --min 1 --max 0.1        | --max must be above min, found min 1 and max 0.1
            --steps 19               | --steps must be from 20 to 100000, found 19
            --repeats 0              | --repeats must be from 1 to 100, found 0
            --set learning_rate=1    | --set learning_rate: it has no say in this test, so it cannot be chosen
            --set batch_siz=4        | --set batch_siz: the file does not search it; did you mean batch_size?
            --set batch_size=5       | --set batch_size: expected one of [4], found 5
            --workers 0              | --workers must be from 1 to 256, found 0
            """)
    void aRangeTestThatCannotBe(String arguments, String sentence) {
        List<String> words = new ArrayList<>(List.of("lr-range", file.toString()));
        words.addAll(List.of(arguments.split(" ")));
        Console run = Console.run(words.toArray(new String[0]));
        assertEquals(1, run.code());
        assertEquals("plateau: " + sentence + "\n", run.err());
    }

    @Test
    void aRangeTestOfATrainerOrAnUpdaterThatHasNone() throws IOException {
        Files.writeString(file, GOOD.replace("hidden: [4]", "updater: adadelta"));
        Console run = Console.run("lr-range", file.toString(), "--repeats", "1", "--write");
        assertEquals(1, run.code());
        assertEquals(
                "plateau: the range test failed: model.updater adadelta has no learning rate, so there is none to test\n",
                run.err());
        Files.writeString(file, GOOD.replace("model: {hidden: [4]}", "trainer: faulty"));
        Console other = Console.run("lr-range", file.toString(), "--repeats", "1");
        assertEquals(
                "plateau: the range test failed: trainer: faulty has no learning-rate range test, because it cannot train by"
                        + " single steps\n",
                other.err());
    }

    @Test
    void aNumberOfWorkersThatNoMachineHas() throws IOException {
        Console run = Console.run("run", file.toString(), "--workers", "0");
        assertEquals("plateau: --workers must be from 1 to 256, found 0\n", run.err());
    }
}
