package dev.plateau.kernel.vector;

import dev.plateau.kernel.Matrix;
import jdk.incubator.vector.FloatVector;

/**
 * Products, a tile of the result at a time: the sums of some rows and some vectors of columns stay in registers while k runs.
 *
 * <p>Each tile adds to what {@code out} holds, so a product that is too long for the cache goes on where it stopped, with the same bits. A tile
 * that hangs over the last row computes that row several times and stores it as often, the same each time: so rows have no tails, and few
 * methods have to be compiled.
 */
final class Tiles {

    private static final int ONE = Lanes.COUNT;
    private static final int TWO = 2 * ONE;
    private static final int THREE = 3 * ONE;
    private static final int FOUR = 4 * ONE;

    /** Vectors of a wide tile: 16 sums of 4 rows fill 32 registers with what they need; machines with 8 lanes may have but 16 registers. */
    private static final int WIDE = ONE == 8 ? 2 : 4;

    /** Rows of b at a time: 256 rows of 64 columns are 64 KB, which stay in the second cache (256 KB and up) between the rows of a. */
    private static final int DEPTH = 256;

    private Tiles() {}

    /** Adds a times b to out; k runs over the rows of b, and down the columns of a if it is to be read as transposed. */
    static void addProduct(Matrix start, Matrix a, boolean transposed, Matrix b, Matrix out) {
        int columns = out.stride();
        for (int from = 0; from < b.rows(); from += DEPTH) {
            Matrix sums = from == 0 ? start : out;
            int column = 0;
            for (; column <= columns - WIDE * ONE; column += WIDE * ONE) {
                for (int row = 0; row < out.rows(); row += 4) {
                    wide(a, transposed, b, out, row, column, from, sums);
                }
            }
            for (; column < columns; column += ONE) {
                for (int row = 0; row < out.rows(); row += 8) {
                    eightByOne(a, transposed, b, out, row, column, from, sums);
                }
            }
        }
    }

    /** Of a value in its array; rows after the last one are the last one. */
    private static int place(Matrix matrix, int row, int column) {
        return matrix.offset() + Math.min(row, matrix.rows() - 1) * matrix.stride() + column;
    }

    private static void wide(
            Matrix a, boolean transposed, Matrix b, Matrix out, int row, int column, int from, Matrix before) {
        if (WIDE == 4) {
            fourByFour(a, transposed, b, out, row, column, from, before);
        } else {
            fourByTwo(a, transposed, b, out, row, column, from, before);
        }
    }

