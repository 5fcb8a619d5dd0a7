package dev.plateau.cli.curves;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A CSV file, line by line and never as a whole: RFC 4180 in UTF-8, a byte order mark allowed, empty lines skipped, cells
 * separated by the one of comma, semicolon and tab that its first line has most of.
 */
final class CsvLines implements AutoCloseable {

    /** Bytes. Two million points with all their digits and some columns beside them take less. */
    private static final long MAX_BYTES = 512L * 1024 * 1024;

    /** Characters of a first line; whatever is longer does not name columns. */
    private static final int LONGEST_HEADER = 100_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final BufferedReader text;
    private final Iterator<CsvRecord> records;
    private final List<String> header;

    private CsvLines(Path file) throws IOException {
        this.name = file.toString();
        this.text = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
        try {
            this.records = CsvReader.builder()
                    .fieldSeparator(separator())
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(text)
                    .iterator();
            if (!hasNext()) {
                throw new CurvesException(name + " is empty; its first line must name the columns");
            }
            this.header = checked(
                    records.next().getFields().stream().map(String::strip).toList());
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /**
     * @throws CurvesException if the file is missing, unreadable, too large, no text or empty, or two columns have one name
     */
    static CsvLines open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CurvesException(
                    Files.isDirectory(file)
                            ? file + " is a folder, not a file"
                            : Files.exists(file) ? file + " is not a file" : file + " does not exist");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CurvesException(file + " has " + (Files.size(file) >> 20) + " MB; at most "
                        + (MAX_BYTES >> 20) + " MB can be read");
            }
            return new CsvLines(file);
        } catch (CharacterCodingException e) {
            throw new CurvesException(file + " is not UTF-8 text; save it as CSV in UTF-8", e);
        } catch (IOException e) {
            throw new CurvesException(file + " cannot be read: " + e, e);
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** Looks at the first line and goes back to its start, past a byte order mark. */
    private char separator() throws IOException {
        text.mark(LONGEST_HEADER + 1);
        char[] start = new char[LONGEST_HEADER];
        int length = 0;
        int read = 0;
        while (read >= 0 && length < start.length) {
            length += read;
            read = text.read(start, length, start.length - length);
        }
        String seen = new String(start, 0, length);
        if (seen.indexOf('\0') >= 0) {
            throw new CurvesException(name + " is not a CSV file: it has zero bytes in it");
        }
        String first = seen.stripLeading().lines().findFirst().orElse("");
        if (first.length() >= LONGEST_HEADER - 1) {
            throw new CurvesException(name + " is not a CSV file: its first line has no end");
        }
        text.reset();
        if (!seen.isEmpty() && seen.charAt(0) == BYTE_ORDER_MARK) {
            text.skip(1);
        }
        return List.of(',', ';', '\t').stream()
                .reduce((one, other) -> count(first, other) > count(first, one) ? other : one)
                .orElse(',');
    }

    private static long count(String line, char sign) {
        return line.chars().filter(c -> c == sign).count();
    }

    private List<String> checked(List<String> names) {
        Set<String> seen = new HashSet<>();
        names.stream()
                .filter(column -> !column.isEmpty() && !seen.add(column))
                .findFirst()
                .ifPresent(twice -> {
                    throw new CurvesException(name + " has two columns named \"" + twice + "\"");
                });
        return names;
    }

    String name() {
        return name;
    }

    /** The names in the first line, without spaces around them; empty where a column has none. */
    List<String> header() {
        return header;
    }

    boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(name, e);
        }
    }

    /** The next line, which has as many cells as the header has names. */
    CsvRecord next() {
        CsvRecord record = records.next();
        if (record.getFieldCount() != header.size()) {
            throw new CurvesException(name + " line " + record.getStartingLineNumber() + ": expected " + header.size()
                    + " cells as in the first line, found " + record.getFieldCount());
        }
        return record;
    }

    private static CurvesException unreadable(String name, RuntimeException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof CharacterCodingException
                ? new CurvesException(name + " is not UTF-8 text; save it as CSV in UTF-8", e)
                : new CurvesException(name + " is not a well-formed CSV file: " + root.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw new CurvesException(name + " cannot be read: " + e, e);
        }
    }
}
