package dev.plateau.logs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Records of a TFRecord file: {@code length (8 bytes), masked checksum of them (4), data, masked checksum of the data (4)}, all little-endian.
 * Source: tensorflow/core/lib/io/record_writer.h; the mask is {@code rotate right by 15, + 0xa282ead8}.
 */
final class Framing {

    /** Bytes before and behind the data. */
    static final int HEAD = 12;

    static final int FOOT = 4;

    private static final int ROTATION = 15;
    private static final int MASK_DELTA = 0xa282ead8;

    private Framing() {}

    static int masked(ByteBuffer data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data.duplicate());
        return Integer.rotateRight((int) checksum.getValue(), ROTATION) + MASK_DELTA;
    }

    static ByteBuffer framed(ByteBuffer data) {
        ByteBuffer record = ByteBuffer.allocate(HEAD + data.remaining() + FOOT).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.remaining());
        record.putInt(masked(record.slice(0, Long.BYTES)));
        record.put(data.duplicate()).putInt(masked(data));
        return record.flip();
    }
}
