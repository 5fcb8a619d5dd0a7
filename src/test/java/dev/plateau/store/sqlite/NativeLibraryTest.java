package dev.plateau.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class NativeLibraryTest {

    @TempDir
    Path folder;

    /** Whether the driver loads in a process that cannot unpack anything. */
    private String loadsWith(String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.sqlite.tmpdir=" + folder.resolve("none"),
                "-Djava.library.path=" + folder.resolve("none")));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Loading.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** A process that says whether it has the driver. */
    static final class Loading {

        private Loading() {}

        public static void main(String[] arguments) {
            System.out.println(Database.loadDriver());
        }
    }

    @Test
    void theDriverTakesWhatWasUnpackedOnce() throws IOException {
        Path library = folder.resolve("sqlite.library");
        Files.writeString(library, "an older one");
        NativeLibrary.unpack(library);
        assertEquals("true", loadsWith("-Dorg.sqlite.lib.path=" + folder, "-Dorg.sqlite.lib.name=sqlite.library"));
        assertEquals("false", loadsWith(), "it unpacked its own: this test cannot tell one from the other");
    }

    @Test
    void aLibraryThatCannotBeWrittenIsToldOf() {
        assertThrows(IOException.class, () -> NativeLibrary.unpack(folder.resolve("no/folder")));
    }
}
