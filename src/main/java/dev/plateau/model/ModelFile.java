package dev.plateau.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A model on disk: a zip of {@code model.json} and {@code weights.bin}. Equal models give equal bytes. Reading takes no more memory
 * than the bounds below, whatever the file claims.
 */
public final class ModelFile {

    /** What the name of a model ends with. */
    public static final String SUFFIX = ".plateau";

    static final String MANIFEST = "model.json";
    static final String WEIGHTS = "weights.bin";

    /** Bytes: about 100,000 features. */
    static final int MOST_MANIFEST = 16 << 20;

    /** Bytes: 67 million parameters. */
    static final int MOST_WEIGHTS = 256 << 20;

    /** A model has two; a later version may add some. */
    private static final int MOST_ENTRIES = 8;

    /** Of the entries in the zip: one that says nothing, so that equal models are equal files. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private ModelFile() {}

    /** What a file that was written is known by. */
    public record Written(long bytes, String sha256) {}

    /**
     * Writes a model: beside its place first, then moved there, so that a half-written one never has its name. Nothing that is there is
     * written over.
     *
     * @throws ModelException if the file is there already or cannot be written
     */
    public static Written write(Model model, Path file) {
        if (model.weights().length > MOST_WEIGHTS) {
            throw new ModelException("the network has " + (model.weights().length >> 20) + " MB of weights; at most "
                    + (MOST_WEIGHTS >> 20) + " MB can be kept in a model");
        }
        Path beside = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try {
                zip(model, beside);
                if (Files.exists(file)) {
                    throw new ModelException(file + " is there already; give another name, or move it away");
                }
                Files.move(beside, file);
            } finally {
                Files.deleteIfExists(beside);
            }
            return new Written(Files.size(file), hash(file));
        } catch (IOException e) {
            throw new ModelException(
                    "cannot write " + file + " (" + e.getMessage() + "); free some space or make its folder writable",
                    e);
        }
    }

    private static void zip(Model model, Path file) throws IOException {
        byte[] manifest = Manifest.write(model.description(), model.weights().length, hash(model.weights()));
        try (OutputStream bytes = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, MANIFEST, manifest);
            put(zip, WEIGHTS, model.weights());
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /**
     * Reads a model.
     *
     * @throws ModelException one sentence: no such file, no model, a version that is not known, a field that is wrong, or weights that are
     *     not those that were written
     */
    public static Model read(Path file) {
        String name = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new ModelException(Files.exists(file) ? name + " is not a file" : name + " does not exist");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw new ModelException(
                        name + " is not a model: it holds " + zip.size() + " files, a model at most " + MOST_ENTRIES);
            }
            Manifest manifest = new Manifest(name, bytes(zip, name, MANIFEST, MOST_MANIFEST));
            Description description = manifest.description();
            byte[] weights = bytes(zip, name, WEIGHTS, MOST_WEIGHTS);
            manifest.checkWeights(weights.length, hash(weights));
            return new Model(description, weights);
        } catch (ZipException e) {
            throw new ModelException(
                    name + " is not a model: expected a zip of " + MANIFEST + " and " + WEIGHTS + " (" + e.getMessage()
                            + ")",
                    e);
        } catch (IOException e) {
            throw new ModelException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Trusts no size that the zip claims: what is longer than it may be is not read to its end. */
    private static byte[] bytes(ZipFile zip, String name, String wanted, int most) throws IOException {
        ZipEntry entry = zip.getEntry(wanted);
        if (entry == null) {
            throw new ModelException(name + " is not a model: it holds no " + wanted);
        }
        try (InputStream input = zip.getInputStream(entry)) {
            byte[] bytes = input.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new ModelException(
                        name + " is not a model: its " + wanted + " has more than " + (most >> 20) + " MB");
            }
            return bytes;
        } catch (java.io.EOFException e) {
            throw new ModelException(name + " is damaged: its " + wanted + " ends too early", e);
        }
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream input = Files.newInputStream(file)) {
            byte[] some = new byte[1 << 16];
            for (int read = input.read(some); read >= 0; read = input.read(some)) {
                digest.update(some, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
