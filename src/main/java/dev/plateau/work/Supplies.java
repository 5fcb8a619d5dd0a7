package dev.plateau.work;

import dev.plateau.data.DataException;
import dev.plateau.data.DataSet;
import dev.plateau.data.Fold;
import dev.plateau.data.FoldData;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the workers of a process share: the setup, the data and its folds, each read and prepared once. Thread-safe. */
final class Supplies {

    private final FoldShelf folds = new FoldShelf(Runtime.getRuntime().maxMemory() / 8);
    private @Nullable Setup setup;
    private @Nullable DataSet data;

    /** Reads the data on a thread of its own: the workers may still warm up. What goes wrong is met again by whoever asks for a fold. */
    synchronized void prepare(Setup told) {
        setup = told;
        Thread reader = new Thread(this::readOrNot, "data");
        reader.setDaemon(true);
        reader.start();
    }

    private synchronized void readOrNot() {
        try {
            data();
        } catch (RuntimeException e) {
            data = null;
        }
    }

    synchronized Setup setup() {
        if (setup == null) {
            throw new IllegalStateException("a training before the setup");
        }
        return setup;
    }

    /** The rows of a fold; whoever asks for one that is being prepared waits. */
    synchronized FoldData fold(int repeat, int fold) {
        return folds.get(repeat, fold, () -> {
            Fold wanted = setup().folds().stream()
                    .filter(f -> f.repeat() == repeat && f.fold() == fold)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no fold " + repeat + "/" + fold));
            return FoldData.of(data(), wanted);
        });
    }

    private DataSet data() {
        if (data == null) {
            DataSet read = read(setup());
            if (!read.sha256().equals(setup().sha256())) {
                throw new WorkException(
                        setup().data().path() + " has changed since the search was planned; bring the old file back, "
                                + "or give the experiment another name");
            }
            data = read;
        }
        return data;
    }

    /** Whoever planned the search could read the file: that it cannot be read now is no fault of the training that meets it first. */
    private static DataSet read(Setup setup) {
        try {
            return DataSet.read(Path.of(setup.path()), setup.data());
        } catch (DataException e) {
            throw new WorkException(
                    "the data cannot be read any more: " + e.getMessage() + "; bring the file back as it was when the "
                            + "search was planned and run the same command again: everything stored so far is kept",
                    e);
        }
    }
}
