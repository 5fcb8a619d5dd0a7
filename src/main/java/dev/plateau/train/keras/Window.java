package dev.plateau.train.keras;

import dev.plateau.train.Fields;
import java.util.List;
import java.util.Map;

/**
 * A window that slides over an image.
 *
 * @param size rows and columns
 * @param stride likewise
 * @param same whether the image is padded so that only the stride makes it smaller
 */
public record Window(List<Integer> size, List<Integer> stride, boolean same) {

    /** Larger than any image here; keeps sums within an int. */
    private static final int MOST = 4096;

    public Window {
        size = List.copyOf(size);
        stride = List.copyOf(stride);
        if (size.size() != 2 || stride.size() != 2) {
            throw new IllegalArgumentException("a window has two sides, found " + size + " and " + stride);
        }
        for (int i = 0; i < 2; i++) {
            if (size.get(i) < 1 || size.get(i) > MOST || stride.get(i) < 1 || stride.get(i) > MOST) {
                throw new IllegalArgumentException("sides and strides of a window must be from 1 to " + MOST
                        + ", found " + size + " and " + stride);
            }
        }
    }

    static Window from(Fields fields) {
        return new Window(
                fields.wholes("size", List.of()), fields.wholes("stride", List.of()), fields.flag("same", false));
    }

    /** Positions along a side of the image, as Keras counts them. */
    int count(int side, int length) {
        int reach = same ? length + stride.get(side) - 1 : length - size.get(side) + stride.get(side);
        return Math.max(0, reach) / stride.get(side);
    }

    void put(Map<String, Object> settings) {
        settings.put("size", size);
        settings.put("stride", stride);
        settings.put("same", same);
    }
}