    private static void fourByFour(
            Matrix a, boolean transposed, Matrix b, Matrix out, int row, int column, int from, Matrix before) {
        int last = out.rows() - 1;
        int row1 = Math.min(row + 1, last);
        int row2 = Math.min(row + 2, last);
        int row3 = Math.min(row + 3, last);
        float[] initial = before.values();
        int in0 = place(before, row, column);
        int in1 = place(before, row1, column);
        int in2 = place(before, row2, column);
        int in3 = place(before, row3, column);
        FloatVector s00 = Lanes.at(initial, in0);
        FloatVector s01 = Lanes.at(initial, in0 + ONE);
        FloatVector s02 = Lanes.at(initial, in0 + TWO);
        FloatVector s03 = Lanes.at(initial, in0 + THREE);
        FloatVector s10 = Lanes.at(initial, in1);
        FloatVector s11 = Lanes.at(initial, in1 + ONE);
        FloatVector s12 = Lanes.at(initial, in1 + TWO);
        FloatVector s13 = Lanes.at(initial, in1 + THREE);
        FloatVector s20 = Lanes.at(initial, in2);
        FloatVector s21 = Lanes.at(initial, in2 + ONE);
        FloatVector s22 = Lanes.at(initial, in2 + TWO);
        FloatVector s23 = Lanes.at(initial, in2 + THREE);
        FloatVector s30 = Lanes.at(initial, in3);
        FloatVector s31 = Lanes.at(initial, in3 + ONE);
        FloatVector s32 = Lanes.at(initial, in3 + TWO);
        FloatVector s33 = Lanes.at(initial, in3 + THREE);
        float[] left = a.values();
        float[] right = b.values();
        int step = transposed ? a.stride() : 1;
        int across = transposed ? 1 : a.stride();
        int k0 = a.offset() + row * across + from * step;
        int toRow1 = (row1 - row) * across;
        int toRow2 = (row2 - row) * across;
        int toRow3 = (row3 - row) * across;
        int stride = b.stride();
        int k = b.offset() + from * stride + column;
        int depth = Math.min(DEPTH, b.rows() - from);
        for (int i = 0; i < depth; i++) {
            FloatVector b0 = Lanes.at(right, k);
            FloatVector b1 = Lanes.at(right, k + ONE);
            FloatVector b2 = Lanes.at(right, k + TWO);
            FloatVector b3 = Lanes.at(right, k + THREE);
            FloatVector a0 = Lanes.all(left[k0]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            FloatVector a1 = Lanes.all(left[k0 + toRow1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
            FloatVector a2 = Lanes.all(left[k0 + toRow2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            s23 = a2.fma(b3, s23);
            FloatVector a3 = Lanes.all(left[k0 + toRow3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            s33 = a3.fma(b3, s33);
            k0 += step;
            k += stride;
        }
        float[] sums = out.values();
        int out0 = place(out, row, column);
        int out1 = place(out, row1, column);
        int out2 = place(out, row2, column);
        int out3 = place(out, row3, column);
        s00.intoArray(sums, out0);
        s01.intoArray(sums, out0 + ONE);
        s02.intoArray(sums, out0 + TWO);
        s03.intoArray(sums, out0 + THREE);
        s10.intoArray(sums, out1);
        s11.intoArray(sums, out1 + ONE);
        s12.intoArray(sums, out1 + TWO);
        s13.intoArray(sums, out1 + THREE);
        s20.intoArray(sums, out2);
        s21.intoArray(sums, out2 + ONE);
        s22.intoArray(sums, out2 + TWO);
        s23.intoArray(sums, out2 + THREE);
        s30.intoArray(sums, out3);
        s31.intoArray(sums, out3 + ONE);
        s32.intoArray(sums, out3 + TWO);
        s33.intoArray(sums, out3 + THREE);
    }

    private static void fourByTwo(
            Matrix a, boolean transposed, Matrix b, Matrix out, int row, int column, int from, Matrix before) {
        int last = out.rows() - 1;
        int row1 = Math.min(row + 1, last);
        int row2 = Math.min(row + 2, last);
        int row3 = Math.min(row + 3, last);
        float[] initial = before.values();
        int in0 = place(before, row, column);
        int in1 = place(before, row1, column);
        int in2 = place(before, row2, column);
        int in3 = place(before, row3, column);
        FloatVector s00 = Lanes.at(initial, in0);
        FloatVector s01 = Lanes.at(initial, in0 + ONE);
        FloatVector s10 = Lanes.at(initial, in1);
        FloatVector s11 = Lanes.at(initial, in1 + ONE);
        FloatVector s20 = Lanes.at(initial, in2);
        FloatVector s21 = Lanes.at(initial, in2 + ONE);
        FloatVector s30 = Lanes.at(initial, in3);
        FloatVector s31 = Lanes.at(initial, in3 + ONE);
        float[] left = a.values();
        float[] right = b.values();
        int step = transposed ? a.stride() : 1;
        int across = transposed ? 1 : a.stride();
        int k0 = a.offset() + row * across + from * step;
        int toRow1 = (row1 - row) * across;
        int toRow2 = (row2 - row) * across;
        int toRow3 = (row3 - row) * across;
        int stride = b.stride();
        int k = b.offset() + from * stride + column;
        int depth = Math.min(DEPTH, b.rows() - from);
        for (int i = 0; i < depth; i++) {
            FloatVector b0 = Lanes.at(right, k);
            FloatVector b1 = Lanes.at(right, k + ONE);
            FloatVector a0 = Lanes.all(left[k0]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = Lanes.all(left[k0 + toRow1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = Lanes.all(left[k0 + toRow2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = Lanes.all(left[k0 + toRow3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            k0 += step;
            k += stride;
        }
        float[] sums = out.values();
        int out0 = place(out, row, column);
        int out1 = place(out, row1, column);
        int out2 = place(out, row2, column);
        int out3 = place(out, row3, column);
        s00.intoArray(sums, out0);
        s01.intoArray(sums, out0 + ONE);
        s10.intoArray(sums, out1);
        s11.intoArray(sums, out1 + ONE);
        s20.intoArray(sums, out2);
        s21.intoArray(sums, out2 + ONE);
        s30.intoArray(sums, out3);
        s31.intoArray(sums, out3 + ONE);
    }

    private static void eightByOne(
            Matrix a, boolean transposed, Matrix b, Matrix out, int row, int column, int from, Matrix before) {
        int last = out.rows() - 1 - row;
        float[] initial = before.values();
        FloatVector s0 = Lanes.at(initial, place(before, row, column));
        FloatVector s1 = Lanes.at(initial, place(before, row + Math.min(1, last), column));
        FloatVector s2 = Lanes.at(initial, place(before, row + Math.min(2, last), column));
        FloatVector s3 = Lanes.at(initial, place(before, row + Math.min(3, last), column));
        FloatVector s4 = Lanes.at(initial, place(before, row + Math.min(4, last), column));
        FloatVector s5 = Lanes.at(initial, place(before, row + Math.min(5, last), column));
        FloatVector s6 = Lanes.at(initial, place(before, row + Math.min(6, last), column));
        FloatVector s7 = Lanes.at(initial, place(before, row + Math.min(7, last), column));
        float[] left = a.values();
        float[] right = b.values();
        int step = transposed ? a.stride() : 1;
        int across = transposed ? 1 : a.stride();
        int k0 = a.offset() + row * across + from * step;
        int row1 = Math.min(1, last) * across;
        int row2 = Math.min(2, last) * across;
        int row3 = Math.min(3, last) * across;
        int row4 = Math.min(4, last) * across;
        int row5 = Math.min(5, last) * across;
        int row6 = Math.min(6, last) * across;
        int row7 = Math.min(7, last) * across;
        int stride = b.stride();
        int k = b.offset() + from * stride + column;
        int depth = Math.min(DEPTH, b.rows() - from);
        for (int i = 0; i < depth; i++) {
            FloatVector factors = Lanes.at(right, k);
            s0 = Lanes.all(left[k0]).fma(factors, s0);
            s1 = Lanes.all(left[k0 + row1]).fma(factors, s1);
            s2 = Lanes.all(left[k0 + row2]).fma(factors, s2);
            s3 = Lanes.all(left[k0 + row3]).fma(factors, s3);
            s4 = Lanes.all(left[k0 + row4]).fma(factors, s4);
            s5 = Lanes.all(left[k0 + row5]).fma(factors, s5);
            s6 = Lanes.all(left[k0 + row6]).fma(factors, s6);
            s7 = Lanes.all(left[k0 + row7]).fma(factors, s7);
            k0 += step;
            k += stride;
        }
        float[] sums = out.values();
        s0.intoArray(sums, place(out, row, column));
        s1.intoArray(sums, place(out, row + Math.min(1, last), column));
        s2.intoArray(sums, place(out, row + Math.min(2, last), column));
        s3.intoArray(sums, place(out, row + Math.min(3, last), column));
        s4.intoArray(sums, place(out, row + Math.min(4, last), column));
        s5.intoArray(sums, place(out, row + Math.min(5, last), column));
        s6.intoArray(sums, place(out, row + Math.min(6, last), column));
        s7.intoArray(sums, place(out, row + Math.min(7, last), column));
    }
}
