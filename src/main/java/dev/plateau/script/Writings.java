package dev.plateau.script;

import dev.plateau.experiment.Script.EpochsFrom;
import dev.plateau.logs.EventFile;
import dev.plateau.logs.KerasCsv;
import dev.plateau.logs.LogsException;
import dev.plateau.logs.Scalar;
import dev.plateau.logs.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files of metrics that a program writes into its folder, read while they grow: the CSV files of Keras and the event files of TensorBoard.
 * A file that cannot be read is told of once and left alone. Not thread-safe.
 */
final class Writings {

    /** Folders in folders, files in all, and files of metrics that are looked at. */
    private static final int MAX_DEPTH = 5;

    private static final int MAX_FOUND = 10_000;
    private static final int MAX_FILES = 32;

    private final Path folder;
    private final Consumer<String> log;
    private final Map<Path, KerasCsv> tables = new LinkedHashMap<>();
    private final Map<Path, EventFile> events = new LinkedHashMap<>();
    private final Set<Path> wrong = new HashSet<>();

    Writings(Path folder, Consumer<String> log) {
        this.folder = folder;
        this.log = log;
    }

    /**
     * Reads what is new.
     *
     * @param last whether the program has ended, so that half a line is a line
     */
    void poll(boolean last, BiConsumer<EpochsFrom, Seen> seen) {
        find();
        tables.forEach((file, table) -> guarded(file, () -> {
            Consumer<Seen> each = one -> seen.accept(EpochsFrom.KERAS_CSV, one);
            if (last) {
                table.end(each);
            } else {
                table.poll(each);
            }
        }));
        List<Scalar> scalars = new ArrayList<>();
        events.forEach((file, reader) -> guarded(file, () -> reader.poll(scalar -> scalars.add(named(file, scalar)))));
        // Several files of one training, as for its two kinds of rows, tell of the same epochs.
        scalars.sort(Comparator.comparingLong(Scalar::step));
        scalars.stream()
                .filter(scalar -> scalar.step() >= 0)
                .forEach(scalar -> seen.accept(EpochsFrom.TENSORBOARD, scalar.seen()));
    }

    /** Keras writes epoch_loss into the folders train and validation: loss and val_loss. */
    private static Scalar named(Path file, Scalar scalar) {
        Path parent = file.getParent();
        boolean validation = parent != null && parent.endsWith("validation");
        String tag = scalar.tag().replaceFirst("^epoch_", "");
        return new Scalar(validation ? "val_" + tag : tag, scalar.step(), scalar.seconds(), scalar.value());
    }

    private void guarded(Path file, Runnable read) {
        if (wrong.contains(file)) {
            return;
        }
        try {
            read.run();
        } catch (LogsException e) {
            wrong.add(file);
            log.accept(String.valueOf(e.getMessage()));
        }
    }

    private void find() {
        try (Stream<Path> files = Files.walk(folder, MAX_DEPTH)) {
            files.limit(MAX_FOUND)
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> tables.size() + events.size() < MAX_FILES)
                    .forEach(this::known);
        } catch (IOException | UncheckedIOException e) {
            log.accept("the folder of the script's files cannot be read now: " + e.getMessage());
        }
    }

    private void known(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".csv")) {
            tables.computeIfAbsent(file, KerasCsv::new);
        } else if (name.contains("tfevents")) {
            events.computeIfAbsent(file, EventFile::new);
        }
    }
}
