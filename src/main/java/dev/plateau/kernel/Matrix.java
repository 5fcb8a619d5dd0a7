package dev.plateau.kernel;

/**
 * A view of an array as a matrix: the value of a row and a column is {@code values[offset + row * stride + column]}. Made once and used at
 * every step, so that a step allocates nothing.
 *
 * <p>{@code stride} is a multiple of {@link Kernel#LANES}, and the columns from {@code columns} up to {@code stride} are there as padding: zeros,
 * which every operation of {@link Kernel} keeps zeros.
 */
public final class Matrix {

    private final float[] values;
    private final int offset;
    private final int rows;
    private final int columns;

    /**
     * @param values shared, not copied
     * @param offset of the first value, a multiple of {@link Kernel#LANES}
     * @param rows at least 1
     * @param columns at least 1
     */
    public Matrix(float[] values, int offset, int rows, int columns) {
        if (rows < 1 || columns < 1 || offset < 0 || offset % Kernel.LANES != 0) {
            throw new IllegalArgumentException("a matrix of " + rows + " x " + columns + " at " + offset);
        }
        if (offset + (long) rows * Kernel.padded(columns) > values.length) {
            throw new IllegalArgumentException("a matrix of " + rows + " x " + columns + " at " + offset
                    + " is larger than its array of " + values.length);
        }
        this.values = values;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
    }

    /** A new matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(new float[Math.multiplyExact(rows, Kernel.padded(columns))], 0, rows, columns);
    }

    /** The first rows of this one. */
    public Matrix first(int count) {
        return new Matrix(values, offset, count, columns);
    }

    /** All of the array. */
    public float[] values() {
        return values;
    }

    public int offset() {
        return offset;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Values from the first to the last, padding included. */
    public int length() {
        return rows * stride();
    }

    /** From one row to the next. */
    public int stride() {
        return Kernel.padded(columns);
    }
}
