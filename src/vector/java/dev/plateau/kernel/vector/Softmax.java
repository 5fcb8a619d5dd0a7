package dev.plateau.kernel.vector;

import dev.plateau.kernel.Matrix;
import dev.plateau.kernel.Predictions;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax, as many rows at a time as there are lanes: a lane is a row, so that a row's sum is one chain and ten classes leave no lane idle.
 *
 * <p>The room of {@link Predictions} holds for each group of rows a vector a class, then the sum of the powers, then the largest value. Rows are
 * turned to lanes column by column: the other way round, the inner loop is as short as a row, and took three times as long.
 */
final class Softmax {

    private static final int ONE = Lanes.COUNT;

    private Softmax() {}

    static void predict(Matrix z, float[] labels, int label, Predictions predictions) {
        float[] room = predictions.room();
        toLanes(z, room);
        scores(z, labels, label, predictions.logarithms());
        int group = (z.columns() + 2) * ONE;
        int from = 0;
        for (int row = 0; row < z.rows(); row += ONE) {
            likeliest(room, from, from + group, predictions.classes(), row);
            powers(room, from, from + group);
            logarithms(room, from + group, row, predictions);
            from += group;
        }
    }

    /** The lanes after the last row keep what they have. */
    private static void toLanes(Matrix z, float[] room) {
        int group = (z.columns() + 2) * ONE;
        for (int row = 0; row < z.rows(); row += ONE) {
            for (int column = 0; column < z.columns(); column++) {
                toLanes(z, row, column, room, row / ONE * group + column * ONE);
            }
        }
    }

    private static void toLanes(Matrix z, int row, int column, float[] room, int to) {
        float[] values = z.values();
        int stride = z.stride();
        int from = z.offset() + row * stride + column;
        int end = to + Math.min(ONE, z.rows() - row);
        for (int i = to; i < end; i++) {
            room[i] = values[from];
            from += stride;
        }
    }

    /** What z says of the true classes. */
    private static void scores(Matrix z, float[] labels, int label, float[] logarithms) {
        float[] values = z.values();
        int from = z.offset();
        for (int row = 0; row < z.rows(); row++) {
            logarithms[row] = values[from + (int) labels[label + row]];
            from += z.stride();
        }
    }

    private static void likeliest(float[] room, int from, int end, float[] classes, int row) {
        FloatVector max = Lanes.at(room, from);
        for (int i = from + ONE; i < end - 2 * ONE; i += ONE) {
            max = Lanes.at(room, i).max(max);
        }
        max.intoArray(room, end - ONE);
        FloatVector likeliest = Lanes.all(0);
        for (int i = end - 3 * ONE; i >= from; i -= ONE) {
            FloatVector column = Lanes.all((i - from) / ONE);
            likeliest = column.blend(likeliest, Lanes.at(room, i).compare(VectorOperators.NE, max));
        }
        likeliest.intoArray(classes, row);
    }

    private static void powers(float[] room, int from, int end) {
        FloatVector max = Lanes.at(room, end - ONE);
        FloatVector sum = Lanes.all(0);
        for (int i = from; i < end - 2 * ONE; i += ONE) {
            FloatVector power = VectorFunctions.exp(Lanes.at(room, i).sub(max));
            power.intoArray(room, i);
            sum = power.add(sum);
        }
        sum.intoArray(room, end - 2 * ONE);
    }

    private static void logarithms(float[] room, int end, int row, Predictions predictions) {
        FloatVector sum = Lanes.at(room, end - 2 * ONE);
        FloatVector max = Lanes.at(room, end - ONE);
        float[] logarithms = predictions.logarithms();
        Lanes.at(logarithms, row).sub(max).sub(VectorFunctions.log(sum)).intoArray(logarithms, row);
        float[] classes = predictions.classes();
        Lanes.at(classes, row).blend(0, sum.compare(VectorOperators.NE, sum)).intoArray(classes, row);
    }

    /** Of what {@link #predict} has left in the room. */
    static void slope(Matrix slope, float[] labels, int label, float[] room) {
        int group = (slope.columns() + 2) * ONE;
        int from = 0;
        for (int row = 0; row < slope.rows(); row += ONE) {
            probabilities(room, from, from + group);
            from += group;
        }
        fromLanes(slope, room);
        truths(slope, labels, label, room);
    }

    private static void probabilities(float[] room, int from, int end) {
        FloatVector sum = Lanes.at(room, end - 2 * ONE);
        for (int i = from; i < end - 2 * ONE; i += ONE) {
            Lanes.at(room, i).div(sum).intoArray(room, i);
        }
    }

    private static void fromLanes(Matrix slope, float[] room) {
        int group = (slope.columns() + 2) * ONE;
        for (int row = 0; row < slope.rows(); row += ONE) {
            for (int column = 0; column < slope.columns(); column++) {
                fromLanes(slope, row, column, room, row / ONE * group + column * ONE);
            }
        }
    }

    private static void fromLanes(Matrix slope, int row, int column, float[] room, int from) {
        float[] values = slope.values();
        float share = 1f / slope.rows();
        int stride = slope.stride();
        int to = slope.offset() + row * stride + column;
        int end = from + Math.min(ONE, slope.rows() - row);
        for (int i = from; i < end; i++) {
            values[to] = room[i] * share;
            to += stride;
        }
    }

    private static void truths(Matrix slope, float[] labels, int label, float[] room) {
        float[] values = slope.values();
        float share = 1f / slope.rows();
        int group = (slope.columns() + 2) * ONE;
        int to = slope.offset();
        for (int row = 0; row < slope.rows(); row++) {
            int truth = (int) labels[label + row];
            values[to + truth] = (room[row / ONE * group + truth * ONE + row % ONE] - 1) * share;
            to += slope.stride();
        }
    }
}
