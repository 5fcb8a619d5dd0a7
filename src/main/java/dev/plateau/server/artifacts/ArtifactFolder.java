package dev.plateau.server.artifacts;

import dev.plateau.server.artifacts.ArtifactException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of files that clients send. Thread-safe. It is made when the first file comes.
 *
 * @param folder where the files are
 * @param maxBytes the largest file that is taken
 */
public record ArtifactFolder(Path folder, long maxBytes) {

    /** 10 GB: larger than most models and smaller than most disks. */
    public static final long USUAL_MAX_BYTES = 10L * 1024 * 1024 * 1024;

    /** Files on their way begin like this, at the top of the folder. */
    static final String ARRIVING = ".arriving-";

    /** So many entries of a folder are listed. */
    private static final int MAX_LISTED = 100_000;

    /** Bytes of a refused file that are read and forgotten: 1 MB. */
    private static final int LISTENED_ON = 1 << 20;

    private static final int BUFFER_BYTES = 64 * 1024;

    public ArtifactFolder {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("the largest file must have at least 1 byte, got " + maxBytes);
        }
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * A file or folder in a folder.
     *
     * @param bytes 0 for a folder
     */
    public record Entry(String name, boolean isFolder, long bytes) {}

    /** By name; nothing for a folder that is not there, and for a file. */
    public List<Entry> list(ArtifactPath path) {
        Path place = place(path);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(place)) {
            return inside.filter(file -> !name(file).startsWith(ARRIVING))
                    .limit(MAX_LISTED)
                    .map(ArtifactFolder::entry)
                    .sorted(Comparator.comparing(Entry::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of an artifact cannot be read", e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Entry entry(Path file) {
        boolean isFolder = Files.isDirectory(file);
        return new Entry(name(file), isFolder, isFolder ? 0 : file.toFile().length());
    }

    /** The file of a path, to be read. Throws {@link ArtifactException} if there is none. */
    public Path file(ArtifactPath path) {
        Path place = place(path);
        if (!Files.isRegularFile(place)) {
            throw missing(path);
        }
        return place;
    }

    private static ArtifactException missing(ArtifactPath path) {
        return new ArtifactException(Reason.MISSING, "No such artifact: '" + path + "'");
    }

    /**
     * Takes a file, in the place of one that is there.
     *
     * @param length of the content in bytes, -1 if nobody knows
     */
    public void put(ArtifactPath path, InputStream content, long length) throws IOException {
        if (path.isRoot()) {
            throw new ArtifactException(Reason.WRONG_PATH, "Invalid path: a file needs a name");
        }
        if (length > maxBytes) {
            throw tooLarge(content);
        }
        Path place = place(path);
        make(folder);
        if (length > folder.toFile().getUsableSpace()) {
            throw noSpace(null);
        }
        Path arriving = Files.createTempFile(folder, ARRIVING, "");
        try {
            receive(content, arriving);
            make(place.getParent());
            move(arriving, place, path);
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    private void receive(InputStream content, Path to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = maxBytes;
        try (OutputStream out = new Disk(Files.newOutputStream(to))) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                left -= count;
                if (left < 0) {
                    throw tooLarge(content);
                }
                out.write(buffer, 0, count);
            }
        }
    }

    /** Tells the disk's errors from those of the client that sends. */
    private static final class Disk extends OutputStream {

        private final OutputStream to;

        Disk(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                to.write(bytes, offset, length);
            } catch (IOException e) {
                throw noSpace(e);
            }
        }

        @Override
        public void close() {
            try {
                to.close();
            } catch (IOException e) {
                throw noSpace(e);
            }
        }
    }

    private static void move(Path arriving, Path place, ArtifactPath path) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new ArtifactException(Reason.WRONG_PATH, "Invalid path: '" + path + "' is a folder");
        }
        Files.move(arriving, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void make(@org.jspecify.annotations.Nullable Path folder) {
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (FileSystemException e) {
            if (e.getReason() != null && e.getReason().contains("space")) {
                throw noSpace(e);
            }
            throw new ArtifactException(Reason.WRONG_PATH, "Invalid path: a part of it is a file and no folder", e);
        } catch (IOException e) {
            throw noSpace(e);
        }
    }

    /** Deletes a file, or a folder with all that is in it. Throws {@link ArtifactException} if there is none. */
    public void delete(ArtifactPath path) throws IOException {
        if (path.isRoot()) {
            throw new ArtifactException(Reason.WRONG_PATH, "Invalid path: an artifact to delete needs a name");
        }
        Path place = place(path);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw missing(path);
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                deleteOne(file);
            }
        }
    }

    private static void deleteOne(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException e) {
            // Somebody puts a file there at the same time; it stays, as if it had come later.
            return;
        }
    }

    /** Where a path is, unless a link on the way to it leads out. */
    private Path place(ArtifactPath path) {
        Path place = folder;
        for (String name : path.names()) {
            place = place.resolve(name);
        }
        try {
            if (Files.exists(folder) && !existing(place).toRealPath().startsWith(folder.toRealPath())) {
                throw missing(path);
            }
        } catch (IOException e) {
            throw missing(path);
        }
        return place;
    }

    /** The last part of the way to a path that is there, be it a link that leads nowhere. */
    private Path existing(Path place) {
        for (Path known = place; known != null && known.startsWith(folder); known = known.getParent()) {
            if (Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
                return known;
            }
        }
        return folder;
    }

    /** Listens on for a while: a client that is cut off while it sends may not hear the answer. */
    private ArtifactException tooLarge(InputStream content) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = LISTENED_ON;
        for (int count = content.read(buffer); count >= 0 && left > 0; count = content.read(buffer)) {
            left -= count;
        }
        return new ArtifactException(
                Reason.TOO_LARGE,
                "This server takes files of at most " + maxBytes + " bytes (plateau serve --max-artifact-size)");
    }

    private static ArtifactException noSpace(@org.jspecify.annotations.Nullable IOException cause) {
        String message = "The server's disk has no space for this file, or cannot be written";
        return cause == null
                ? new ArtifactException(Reason.NO_SPACE, message)
                : new ArtifactException(Reason.NO_SPACE, message, cause);
    }
}
