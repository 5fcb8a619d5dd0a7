package dev.plateau.cli.curves;

import java.util.Arrays;
import java.util.Optional;

/**
 * One metric of one fold while it is read: an epoch, a value and a line for each cell. Not thread-safe.
 *
 * <p>Ordering it puts the epochs in order, makes one of equal ones, and drops empty cells that a value follows at a later epoch: there the
 * metric was not measured. Empty cells at the end stay, as NaN: that is how a training that diverged is written.
 */
final class Series {

    private int[] epochs = new int[16];
    private double[] values = new double[16];

    /** Negative for an empty cell. */
    private long[] lines = new long[16];

    private int size;
    private boolean sorted = true;

    /** Two lines that say different things of one epoch. */
    record Conflict(int epoch, long one, long other) {}

    /** @param line from 1; empty cells of one epoch in a row are kept once */
    void add(int epoch, double value, long line, boolean empty) {
        if (size > 0 && epoch == epochs[size - 1] && empty) {
            return;
        }
        if (size == epochs.length) {
            epochs = Arrays.copyOf(epochs, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            lines = Arrays.copyOf(lines, 2 * size);
        }
        sorted &= size == 0 || epoch >= epochs[size - 1];
        epochs[size] = epoch;
        values[size] = value;
        lines[size] = empty ? -line : line;
        size++;
    }

    /** How many epochs there are, once ordered; until then how many cells. */
    int size() {
        return size;
    }

    /** Whether the lines came in order of epochs. */
    boolean sorted() {
        return sorted;
    }

    int epoch(int index) {
        return epochs[index];
    }

    double value(int index) {
        return values[index];
    }

    int lastEpoch() {
        return epochs[size - 1];
    }

    /** Puts the epochs in order; returns the first conflict, if there is one, and is then of no use. */
    Optional<Conflict> order() {
        if (!sorted) {
            sort();
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || epochs[i] != epochs[kept - 1]) {
                keep(i, kept++);
            } else if (lines[kept - 1] < 0) {
                keep(i, kept - 1);
            } else if (lines[i] > 0 && Double.compare(values[i], values[kept - 1]) != 0) {
                return Optional.of(new Conflict(epochs[i], lines[kept - 1], lines[i]));
            }
        }
        size = kept;
        dropEmptyBeforeValues();
        return Optional.empty();
    }

    private void keep(int from, int to) {
        epochs[to] = epochs[from];
        values[to] = values[from];
        lines[to] = lines[from];
    }

    private void sort() {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = (long) epochs[i] << Integer.SIZE | i;
        }
        Arrays.sort(order);
        int[] oldEpochs = epochs.clone();
        double[] oldValues = values.clone();
        long[] oldLines = lines.clone();
        for (int i = 0; i < size; i++) {
            int from = (int) order[i];
            epochs[i] = oldEpochs[from];
            values[i] = oldValues[from];
            lines[i] = oldLines[from];
        }
    }

    private void dropEmptyBeforeValues() {
        int lastValue = size - 1;
        while (lastValue >= 0 && lines[lastValue] < 0) {
            lastValue--;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (lines[i] > 0 || i > lastValue) {
                keep(i, kept++);
            }
        }
        size = kept;
    }
}
