package dev.plateau.logs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalDouble;

/** Reads a TensorProto that holds a single number. Source: tensorflow/core/framework/tensor.proto and types.proto. */
final class TensorScalar {

    private static final int FLOAT = 1;
    private static final int DOUBLE = 2;
    private static final int INT32 = 3;
    private static final int INT64 = 9;
    private static final int BFLOAT16 = 14;
    private static final int HALF = 19;

    private static final int FIELD_TYPE = 1;
    private static final int FIELD_CONTENT = 4;
    private static final int FIELD_FLOATS = 5;
    private static final int FIELD_DOUBLES = 6;
    private static final int FIELD_INTS = 7;
    private static final int FIELD_LONGS = 10;
    private static final int FIELD_HALVES = 13;

    /** 2 to the power of -24: the least half above 0. */
    private static final double LEAST_HALF = 0x1p-24;

    private TensorScalar() {}

    /** Empty if the tensor holds no number, several, or something else than numbers. */
    static OptionalDouble of(ByteBuffer tensor) {
        int type = 0;
        int count = 0;
        double value = Double.NaN;
        Wire wire = new Wire(tensor);
        while (wire.next()) {
            if (wire.is(FIELD_TYPE, Wire.VARINT)) {
                type = (int) wire.varint(); // written before the values, as its field number is the least
            } else if (wire.is(FIELD_CONTENT, Wire.BYTES)) {
                ByteBuffer content = wire.bytes();
                count += content.remaining() == 0 ? 0 : content.remaining() == size(type) ? 1 : 2;
                value = count == 1 ? content(content, type) : value;
            } else if (wire.is(FIELD_FLOATS, Wire.FIXED32)) {
                value = wire.fixed32();
                count++;
            } else if (wire.is(FIELD_DOUBLES, Wire.FIXED64)) {
                value = wire.fixed64();
                count++;
            } else if (isCount(wire, Wire.VARINT)) {
                value = whole(wire.varint(), wire.number(), type);
                count++;
            } else if (wire.is(FIELD_FLOATS, Wire.BYTES) || wire.is(FIELD_DOUBLES, Wire.BYTES)) {
                boolean floats = wire.is(FIELD_FLOATS, Wire.BYTES);
                ByteBuffer packed = wire.bytes();
                count += packed.remaining() / (floats ? Float.BYTES : Double.BYTES);
                value = count == 1 ? floats ? packed.getFloat() : packed.getDouble() : value;
            } else if (isCount(wire, Wire.BYTES)) {
                ByteBuffer packed = wire.bytes();
                int field = wire.number();
                Wire numbers = new Wire(packed);
                for (; numbers.hasRemaining() && count < 2; count++) {
                    value = whole(numbers.varint(), field, type);
                }
            } else {
                wire.skip();
            }
        }
        return count == 1 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static boolean isCount(Wire wire, int kind) {
        return wire.is(FIELD_INTS, kind) || wire.is(FIELD_LONGS, kind) || wire.is(FIELD_HALVES, kind);
    }

    private static double whole(long bits, int field, int type) {
        if (field != FIELD_HALVES) {
            return bits;
        }
        return type == BFLOAT16 ? Float.intBitsToFloat((int) bits << Short.SIZE) : half((int) bits);
    }

    private static int size(int type) {
        return switch (type) {
            case FLOAT, INT32 -> Float.BYTES;
            case DOUBLE, INT64 -> Double.BYTES;
            case HALF, BFLOAT16 -> Short.BYTES;
            default -> -1;
        };
    }

    private static double content(ByteBuffer content, int type) {
        ByteBuffer bytes = content.slice().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case FLOAT -> bytes.getFloat();
            case INT32 -> bytes.getInt();
            case DOUBLE -> bytes.getDouble();
            case INT64 -> bytes.getLong();
            case HALF -> half(bytes.getShort());
            default -> Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
        };
    }

    /** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
    static double half(int bits) {
        int exponent = (bits >>> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        double size = switch (exponent) {
            case 0 -> fraction * LEAST_HALF;
            case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) fraction + 0x400, exponent - 25);
        };
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
