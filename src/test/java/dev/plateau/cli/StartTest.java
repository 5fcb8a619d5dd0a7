package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Command;

/** What commands load before they do anything: the part of a start that is ours. */
class StartTest {

    private static List<String> libraries(List<String> loaded) {
        assertTrue(loaded.contains(Main.class.getName()), "what was loaded is known");
        return loaded.stream()
                .filter(name -> Stream.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "dev.plateau.", "picocli.")
                        .noneMatch(name::startsWith))
                .toList();
    }

    private static void none(List<String> loaded, List<String> packages) {
        List<String> found = libraries(loaded).stream()
                .filter(name -> packages.stream().anyMatch(name::startsWith))
                .toList();
        assertEquals(List.of(), found);
    }

    @Test
    void helpLoadsNoLibraryButTheOneOfCommands() throws IOException, InterruptedException {
        assertEquals(List.of(), libraries(LoadedClasses.of("--help")));
    }

    @Test
    void aCommandsOwnHelpMakesNoOtherCommand() throws IOException, InterruptedException {
        List<String> loaded = LoadedClasses.of("plan", "--help");
        assertEquals(List.of(), libraries(loaded));
        assertTrue(
                loaded.stream().noneMatch(name -> name.startsWith("dev.plateau.cli.command.ExportCommand$")),
                "nothing of what another command takes");
    }

    @Test
    void aPlanLoadsNeitherNativeCodeNorStoreNorServerNorJson() throws IOException, InterruptedException {
        none(
                LoadedClasses.of("plan", "experiments/digits.yaml"),
                List.of(
                        "org.nd4j.linalg",
                        "org.nd4j.nativeblas",
                        "org.bytedeco",
                        "org.deeplearning4j.nn",
                        "org.sqlite",
                        "org.flywaydb",
                        "io.javalin",
                        "org.eclipse.jetty",
                        "com.fasterxml.jackson.databind"));
    }

    @ParameterizedTest
    @EnumSource(Menu.class)
    void theMenuCallsEachCommandByItsName(Menu command) {
        assertEquals(command.word(), command.type().getAnnotation(Command.class).name());
    }

    @Test
    void optionsBeforeACommandAreUnderstoodAsEver() {
        Console console = Console.run("--version", "ls", "--help");
        assertEquals(0, console.code(), console.err());
        assertTrue(console.out().startsWith("List the experiments of the database"), console.out());
    }
}
