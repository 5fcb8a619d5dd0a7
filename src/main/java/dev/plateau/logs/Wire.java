package dev.plateau.logs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Fields of a protobuf message, one after the other. Source: the encoding chapter of the Protocol Buffers documentation. A message that ends
 * too early, or holds an unknown kind of field, throws IllegalArgumentException.
 */
final class Wire {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    /** Bits of a byte of a varint, and bits of the kind in a key. */
    private static final int SEVEN = 7;

    private static final int KIND_BITS = 3;
    private static final int LAST_SHIFT = 63;

    private final ByteBuffer bytes;
    private int number;
    private int kind;

    Wire(ByteBuffer message) {
        bytes = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; false at the end. The value of a field must be read, or skipped, once. */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long key = varint();
        number = (int) (key >>> KIND_BITS);
        kind = (int) key & SEVEN;
        return true;
    }

    boolean hasRemaining() {
        return bytes.hasRemaining();
    }

    boolean is(int field, int ofKind) {
        return number == field && kind == ofKind;
    }

    int number() {
        return number;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift <= LAST_SHIFT; shift += SEVEN) {
            need(1);
            byte b = bytes.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }

    double fixed64() {
        need(Double.BYTES);
        return bytes.getDouble();
    }

    float fixed32() {
        need(Float.BYTES);
        return bytes.getFloat();
    }

    ByteBuffer bytes() {
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("a field that ends behind its message");
        }
        ByteBuffer part = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    void skip() {
        switch (kind) {
            case VARINT -> varint();
            case FIXED64 -> fixed64();
            case BYTES -> bytes();
            case FIXED32 -> fixed32();
            default -> throw new IllegalArgumentException("a field of the unknown kind " + kind);
        }
    }

    private void need(int count) {
        if (bytes.remaining() < count) {
            throw new IllegalArgumentException("a message that ends too early");
        }
    }
}
