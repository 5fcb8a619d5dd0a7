package dev.plateau.logs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the scalars of a TensorBoard event file, also while it is being written: what PyTorch's SummaryWriter, TensorFlow and Keras write, simple
 * values and tensors of one number. Images, histograms, texts and graphs are passed over. Not thread-safe. Source: tensorflow/core/util/event.proto
 * and tensorflow/core/framework/summary.proto.
 */
public final class EventFile {

    /** More bytes than the largest event of a sane program: a graph of 64 MB. */
    static final int MAX_RECORD = 64 << 20;

    private static final String SCALARS = "scalars";

    private final Path file;
    private final Tail tail;
    private final Set<String> others = new HashSet<>();
    private long position;

    /** @param file may not be there yet */
    public EventFile(Path file) {
        this.file = file;
        this.tail = new Tail(file);
    }

    /**
     * Reads the records that are complete and have not been read.
     *
     * @throws LogsException if the file cannot be read, a checksum is wrong, or it is no event file. What came before has been handed on
     */
    public void poll(Consumer<Scalar> scalars) {
        tail.read(bytes -> records(bytes, scalars));
    }

    /** Whether the file ended in the middle of a record when it was last read. */
    public boolean isTorn() {
        return tail.waiting() > 0;
    }

    private int records(ByteBuffer bytes, Consumer<Scalar> scalars) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.remaining() >= Framing.HEAD) {
            int length = length(bytes);
            int whole = Framing.HEAD + length + Framing.FOOT;
            if (bytes.remaining() < whole) {
                return whole;
            }
            ByteBuffer data = bytes.slice(bytes.position() + Framing.HEAD, length);
            if (bytes.getInt(bytes.position() + Framing.HEAD + length) != Framing.masked(data)) {
                throw damaged("the checksum of a record is wrong");
            }
            try {
                event(data, scalars);
            } catch (IllegalArgumentException e) {
                throw damaged("a record holds " + e.getMessage());
            }
            bytes.position(bytes.position() + whole);
            position += whole;
        }
        return Framing.HEAD;
    }

    private int length(ByteBuffer bytes) {
        long length = bytes.getLong(bytes.position());
        if (bytes.getInt(bytes.position() + Long.BYTES) != Framing.masked(bytes.slice(bytes.position(), Long.BYTES))) {
            throw position == 0
                    ? new LogsException(file + " is no TensorBoard event file: it does not begin with a record")
                    : damaged("the checksum of a length is wrong");
        }
        if (length < 0 || length > MAX_RECORD) {
            throw damaged("expected records of at most " + MAX_RECORD + " bytes, found one of " + length);
        }
        return (int) length;
    }

    private LogsException damaged(String what) {
        return new LogsException(file + " is damaged at byte " + position + ": " + what);
    }

    private void event(ByteBuffer data, Consumer<Scalar> scalars) {
        double seconds = 0;
        long step = 0;
        Wire wire = new Wire(data);
        while (wire.next()) {
            if (wire.is(1, Wire.FIXED64)) {
                seconds = wire.fixed64();
            } else if (wire.is(2, Wire.VARINT)) {
                step = wire.varint();
            } else if (wire.is(5, Wire.BYTES)) { // behind time and step, as its field number is greater
                summary(wire.bytes(), new Scalar("", step, seconds, 0), scalars);
            } else {
                wire.skip();
            }
        }
    }

    private void summary(ByteBuffer data, Scalar at, Consumer<Scalar> scalars) {
        Wire wire = new Wire(data);
        while (wire.next()) {
            if (wire.is(1, Wire.BYTES)) {
                value(wire.bytes(), at, scalars);
            } else {
                wire.skip();
            }
        }
    }

    private void value(ByteBuffer data, Scalar at, Consumer<Scalar> scalars) {
        String tag = "";
        OptionalDouble value = OptionalDouble.empty();
        String plugin = "";
        Wire wire = new Wire(data);
        while (wire.next()) {
            if (wire.is(1, Wire.BYTES)) {
                tag = wire.text();
            } else if (wire.is(2, Wire.FIXED32)) {
                value = OptionalDouble.of(wire.fixed32());
            } else if (wire.is(8, Wire.BYTES)) {
                value = TensorScalar.of(wire.bytes());
            } else if (wire.is(9, Wire.BYTES)) {
                plugin = plugin(wire.bytes());
            } else {
                wire.skip();
            }
        }
        if (isScalar(tag, plugin) && value.isPresent()) {
            scalars.accept(new Scalar(tag, at.step(), at.seconds(), value.getAsDouble()));
        }
    }

    /** What a tag is drawn by stands in its first value only: what is not drawn as a curve never becomes one. */
    private boolean isScalar(String tag, String plugin) {
        if (!plugin.isEmpty() && !plugin.equals(SCALARS) && others.size() < Seen.MAX_METRICS) {
            others.add(tag);
        }
        return !others.contains(tag) && !tag.isEmpty() && tag.length() <= Seen.MAX_NAME;
    }

    private static String plugin(ByteBuffer metadata) {
        Wire wire = new Wire(metadata);
        String name = "";
        while (wire.next()) {
            if (wire.is(1, Wire.BYTES)) {
                Wire inside = new Wire(wire.bytes());
                while (inside.next()) {
                    if (inside.is(1, Wire.BYTES)) {
                        name = inside.text();
                    } else {
                        inside.skip();
                    }
                }
            } else {
                wire.skip();
            }
        }
        return name;
    }
}
