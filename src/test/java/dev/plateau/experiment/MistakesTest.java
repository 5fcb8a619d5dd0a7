package dev.plateau.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.experiment.BadFiles.BadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MistakesTest {

    @TempDir
    private Path folder;

    static Stream<BadFile> badFiles() {
        return BadFiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void everyMistakeIsOneSentenceWithItsLine(BadFile bad) {
        List<String> expected = bad.sentences().stream()
                .map(sentence -> "x.yaml:" + sentence)
                .sorted()
                .toList();
        assertEquals(expected, mistakes(bad.text()).stream().sorted().toList());
    }

    @Test
    void allMistakesOfAFileAreReportedInTheOrderOfItsLines() {
        assertEquals(
                List.of(
                        "x.yaml:1: name must be 1 to 100 of the characters A-Z a-z 0-9 . _ -, found text \"a b\"",
                        "x.yaml:4: parameters.epochs.value must be a whole number from 1 to 1000000, found 0",
                        "x.yaml:5: seed must be a whole number, found text \"x\"",
                        "x.yaml:6: method must be one of grid, random, found text \"magic\""),
                mistakes(ExperimentsTest.MINIMAL.replace("name: x", "name: a b").replace("value: 5", "value: 0")
                        + "seed: x\nmethod: magic\n"));
    }

    @Test
    void atMostTwentyMistakesAreListedAndTheRestCounted() {
        String unknown =
                IntStream.range(0, 25).mapToObj(i -> "zzzzzz" + i + ": 1\n").collect(Collectors.joining());
        List<String> mistakes = mistakes(ExperimentsTest.MINIMAL + unknown);
        assertEquals(21, mistakes.size());
        assertEquals("x.yaml: mistakes not shown: 5", mistakes.get(20));
    }

    @Test
    void aKeyGivenTwiceIsRefusedWithBothLines() {
        assertEquals(
                List.of(
                        "x.yaml:6: key \"value\" in parameters.l1 is given twice, first on line 6",
                        "x.yaml:7: key \"name\" is given twice, first on line 1"),
                mistakes(ExperimentsTest.MINIMAL + "# comment\n  l1: {value: 1, value: 2}\nname: y\n"));
    }

    @Test
    void badYamlIsOneSentenceWithItsLine() {
        assertEquals(
                List.of("x.yaml:3: not valid YAML: expected ',' or ']', but got :"), mistakes("a: [1,\nb: 2\nc: 3"));
        assertEquals(
                List.of(
                        "x.yaml:2: not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                mistakes("a:\n\tb: 1"));
        assertEquals(
                List.of("x.yaml:2: not valid YAML: the character U+0007 is not allowed"), mistakes("a: 1\nb: \u0007"));
    }

    @Test
    void aliasesTagsAndDeepNestingAreRefused() {
        assertEquals(
                List.of("x.yaml:2: aliases such as *name are not used here; write the value out"),
                mistakes("a: &a [1, 2]\nb: [*a, *a]"));
        assertEquals(
                List.of("x.yaml:1: tags such as !!name are not used here; write the plain value"),
                mistakes("a: !!java.lang.Runtime x"));
        assertEquals(
                List.of("x.yaml:1: values are nested more than 32 levels deep"), mistakes("a: " + "[".repeat(400_000)));
        assertEquals(List.of("x.yaml:1: a key must be a word, found a list"), mistakes("[1]: 2"));
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        assertEquals(
                List.of(
                        "x.yaml:1: a number must be finite, found .inf",
                        "x.yaml:2: a number must be finite, found 1e999"),
                mistakes("a: .inf\nb: 1e999"));
        assertEquals(
                List.of("x.yaml:1: a whole number must fit into 64 bits, found 9223372036854775808"),
                mistakes("seed: 9223372036854775808"));
    }

    @Test
    void whatIsNoExperimentIsRefusedInOneSentence() {
        assertEquals(List.of("x.yaml: the file is empty; an experiment was expected"), mistakes(""));
        assertEquals(List.of("x.yaml: the file is empty; an experiment was expected"), mistakes("# nothing\n"));
        assertEquals(List.of("x.yaml: must be a mapping such as name: digits, found a list"), mistakes("- a\n"));
        assertEquals(
                List.of("x.yaml:3: a second document begins; one file holds one experiment"),
                mistakes("name: x\nseed: 1\n---\nname: y\n"));
    }

    @Test
    void aFileThatCannotBeReadIsRefusedInOneSentence() throws IOException {
        Path missing = folder.resolve("missing.yaml");
        assertEquals(List.of(missing + ": there is no such file"), reading(missing));
        assertEquals(List.of(folder + ": this is a folder; an experiment file was expected"), reading(folder));
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        assertEquals(
                List.of(large + ": the file is larger than 1 MB; an experiment file was expected"), reading(large));
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});
        assertEquals(
                List.of(binary + ": the file is not UTF-8 text; an experiment file was expected"), reading(binary));
    }

    @Test
    void aFileOfOneMegabyteIsStillRead() throws IOException {
        String text = ExperimentsTest.MINIMAL + "#";
        Path file = folder.resolve("x.yaml");
        Files.writeString(file, text + "x".repeat((1 << 20) - text.getBytes(StandardCharsets.UTF_8).length));
        assertEquals("x", Experiments.read(file).name());
    }

    private static List<String> mistakes(String text) {
        return assertThrows(ExperimentException.class, () -> Experiments.parse(text, Path.of("x.yaml")))
                .mistakes();
    }

    private static List<String> reading(Path file) {
        return assertThrows(ExperimentException.class, () -> Experiments.read(file))
                .mistakes();
    }
}
