package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.cli.command.Shared;
import dev.plateau.cli.text.Abilities;
import dev.plateau.cli.text.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a command does about a mistake of ours. */
class UnexpectedTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private int happen(String... arguments) {
        CommandLine command = new CommandLine(
                CommandSpec.create().name("plateau").addMixin("shared", CommandSpec.forAnnotatedObject(new Shared())));
        command.parseArgs(arguments);
        Terminal terminal = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), Abilities.FILE);
        return new Mistakes(terminal).unexpected(new IllegalStateException("a stage without runs"), command);
    }

    @Test
    void itIsOneSentenceThatNamesTheFileWithTheDetails() throws IOException {
        Path files = Files.createDirectory(folder.resolve("x.db.files"));
        assertEquals(70, happen("--db", folder.resolve("x.db").toString()));
        Path log = files.resolve("plateau-errors.log");
        assertEquals(
                "plateau: something unexpected happened (a stage without runs); the details are in " + log,
                err.toString().strip());
        assertTrue(Files.readString(log).contains("IllegalStateException: a stage without runs\n\tat "));
    }

    @Test
    void verboseShowsTheDetailsAtOnce() {
        assertEquals(70, happen("--verbose"));
        assertTrue(err.toString().contains("\tat dev.plateau.cli.UnexpectedTest"), err.toString());
    }
}
