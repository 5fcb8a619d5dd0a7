package dev.plateau.work;

import dev.plateau.data.FoldData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The folds that a worker has prepared, the last used ones that fit into an eighth of its heap. Runs come fold after fold, stage after stage:
 * with the folds of a small data set at hand each is prepared once. Used by one thread.
 */
final class FoldShelf {

    private record Place(int repeat, int fold) {}

    private final long mostBytes;
    private final Map<Place, FoldData> folds = new LinkedHashMap<>(16, 0.75f, true);

    /** @param mostBytes that the folds may take together; the last one stays, however large */
    FoldShelf(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The fold as it was prepared, or else as it is prepared now. */
    FoldData get(int repeat, int fold, Supplier<FoldData> prepare) {
        Place place = new Place(repeat, fold);
        FoldData known = folds.get(place);
        if (known != null) {
            return known;
        }
        FoldData prepared = prepare.get();
        folds.put(place, prepared);
        var eldest = folds.values().iterator();
        while (folds.size() > 1 && bytes() > mostBytes) {
            eldest.next();
            eldest.remove();
        }
        return prepared;
    }

    private long bytes() {
        return folds.values().stream().mapToLong(FoldShelf::bytes).sum();
    }

    private static long bytes(FoldData fold) {
        long rows = (long) fold.trainingLabels().length + fold.validationLabels().length;
        return rows * (fold.features() + 1L) * Float.BYTES;
    }
}
