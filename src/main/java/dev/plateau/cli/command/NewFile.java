package dev.plateau.cli.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that {@code --out} names: it appears whole or not at all, and nothing that is there is written over. */
public final class NewFile {

    private NewFile() {}

    /** Something that is written. */
    public interface Writing<T> {
        T write(Writer writer) throws IOException;
    }

    /** @throws Mistake unless a new file can have this place: whatever is there may be somebody's data */
    public static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new Mistake("--out must be a file in a folder that exists, found " + file);
        }
        if (Files.exists(file)) {
            throw new Mistake(file + " is there already; give another name, or move it away");
        }
    }

    /**
     * Writes UTF-8 text beside the place and moves it there at the end.
     *
     * @return what the writing returned
     * @throws Mistake as {@link #check}
     */
    public static <T> T write(Path file, Writing<T> writing) throws IOException {
        check(file);
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            T result;
            try (Writer writer = Files.newBufferedWriter(beside)) {
                result = writing.write(writer);
            }
            Files.move(beside, file);
            return result;
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
