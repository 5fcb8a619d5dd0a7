package dev.plateau.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file, read row by row: RFC 4180 with UTF-8 text, a byte order mark allowed, empty lines skipped. Either its bytes are read
 * once, so that the hash is of what was parsed even if the file changes meanwhile; or it is streamed, without a hash, however
 * large it is.
 */
final class CsvFile implements AutoCloseable {

    /** Bytes. A file is held in memory, and the numbers in it take several times its size. */
    static final long MAX_BYTES = 256L * 1024 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String name;
    private final String sha256;
    private final Iterator<CsvRecord> records;
    private final List<String> header;

    private final InputStream bytes;

    private CsvFile(String name, String sha256, InputStream bytes) throws IOException {
        this.name = name;
        this.sha256 = sha256;
        this.bytes = bytes;
        this.records = parse(bytes);
        if (!hasNext()) {
            throw new DataException(name + " is empty; its first line must name the columns");
        }
        this.header = checked(record().getFields().stream().map(String::strip).toList());
    }

    /**
     * @param name how messages call the file
     * @throws DataException if the file is missing, unreadable, too large or empty, or columns are not named well
     */
    static CsvFile open(Path file, String name) {
        check(file, name);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new DataException(name + " has " + (Files.size(file) >> 20) + " MB; at most " + (MAX_BYTES >> 20)
                        + " MB can be read");
            }
            byte[] bytes = Files.readAllBytes(file);
            return new CsvFile(name, hash(bytes), new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new DataException(name + " cannot be read: " + e, e);
        }
    }

    /**
     * The same for a file that is read in pieces. Close it.
     *
     * @throws DataException if the file is missing, unreadable or empty, or columns are not named well
     */
    static CsvFile stream(Path file, String name) {
        check(file, name);
        InputStream bytes = null;
        try {
            bytes = new BufferedInputStream(Files.newInputStream(file));
            return new CsvFile(name, "", bytes);
        } catch (IOException e) {
            close(bytes);
            throw new DataException(name + " cannot be read: " + e, e);
        } catch (DataException e) {
            close(bytes);
            throw e;
        }
    }

    private static void check(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    Files.exists(file)
                            ? name + " is not a file"
                            : name + " does not exist (looked for " + file.toAbsolutePath() + ")");
        }
    }

    private static void close(@Nullable InputStream bytes) {
        try {
            if (bytes != null) {
                bytes.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a file that was only read cannot be closed", e);
        }
    }

    @Override
    public void close() {
        close(bytes);
    }

    /** SHA-256 of the bytes in hexadecimal; empty for a file that is streamed. */
    String sha256() {
        return sha256;
    }

    /** The names in the first line, without spaces around them. */
    List<String> header() {
        return header;
    }

    boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    /** The next row, which has as many cells as the header has names. */
    CsvRecord next() {
        CsvRecord record = record();
        if (record.getFieldCount() != header.size()) {
            throw new DataException(name + " line " + record.getStartingLineNumber() + ": expected " + header.size()
                    + " cells as in the first line, found " + record.getFieldCount());
        }
        return record;
    }

    private CsvRecord record() {
        try {
            return records.next();
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private DataException unreadable(RuntimeException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof IOException
                ? new DataException(name + " is not UTF-8 text; save it as UTF-8", e)
                : new DataException(name + " is not a well-formed CSV file: " + root.getMessage(), e);
    }

    private List<String> checked(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                throw new DataException(name + ": column " + (i + 1) + " has no name in the first line");
            }
            if (!seen.add(names.get(i))) {
                throw new DataException(name + " has two columns named \"" + names.get(i) + "\"");
            }
        }
        if (names.size() == 1 && names.get(0).matches("(?s).*[;\t|].*")) {
            throw new DataException(name + " must separate its cells by commas; its first line has none");
        }
        return names;
    }

    private static Iterator<CsvRecord> parse(InputStream bytes) throws IOException {
        bytes.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(bytes.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            bytes.reset();
        }
        var text = new InputStreamReader(
                bytes, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)
                .iterator();
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
