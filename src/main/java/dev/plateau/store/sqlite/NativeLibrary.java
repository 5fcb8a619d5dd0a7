package dev.plateau.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite itself, as machine code. Its driver asks at each start which system it is on, by a process of its own, and unpacks the library from its jar:
 * 0.07 s, a fifth of a short command. A copy that was unpacked once, when Plateau was built, spares that; the launcher tells the driver where it is.
 */
final class NativeLibrary {

    private NativeLibrary() {}

    /**
     * Unpacks the library for this machine. The file is whole from the first moment: another process may take it as soon as it is there.
     *
     * @param file to make, in the place of one that is there
     * @throws IOException if it cannot be written, or the driver has none for this machine
     */
    static void unpack(Path file) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        try (InputStream library = LibraryLoaderUtil.class.getResourceAsStream(name)) {
            if (library == null) {
                throw new IOException("the database driver has no library " + name);
            }
            Path begun = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new");
            Files.copy(library, begun, StandardCopyOption.REPLACE_EXISTING);
            Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
