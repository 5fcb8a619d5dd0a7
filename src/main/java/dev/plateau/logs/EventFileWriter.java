package dev.plateau.logs;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes scalars so that TensorBoard draws them: as tensors of one double, which it has read since its version 2.0, so that no digit is lost.
 * Not thread-safe.
 */
public final class EventFileWriter implements AutoCloseable {

    private static final int LENGTH_DELIMITED = 2;
    private static final int DOUBLE = 2;

    private final Path file;
    private final OutputStream out;
    private final Set<String> described = new HashSet<>();

    private EventFileWriter(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Begins a file of its own in a folder, which is made if need be.
     *
     * @param seconds since 1970: when the run began; part of the file's name
     * @throws LogsException if the file is there already or cannot be written
     */
    public static EventFileWriter in(Path folder, double seconds) {
        Path file = folder.resolve(name(seconds));
        try {
            Files.createDirectories(folder);
            EventFileWriter writer = new EventFileWriter(
                    file, new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)));
            Message event = new Message();
            event.fixed64(1, seconds);
            event.text(3, "brain.Event:2");
            writer.write(event);
            return writer;
        } catch (IOException e) {
            throw new LogsException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** TensorBoard finds event files by what is in the middle of the name. */
    private static String name(double seconds) {
        return String.format(Locale.ROOT, "events.out.tfevents.%010d.plateau", Math.max(0, (long) seconds));
    }

    /** @param seconds since 1970 */
    public void add(long step, double seconds, Map<String, Double> metrics) {
        Message summary = new Message();
        metrics.forEach((tag, value) -> summary.message(1, value(tag, value)));
        Message event = new Message();
        event.fixed64(1, seconds);
        event.varint(2, step);
        event.message(5, summary);
        try {
            write(event);
        } catch (IOException e) {
            throw new LogsException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Message value(String tag, double value) {
        Message tensor = new Message();
        tensor.varint(1, DOUBLE);
        tensor.message(2, new Message()); // the shape of a single number
        Message packed = new Message();
        packed.raw(value);
        tensor.message(6, packed);
        Message whole = new Message();
        whole.text(1, tag);
        whole.message(8, tensor);
        if (described.add(tag)) {
            Message plugin = new Message();
            plugin.text(1, "scalars");
            Message metadata = new Message();
            metadata.message(1, plugin);
            metadata.varint(4, 1); // the class of data that is drawn as curves
            whole.message(9, metadata);
        }
        return whole;
    }

    private void write(Message message) throws IOException {
        out.write(Framing.framed(ByteBuffer.wrap(message.bytes())).array());
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new LogsException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** A protobuf message that is being written. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void varint(int field, long value) {
            number((long) field << 3);
            number(value);
        }

        void fixed64(int field, double value) {
            number(((long) field << 3) | 1);
            raw(value);
        }

        void text(int field, String text) {
            block(field, text.getBytes(StandardCharsets.UTF_8));
        }

        void message(int field, Message message) {
            block(field, message.bytes());
        }

        void raw(double value) {
            out.writeBytes(ByteBuffer.allocate(Double.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(value)
                    .array());
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void block(int field, byte[] bytes) {
            number(((long) field << 3) | LENGTH_DELIMITED);
            number(bytes.length);
            out.writeBytes(bytes);
        }

        private void number(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
