package dev.plateau.train.keras;

/**
 * What one row is between two layers.
 *
 * @param rows of an image; 0 for a plain vector
 * @param columns of an image; 0 for a plain vector
 * @param channels of an image, or the length of the vector
 */
record Extent(int rows, int columns, int channels) {

    static Extent vector(int length) {
        return new Extent(0, 0, length);
    }

    boolean image() {
        return rows > 0;
    }

    /** Values that it holds. */
    long values() {
        return image() ? (long) rows * columns * channels : channels;
    }

    /** The extent after a window has slid over it; a window that does not fit leaves nothing, which is a mistake. */
    Extent windowed(Window window, int filters) {
        int high = window.count(0, rows);
        int wide = window.count(1, columns);
        if (high < 1 || wide < 1) {
            throw new IllegalArgumentException(
                    "its window of " + window.size() + " does not fit on " + rows + " x " + columns + " values");
        }
        return new Extent(high, wide, filters);
    }
}
