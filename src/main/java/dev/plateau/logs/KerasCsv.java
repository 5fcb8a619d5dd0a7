package dev.plateau.logs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Reads the file of Keras's CSVLogger, also while it is being written: a header that has {@code epoch}, then a row for each epoch, from 0, with
 * commas, semicolons or tabs between. Cells that are no numbers, such as {@code NA} or a list, and rows of another length are passed over.
 * Not thread-safe.
 */
public final class KerasCsv {

    private static final int MAX_LINE = 1 << 20;
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    private final Path file;
    private final Tail tail;
    private Optional<List<String>> header = Optional.empty();
    private char separator = ',';
    private long passedOver;

    /** @param file may not be there yet */
    public KerasCsv(Path file) {
        this.file = file;
        this.tail = new Tail(file);
    }

    /**
     * Reads the lines that are complete and have not been read.
     *
     * @throws LogsException if the file cannot be read or is no such file
     */
    public void poll(Consumer<Seen> seen) {
        tail.read(bytes -> lines(bytes, seen));
    }

    /** Reads the rest, a last line without an end included: the program will write no more. */
    public void end(Consumer<Seen> seen) {
        poll(seen);
        tail.read(bytes -> {
            if (bytes.hasRemaining()) {
                line(text(bytes, bytes.limit()), seen);
            }
            return 0;
        });
    }

    /** Rows that had more or fewer cells than the header, or no epoch. */
    public long passedOver() {
        return passedOver;
    }

    private int lines(ByteBuffer bytes, Consumer<Seen> seen) {
        for (int end = endOfLine(bytes); end >= 0; end = endOfLine(bytes)) {
            line(text(bytes, end), seen);
            bytes.position(end + 1);
        }
        if (bytes.remaining() >= MAX_LINE) {
            throw new LogsException(file + " is no CSV file: a line has more than " + MAX_LINE + " bytes");
        }
        return bytes.remaining() == bytes.capacity() ? bytes.capacity() + 1 : 0;
    }

    private static int endOfLine(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String text(ByteBuffer bytes, int end) {
        byte[] line = new byte[end - bytes.position()];
        bytes.get(line);
        String text = new String(line, StandardCharsets.UTF_8).strip();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void line(String line, Consumer<Seen> seen) {
        if (line.isEmpty()) {
            return;
        }
        if (header.isEmpty()) {
            header = Optional.of(header(line));
            return;
        }
        List<String> names = header.get();
        List<String> cells = cells(line);
        if (names.equals(cells)) {
            return; // Keras writes the header again when it goes on with a file
        }
        Optional<Seen> row = cells.size() == names.size() ? row(names, cells) : Optional.empty();
        row.ifPresentOrElse(seen, () -> passedOver++);
    }

    private List<String> header(String line) {
        for (char candidate : SEPARATORS) {
            separator = candidate;
            List<String> names = cells(line);
            if (names.stream().anyMatch(name -> name.equalsIgnoreCase("epoch"))) {
                return names;
            }
        }
        throw new LogsException(
                file + " is no file of Keras's CSVLogger: expected a first line with the column epoch, found "
                        + line.substring(0, Math.min(line.length(), 80)));
    }

    private static Optional<Seen> row(List<String> names, List<String> cells) {
        Draft draft = new Draft();
        for (int i = 0; i < names.size(); i++) {
            OptionalDouble value = Values.of(cells.get(i));
            if (value.isPresent()) {
                draft.field(names.get(i), value.getAsDouble());
            }
        }
        return draft.seen(true).filter(seen -> seen.epoch().isPresent());
    }

    /** Quotes hide separators; nothing that this file holds has quotes inside of quotes. */
    private List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                cells.add(cell(line, from, i));
                from = i + 1;
            }
        }
        cells.add(cell(line, from, line.length()));
        return List.copyOf(cells);
    }

    private static String cell(String line, int from, int to) {
        return line.substring(from, to).replace("\"", "").strip();
    }
}
