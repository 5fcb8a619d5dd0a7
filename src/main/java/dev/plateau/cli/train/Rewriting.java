package dev.plateau.cli.train;

import dev.plateau.cli.command.Mistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** A file of the user's that gets a new text: the whole of it or none, whatever happens in between. */
final class Rewriting {

    private Rewriting() {}

    /**
     * Asked before long work, so that it is not in vain.
     *
     * @throws Mistake if the file or its folder cannot be written
     */
    static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isWritable(file) || (folder != null && !Files.isWritable(folder))) {
            throw new Mistake(file + " cannot be written; leave out --write, and the entry is shown to be pasted");
        }
    }

    /**
     * Writes a file beside it, then moves that over it. A link stays a link, permissions stay what they are.
     *
     * @param read the text that the new one was made from
     * @throws Mistake if the file has changed since, or cannot be written
     */
    static void write(Path file, String read, String text) {
        try {
            Path real = file.toRealPath();
            if (!Files.readString(real).equals(read)) {
                throw new Mistake(file + " was changed during the test, so it was not written; paste the entry");
            }
            Path beside = Files.createTempFile(real.getParent(), ".plateau", ".yaml");
            try {
                PosixFileAttributeView view = Files.getFileAttributeView(real, PosixFileAttributeView.class);
                if (view != null) {
                    Files.setPosixFilePermissions(beside, view.readAttributes().permissions());
                }
                Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
                Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new Mistake(file + " could not be written (" + e.getMessage() + "); it is as it was");
        }
    }
}
