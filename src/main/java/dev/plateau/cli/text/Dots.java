package dev.plateau.cli.text;

import dev.plateau.cli.text.Chart.Line;
import dev.plateau.cli.text.Chart.Stroke;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A grid of dots, several to a sign with braille, and the line that each sign belongs to. Not thread-safe. */
final class Dots {

    /** The bit of each dot of a braille sign, by row from the top, left and right (Unicode, block 2800). */
    private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private static final int BRAILLE = 0x2800;

    /** Every so many columns of dots a dotted line has one. */
    private static final int DOTTED = 3;

    private final int columns;
    private final int rows;
    private final boolean braille;
    private final int[][] signs;
    private final @Nullable Line[][] owners;

    Dots(int columns, int rows, boolean braille) {
        this.columns = columns;
        this.rows = rows;
        this.braille = braille;
        this.signs = new int[rows][columns];
        this.owners = new Line[rows][columns];
    }

    private int width() {
        return braille ? 2 * columns : columns;
    }

    private int height() {
        return braille ? 4 * rows : rows;
    }

    /** Draws a line over an axis of so many epochs. Later lines take over the signs that they share with earlier ones. */
    void draw(Line line, Axis axis, int epochs) {
        int above = -1;
        for (int x = 0; x < width(); x++) {
            double value = valueAt(line, epochs == 1 ? 1 : 1 + (double) x * (epochs - 1) / (width() - 1));
            boolean drawn = Double.isFinite(value) && (epochs > 1 || x == 0);
            int y = drawn ? (int) Math.round((1 - axis.place(value)) * (height() - 1)) : -1;
            if (drawn) {
                draw(line, x, y, above);
            }
            above = y;
        }
    }

    private void draw(Line line, int x, int y, int before) {
        if (line.stroke() == Stroke.DOTTED && braille) {
            if (x % DOTTED == 0) {
                dot(line, x, y);
            }
            return;
        }
        boolean joined = before >= 0 && line.stroke() == Stroke.SOLID;
        // A steep line is filled up from one past the height of the column before, so that it does not break.
        int from = !joined || before == y ? y : before + Integer.signum(y - before);
        for (int i = Math.min(from, y); i <= Math.max(from, y); i++) {
            dot(line, x, i);
        }
    }

    private void dot(Line line, int x, int y) {
        int row = braille ? y / 4 : y;
        int column = braille ? x / 2 : x;
        int bit = braille ? BITS[y % 4][x % 2] : 1;
        signs[row][column] |= bit;
        owners[row][column] = line;
    }

    /** Between two epochs a value lies on the straight line; NaN where an end of it is missing. */
    private static double valueAt(Line line, double epoch) {
        int left = (int) Math.floor(epoch + 1e-9); // rounding must not make epoch 3 out of 2.9999
        double share = Math.max(0, epoch - left);
        int size = line.values().size();
        if (left > size || (share > 1e-6 && left == size)) {
            return Double.NaN;
        }
        double value = line.values().get(left - 1);
        return share <= 1e-6 ? value : value + share * (line.values().get(left) - value);
    }

    String row(int row, Terminal terminal) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        while (start < columns) {
            int end = start + 1;
            while (end < columns && Objects.equals(owners[row][end], owners[row][start])) {
                end++;
            }
            Line owner = owners[row][start];
            String part = signs(row, start, end);
            text.append(owner == null ? part : terminal.colored(owner.color(), part));
            start = end;
        }
        return text.toString().stripTrailing();
    }

    private String signs(int row, int start, int end) {
        StringBuilder text = new StringBuilder();
        for (int column = start; column < end; column++) {
            Line owner = owners[row][column];
            if (owner == null) {
                text.append(' ');
            } else if (braille) {
                text.appendCodePoint(BRAILLE + signs[row][column]);
            } else {
                text.append(owner.stroke() == Stroke.SOLID ? '*' : '.');
            }
        }
        return text.toString();
    }
}
