package dev.plateau.store.track;

import dev.plateau.track.Point;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Some points of one series in few bytes, in the order in which they came: of each the difference of its step, then of its time, to the point
 * before (zigzag, in groups of 7 bits, lowest first, the high bit set on all but the last), then the 8 bytes of its value. Grows up to {@value #MOST}.
 */
final class Chunk {

    /** Points: about 700 bytes, so that a page of 4 KB holds five rows and one more point writes little again. */
    static final int MOST = 64;

    private static final int LONGEST = 10 + 10 + Double.BYTES; // bytes of a point

    private byte[] bytes;
    private int length;
    private int points;
    private long step;
    private long at;
    private long minStep = Long.MAX_VALUE;
    private long maxStep = Long.MIN_VALUE;

    Chunk() {
        this.bytes = new byte[LONGEST];
    }

    /** One that was stored before, to go on with. */
    Chunk(byte[] stored) {
        this.bytes = stored;
        this.length = stored.length;
        read(stored, this::count);
    }

    private void count(Point point) {
        points++;
        step = point.step();
        at = point.at();
        minStep = Math.min(minStep, step);
        maxStep = Math.max(maxStep, step);
    }

    boolean full() {
        return points == MOST;
    }

    int points() {
        return points;
    }

    long minStep() {
        return minStep;
    }

    long maxStep() {
        return maxStep;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    void add(Point point) {
        if (bytes.length - length < LONGEST) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length + LONGEST, MOST * LONGEST + LONGEST));
        }
        write(point.step() - step);
        write(point.at() - at);
        ByteBuffer.wrap(bytes).putDouble(length, point.value());
        length += Double.BYTES;
        count(point);
    }

    private void write(long difference) {
        long rest = (difference << 1) ^ (difference >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Hands on each point in the order in which they were added. */
    static void read(byte[] bytes, Consumer<Point> reader) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long step = 0;
        long at = 0;
        while (buffer.hasRemaining()) {
            step += difference(buffer);
            at += difference(buffer);
            reader.accept(new Point(step, at, buffer.getDouble()));
        }
    }

    private static long difference(ByteBuffer buffer) {
        long zigzag = 0;
        byte group;
        int shift = 0;
        do {
            group = buffer.get();
            zigzag |= (long) (group & 0x7f) << shift;
            shift += 7;
        } while (group < 0);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }
}
