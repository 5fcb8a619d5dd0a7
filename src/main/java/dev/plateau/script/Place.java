package dev.plateau.script;

import dev.plateau.work.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that scripts write to or read from, made empty. */
final class Place {

    private Place() {}

    /** An empty folder: what an attempt before has left there is deleted. Links are deleted and not followed. */
    static Path emptied(Path folder) {
        try {
            delete(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new WorkException(
                    "cannot empty the folder " + folder + " for what a script writes (" + e.getMessage() + ")", e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
