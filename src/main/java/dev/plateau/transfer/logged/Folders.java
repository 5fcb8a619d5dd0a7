package dev.plateau.transfer.logged;

import dev.plateau.transfer.Omissions;
import dev.plateau.transfer.TransferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Folders that others filled, read with bounds. Links are not followed: they may lead anywhere. */
final class Folders {

    /** Files and folders below one that is imported. */
    private static final int MAX_FILES = 1_000_000;

    private static final int MAX_DEPTH = 16;

    /** Bytes of a file that holds one value or the fields of a run. */
    private static final int MAX_BYTES = 1 << 20;

    private Folders() {}

    /** What is directly in a folder, in order of names; nothing if there is none. */
    static List<Path> inside(Path folder) {
        if (!isFolder(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.limit(MAX_FILES).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw failure(folder, e);
        }
    }

    /** All plain files at any depth, in order of paths. */
    static List<Path> files(Path folder, Omissions omissions) {
        if (!isFolder(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, MAX_DEPTH)) {
            List<Path> all = files.limit(MAX_FILES).sorted().toList();
            if (all.size() == MAX_FILES) {
                throw new TransferException(folder + " has more than " + MAX_FILES + " files; import a part of it");
            }
            all.stream().filter(Files::isSymbolicLink).forEach(link -> omissions.add("link, not followed: " + link));
            return all.stream().filter(Folders::isFile).toList();
        } catch (IOException | UncheckedIOException e) {
            throw failure(folder, e);
        }
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The whole text of a small file; what is no UTF-8 becomes question marks. */
    static String text(Path file) {
        if (!isFile(file)) {
            throw new TransferException(file + " is no plain file");
        }
        try (InputStream input = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new TransferException(file + " has more than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Bytes of a file. */
    static long size(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .size();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    static TransferException failure(Path path, Exception e) {
        return new TransferException("cannot read " + path + ": " + e.getMessage(), e);
    }
}
