package dev.plateau.work;

import dev.plateau.data.Fold;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A fold as it is told to a worker: the numbers of its rows as the bits that they are, since a hundred thousand of them as decimals took longer to read
 * than an epoch to train.
 *
 * @param training in Base64: each row's number as a big-endian int
 * @param validation likewise
 */
record FoldRows(int repeat, int fold, String training, String validation) {

    static FoldRows of(Fold fold) {
        return new FoldRows(fold.repeat(), fold.fold(), bits(fold.training()), bits(fold.validation()));
    }

    private static String bits(List<Integer> rows) {
        ByteBuffer bytes = ByteBuffer.allocate(rows.size() * Integer.BYTES);
        for (int row : rows) {
            bytes.putInt(row);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** @throws IllegalArgumentException if the bits are not those of rows, or the rows not those of a fold */
    Fold told() {
        return new Fold(repeat, fold, rows(training), rows(validation));
    }

    private static List<Integer> rows(String bits) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(bits));
        if (bytes.remaining() % Integer.BYTES != 0) {
            throw new IllegalArgumentException(
                    "rows of " + bytes.remaining() + " bytes, expected a multiple of " + Integer.BYTES);
        }
        List<Integer> rows = new ArrayList<>(bytes.remaining() / Integer.BYTES);
        while (bytes.hasRemaining()) {
            rows.add(bytes.getInt());
        }
        return rows;
    }
}
