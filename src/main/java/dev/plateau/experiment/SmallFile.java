package dev.plateau.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of a page or two that somebody wrote. */
final class SmallFile {

    /** A file above this is something else, most likely the data. */
    private static final int MAX_BYTES = 1 << 20;

    private SmallFile() {}

    /**
     * The text of a file.
     *
     * @param expected what it should be, for messages
     * @throws ExperimentException one sentence that begins with the file's name, if there is no such text
     */
    static String text(Path file, String expected) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw Mistakes.of(name, "this is a folder; " + expected + " was expected");
        }
        if (!Files.exists(file)) {
            throw Mistakes.of(name, "there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw Mistakes.of(name, "this is no plain file; " + expected + " was expected");
        }
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw Mistakes.of(name, "the file is larger than 1 MB; " + expected + " was expected");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Mistakes.of(name, "the file is not UTF-8 text; " + expected + " was expected");
        } catch (IOException e) {
            throw Mistakes.of(name, "the file cannot be read: " + e.getMessage());
        }
    }
}
